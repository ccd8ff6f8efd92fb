package org.lungta.text;

import static org.lungta.check.Check.require;

import ai.djl.huggingface.tokenizers.Encoding;
import ai.djl.huggingface.tokenizers.HuggingFaceTokenizer;
import ai.djl.huggingface.tokenizers.jni.CharSpan;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.lungta.check.Refusal;

/**
 * A model's own tokenizer, read from its {@code tokenizer.json} by Hugging Face's library. It neither cuts nor pads and never
 * uses the network. Several threads may use one tokenizer at once; close it after the last of them.
 */
public final class Tokenizer implements AutoCloseable {
    private static final String FILE = "tokenizer.json";
    private static final Map<String, String> AS_IT_IS =
            Map.of("truncation", "false", "padding", "false", "addSpecialTokens", "false");

    private final HuggingFaceTokenizer tokenizer;
    private final Vocabulary vocabulary;
    private final TokenBytes bytes;

    private Tokenizer(HuggingFaceTokenizer tokenizer, Vocabulary vocabulary, TokenBytes bytes) {
        this.tokenizer = tokenizer;
        this.vocabulary = vocabulary;
        this.bytes = bytes;
    }

    /** The tokenizer of the model in this folder; refused where {@code tokenizer.json} is absent or cannot be read. */
    public static Tokenizer load(Path folder) {
        Path file = folder.resolve(FILE);
        require(
                Files.isRegularFile(file),
                "%s does not exist: copy it from where the model came from, or, if the model has only"
                        + " vocab.json or a .model file, save it as a fast tokenizer first",
                file);
        var vocabulary = new Vocabulary(file);
        stayOffline();
        try (InputStream in = Files.newInputStream(file)) {
            return new Tokenizer(
                    HuggingFaceTokenizer.newInstance(in, AS_IT_IS),
                    vocabulary,
                    new TokenBytes(vocabulary.isByteLevel()));
        } catch (IOException | RuntimeException e) {
            throw new Refusal(
                    file + ": the tokenizer cannot be read (" + e.getMessage()
                            + "): copy the file again from where the model came from",
                    e);
        }
    }

    /**
     * The tokens of rendered chat text: control tokens spelled out in the text become control tokens, and no others are added.
     * Text that a user wrote goes through {@link ControlTokens} first.
     */
    public Tokens encode(String text) {
        return encode(text, false);
    }

    /**
     * The tokens of a text by itself, with the special tokens that the file's post-processor adds: what an encoder reads, and
     * what a decoder continues that is not in a conversation.
     */
    public Tokens encodeByItself(String text) {
        return encode(text, true);
    }

    /** What the file's post-processor sets before a text, spelled out: {@code <bos>} for one, or nothing. */
    String opening() {
        Encoding probe = tokenizer.encode("a", true, false);
        long[] special = probe.getSpecialTokenMask();
        var opening = new StringBuilder();
        for (int i = 0; i < special.length && special[i] == 1; i++) {
            opening.append(vocabulary.text(Math.toIntExact(probe.getIds()[i])));
        }
        return opening.toString();
    }

    /** The text that the tokens spell, special tokens dropped; bytes that are not UTF-8 become U+FFFD. */
    public String decode(Tokens tokens) {
        return tokenizer.decode(IntStream.of(tokens.toArray()).asLongStream().toArray(), true);
    }

    /**
     * Whether the tokens spell whole characters: false when their bytes, special tokens dropped, are not valid UTF-8, so that
     * decoding makes a replacement character which the tokens did not spell, and false when an id has no token.
     */
    public boolean isValidText(Tokens tokens) {
        var out = new ByteArrayOutputStream();
        for (int id : tokens.toArray()) {
            String text = vocabulary.text(id);
            if (text == null) {
                return false;
            }
            if (!vocabulary.isSpecial(id)) {
                bytes.append(text, out);
            }
        }
        return TokenBytes.isUtf8(out.toByteArray());
    }

    /** The id of the token with this content, refused where there is none. */
    public int id(String token) {
        return vocabulary.id(token);
    }

    /** Whether there is a token with this content. */
    public boolean has(String token) {
        return vocabulary.has(token);
    }

    /** The content of the token with this id, where there is one. */
    public Optional<String> token(int id) {
        return Optional.ofNullable(vocabulary.text(id));
    }

    /** The highest id and one of the tokens that text can become: what a model needs rows for, special tokens apart. */
    public int textSize() {
        return vocabulary.textSize();
    }

    /** The contents of every token that was added to the vocabulary, in the file's order. */
    public Set<String> controlTokens() {
        return Collections.unmodifiableSet(vocabulary.control());
    }

    /** Names for the tokens that people can read. */
    public TokenNames names() {
        return new TokenNames(this, vocabulary, bytes);
    }

    /** The same for two tokenizers whose files are the same, and hardly ever for others: 16 hexadecimal digits. */
    public String fingerprint() {
        return vocabulary.fingerprint();
    }

    /** Whether there is a token with this id. */
    public boolean hasToken(int id) {
        return vocabulary.text(id) != null;
    }

    /** How many code points of the text stand under unknown tokens. */
    public int unknownCodePoints(String text) {
        Encoding encoding = tokenizer.encode(text, false, false);
        int covered = 0;
        for (int i = 0; i < encoding.getIds().length; i++) {
            CharSpan span = encoding.getCharTokenSpans()[i];
            covered +=
                    encoding.getIds()[i] == vocabulary.unknown() && span != null ? span.getEnd() - span.getStart() : 0;
        }
        return covered;
    }

    /** How many of the tokens stand for text that the vocabulary cannot write. */
    public int unknownTokens(Tokens tokens) {
        int unknown = vocabulary.unknown();
        return unknown == Vocabulary.NO_UNKNOWN
                ? 0
                : (int) IntStream.of(tokens.toArray())
                        .filter(id -> id == unknown)
                        .count();
    }

    /**
     * The share of unknown tokens among all tokens of the texts, in [0, 1]; 0 for no tokens and for byte-level vocabularies.
     * Some models make one token of several unknown characters side by side, so that even a share of .1 can mean that most is lost.
     */
    public double unknownRate(Collection<String> texts) {
        long all = 0;
        long unknown = 0;
        for (String text : texts) {
            Tokens tokens = encode(text);
            all += tokens.length();
            unknown += unknownTokens(tokens);
        }
        return all == 0 ? 0 : (double) unknown / all;
    }

    /** The highest id and one. A model may have more rows than that: the rows beyond have no token. */
    public int size() {
        return vocabulary.size();
    }

    @Override
    public void close() {
        tokenizer.close();
    }

    /** Whether some added token can be written otherwise than it is spelled. */
    boolean findsControlInNormalisedText() {
        return vocabulary.findsControlInNormalisedText();
    }

    private Tokens encode(String text, boolean special) {
        require(
                text.codePoints().noneMatch(codePoint -> Character.getType(codePoint) == Character.SURROGATE),
                "the text holds half a surrogate pair, which is no character: mend it where it was cut or escaped");
        return Tokens.of(
                Arrays.stream(ids(text, special)).mapToInt(Math::toIntExact).toArray());
    }

    private long[] ids(String text, boolean special) {
        try {
            return tokenizer.encode(text, special, false).getIds();
        } catch (RuntimeException failed) {
            throw new Refusal(
                    FILE + ": a text cannot be made into tokens (" + failed.getMessage()
                            + "): copy the file again from where the model came from",
                    failed);
        }
    }

    /** The library would look for its GPU build on the network; its CPU build is in the jar. */
    private static void stayOffline() {
        System.getProperties().putIfAbsent("DJL_OFFLINE", "true");
        System.getProperties().putIfAbsent("ai.djl.offline", "true");
        System.getProperties().putIfAbsent("RUST_FLAVOR", "cpu");
    }
}

package org.lungta.gguf;

import static org.lungta.check.Check.require;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * A SentencePiece tokenizer of byte pairs, written as merges. The file has pieces and scores but no merges: the next merge is the
 * one whose result has the best score. So every way to cut a piece into two pieces is a merge, in the order of the pieces, which is
 * that of their scores.
 */
record PieceTokenizer(TokenTable source, String tokenizerClass) {
    private static final String SPACE = "\u2581";
    private static final String SCORES = "tokenizer.ggml.scores";
    private static final List<String> ENDS = List.of("<eos>", "<end_of_turn>");

    TokenizerFiles files(Sizes sizes) {
        requireOrdered();
        TokenTable table = TokenTable.of(
                source.metadata(),
                source.tokens().stream().map(PieceTokenizer::spaced).toList());
        SpecialTokens roles = SpecialTokens.read(table);
        Metadata metadata = table.metadata();
        boolean begins = metadata.flag("tokenizer.ggml.add_bos_token", true);
        Json special = special(roles);
        Json config = new Json()
                .withAll(special)
                .with("add_bos_token", begins)
                .with("add_eos_token", metadata.flag("tokenizer.ggml.add_eos_token", false))
                .with("clean_up_tokenization_spaces", false)
                .with("model_max_length", sizes.context())
                .with("tokenizer_class", tokenizerClass)
                .with("added_tokens_decoder", TokenizerJson.decoder(table.added(), PieceTokenizer::isSpecial));
        roles.template().ifPresent(template -> config.with("chat_template", template));
        Json tokenizer = tokenizer(table, roles.token("bos").filter(token -> begins));
        return new TokenizerFiles(tokenizer, config, special, roles.generation(ENDS), roles.template());
    }

    private Json tokenizer(TokenTable table, Optional<Token> first) {
        boolean prefix = table.metadata().flag("tokenizer.ggml.add_space_prefix", true);
        Json vocabulary = new Json();
        table.tokens().forEach(token -> vocabulary.with(token.text(), token.id()));
        Json model = TokenizerJson.model(vocabulary, merges(table))
                .with("unk_token", SpecialTokens.read(table).textOrNull("unknown"))
                .with("fuse_unk", true)
                .with("byte_fallback", true);
        return new Json()
                .with("version", "1.0")
                .with("truncation", null)
                .with("padding", null)
                .with("added_tokens", TokenizerJson.added(table.added(), PieceTokenizer::isSpecial))
                .with("normalizer", normalizer(prefix))
                .with("pre_tokenizer", prefix ? null : TokenizerJson.split("String", " ", "MergedWithPrevious"))
                .with("post_processor", first.map(TokenizerJson::beginWith).orElse(null))
                .with("decoder", decoder(prefix))
                .with("model", model);
    }

    private static Json normalizer(boolean prefix) {
        Json spaces = TokenizerJson.replace(" ", SPACE);
        return prefix
                ? TokenizerJson.type("Sequence")
                        .with(
                                "normalizers",
                                List.of(TokenizerJson.type("Prepend").with("prepend", SPACE), spaces))
                : spaces;
    }

    private static Json decoder(boolean prefix) {
        List<Json> decoders = new ArrayList<>(List.of(
                TokenizerJson.replace(SPACE, " "), TokenizerJson.type("ByteFallback"), TokenizerJson.type("Fuse")));
        if (prefix) {
            decoders.add(TokenizerJson.type("Strip")
                    .with("content", " ")
                    .with("start", 1)
                    .with("stop", 0));
        }
        return TokenizerJson.type("Sequence").with("decoders", decoders);
    }

    private static Json special(SpecialTokens roles) {
        Json special = new Json();
        roles.token("bos").ifPresent(token -> special.with("bos_token", token.text()));
        roles.token("eos").ifPresent(token -> special.with("eos_token", token.text()));
        roles.token("padding").ifPresent(token -> special.with("pad_token", token.text()));
        roles.token("unknown").ifPresent(token -> special.with("unk_token", token.text()));
        return special;
    }

    private static boolean isSpecial(Token added) {
        return added.kind() != Token.Kind.USER_DEFINED;
    }

    /** The file has runs of spaces, which the user defined, with spaces; the tokenizer sees them replaced. */
    private static Token spaced(Token token) {
        boolean blank =
                token.kind() == Token.Kind.USER_DEFINED && token.text().chars().allMatch(c -> c == ' ');
        return blank ? new Token(token.id(), SPACE.repeat(token.text().length()), token.kind()) : token;
    }

    private static List<List<String>> merges(TokenTable table) {
        List<List<String>> merges = new ArrayList<>();
        for (Token token : table.tokens()) {
            if (token.kind() == Token.Kind.NORMAL || token.kind() == Token.Kind.USER_DEFINED) {
                addCuts(token.text(), table, merges);
            }
        }
        return merges;
    }

    private static void addCuts(String piece, TokenTable table, List<List<String>> merges) {
        int[] points = piece.codePoints().toArray();
        IntStream.range(1, points.length).forEach(cut -> {
            String left = new String(points, 0, cut);
            String right = new String(points, cut, points.length - cut);
            if (table.ids().containsKey(left) && table.ids().containsKey(right)) {
                merges.add(List.of(left, right));
            }
        });
    }

    private void requireOrdered() {
        Metadata metadata = source.metadata();
        List<Float> scores = metadata.reals(SCORES);
        require(
                scores.size() == source.tokens().size(),
                "%s: %d scores for %d tokens: the file is damaged; copy it again",
                metadata.file(),
                scores.size(),
                source.tokens().size());
        float before = Float.POSITIVE_INFINITY;
        for (Token token : source.tokens()) {
            if (token.kind() == Token.Kind.NORMAL) {
                float score = scores.get(token.id());
                require(
                        score <= before,
                        "%s: token %d, \"%s\", has a higher score than the one before it: the tokenizer is not one of byte pairs;"
                                + " take a model with another",
                        metadata.file(),
                        token.id(),
                        token.text());
                before = score;
            }
        }
    }
}

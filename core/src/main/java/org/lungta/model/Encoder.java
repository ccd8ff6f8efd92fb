package org.lungta.model;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.lungta.tensor.Autograd;
import org.lungta.tensor.DType;
import org.lungta.text.Tokenizer;
import org.lungta.text.Tokens;

/** A sentence encoder: text to a vector. Batches are sorted by length, and equal texts are computed once. */
public final class Encoder implements AutoCloseable {
    private static final int BATCH = 32;

    private final Tokenizer tokenizer;
    private final Embedder embedder;
    private final int maxTokens;
    private final String prefix;
    private long embedded;

    /**
     * An encoder.
     *
     * @param maxTokens longer texts are cut at the end, as sentence-transformers does
     * @param prefix put before every text, such as "query: " for the E5 family
     */
    public Encoder(Tokenizer tokenizer, Embedder embedder, int maxTokens, String prefix) {
        this.tokenizer = tokenizer;
        this.embedder = embedder;
        this.maxTokens = maxTokens;
        this.prefix = prefix;
    }

    /** Embeddings in the order of the texts. */
    public List<Embedding> embed(List<String> texts) {
        Map<String, Tokens> distinct = new LinkedHashMap<>();
        for (String text : texts) {
            distinct.computeIfAbsent(text, this::tokens);
        }
        List<Map.Entry<String, Tokens>> byLength = new ArrayList<>(distinct.entrySet());
        byLength.sort(Comparator.comparingInt(entry -> entry.getValue().length()));
        Map<String, Embedding> embeddings = new LinkedHashMap<>();
        for (List<Map.Entry<String, Tokens>> batch : Cuts.every(BATCH, byLength)) {
            embedded += batch.size();
            List<Embedding> made =
                    embedTokens(batch.stream().map(Map.Entry::getValue).toList());
            for (int i = 0; i < made.size(); i++) {
                embeddings.put(batch.get(i).getKey(), made.get(i));
            }
        }
        return texts.stream().map(embeddings::get).toList();
    }

    /** Texts that were computed so far, equal ones of one call once. */
    public long embedded() {
        return embedded;
    }

    /** The share of these texts' tokens that the encoder does not know. */
    public double unknownRate(List<String> texts) {
        return tokenizer.unknownRate(texts);
    }

    /** What the encoder sees of a text: prefix and special tokens, cut to its length. */
    public Tokens tokens(String text) {
        return cut(tokenizer.encodeByItself(prefix + text));
    }

    /** The share of the texts that are too long and lose their ends. */
    public double cutRate(List<String> texts) {
        return texts.stream()
                .mapToDouble(t -> tokenizer.encodeByItself(prefix + t).length() > maxTokens ? 1 : 0)
                .average()
                .orElse(0);
    }

    /** Closed with the encoder. */
    public Embedder embedder() {
        return embedder;
    }

    /** Tokens of the longest text, special ones included. */
    public int maxTokens() {
        return maxTokens;
    }

    public String prefix() {
        return prefix;
    }

    private Tokens cut(Tokens tokens) {
        if (tokens.length() <= maxTokens) {
            return tokens;
        }
        return tokens.slice(0, maxTokens - 1).append(tokens.at(tokens.length() - 1));
    }

    private List<Embedding> embedTokens(List<Tokens> batch) {
        float[] flat =
                Autograd.inference(() -> embedder.embed(batch).to(DType.FLOAT32).floats());
        int width = flat.length / batch.size();
        List<Embedding> embeddings = new ArrayList<>();
        for (int i = 0; i < batch.size(); i++) {
            embeddings.add(Embedding.of(java.util.Arrays.copyOfRange(flat, i * width, (i + 1) * width)));
        }
        return embeddings;
    }

    @Override
    public void close() {
        embedder.close();
        tokenizer.close();
    }
}

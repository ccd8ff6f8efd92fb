package org.lungta.model;

import static org.lungta.check.Check.require;

import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;
import org.lungta.tensor.Tensor;

/**
 * The rows of a decoder's two tables that learn beside LoRA: those of the embedding, which a tied head shares, and those of a head
 * of its own. PEFT names them by module, {@code {"embed_tokens": ids, "lm_head": ids}}, or by a list where the embedding's are all.
 */
record LearntRows(Optional<TokenRows> embedding, Optional<TokenRows> head) {
    static final LearntRows NONE = new LearntRows(Optional.empty(), Optional.empty());

    /** Makes rows of a table [V, H]: the name of their tensor, their ids, the table. */
    @FunctionalInterface
    interface Maker {
        TokenRows make(String name, List<Integer> ids, Tensor table);
    }

    /** The rows that a configuration names. */
    static LearntRows of(AdapterConfig config, DecoderWeights weights, Maker maker) {
        require(
                config.headTokens().isEmpty() || !weights.config().tiedHead(),
                "%d rows of the head learn by themselves, but the head is the embedding: name the embedding's rows alone",
                config.headTokens().size());
        Optional<TokenRows> embedding = made(Adapter.ROWS, config.tokens(), weights.embedding(), maker);
        try {
            return new LearntRows(embedding, made(Adapter.HEAD_ROWS, config.headTokens(), weights.head(), maker));
        } catch (RuntimeException refused) {
            embedding.ifPresent(TokenRows::close);
            throw refused;
        }
    }

    private static Optional<TokenRows> made(String name, List<Integer> ids, Tensor table, Maker maker) {
        return ids.isEmpty() ? Optional.empty() : Optional.of(maker.make(name, ids, table));
    }

    /** Those that the gradient of the head reaches. */
    Optional<TokenRows> ofHead(DecoderConfig config) {
        return config.tiedHead() ? embedding : head;
    }

    LearntRows frozenCopy() {
        return new LearntRows(embedding.map(TokenRows::frozenCopy), head.map(TokenRows::frozenCopy));
    }

    LearntRows scaled(double lambda) {
        return new LearntRows(embedding.map(rows -> rows.scaled(lambda)), head.map(rows -> rows.scaled(lambda)));
    }

    void forEach(BiConsumer<String, TokenRows> action) {
        embedding.ifPresent(rows -> action.accept(Adapter.ROWS, rows));
        head.ifPresent(rows -> action.accept(Adapter.HEAD_ROWS, rows));
    }
}

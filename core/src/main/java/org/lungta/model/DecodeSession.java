package org.lungta.model;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.lungta.tensor.Autograd;
import org.lungta.tensor.Tensor;
import org.lungta.text.Tokens;

/**
 * One generation: prompts computed once a group, and what all of them begin with once, then all rows decode together, one token a step. Rows are numbered in the order
 * of groups and tails; a row that is not named in a step rests, and groups whose rows all rest leave the cache.
 */
public final class DecodeSession implements AutoCloseable {
    private final Merged merged;
    private final DecodeCache cache;
    private final List<PromptGroup> groups;
    private final Sequences prompts;
    private final int[] positions;
    private long prefilled;
    private long decoded;

    DecodeSession(Merged merged, List<PromptGroup> groups) {
        this.merged = merged;
        this.groups = List.copyOf(groups);
        this.prompts = Sequences.sharing(groups);
        this.positions = groups.stream()
                .flatMapToInt(g -> g.tails().stream().mapToInt(t -> g.prompt().length() + t.length()))
                .toArray();
        this.cache = new DecodeCache(merged.decoder().config(), groups, prompts.common());
    }

    /** Rows of this session. */
    public int rows() {
        return positions.length;
    }

    /** Tokens that the prefill computed: each prompt once, and what all begin with once. */
    public long prefilledTokens() {
        return prefilled;
    }

    /** Prompt tokens that were not computed, since rows share them: what a prefill row by row would have added. */
    public long sharedTokens() {
        long between = (long) prompts.common() * (groups.size() - 1);
        return between
                + groups.stream()
                        .mapToLong(g -> (long) g.prompt().length() * (g.tails().size() - 1))
                        .sum();
    }

    /** Rows that found their whole prompt, or its beginning, computed by another row of their group. */
    public long sharingRows() {
        return groups.stream().mapToLong(g -> g.tails().size() - 1).sum();
    }

    /** Tokens that steps have appended, over all rows. */
    public long decodedTokens() {
        return decoded;
    }

    /** The prefill: hands the logits [rows, V] of every row's first new token to {@code body}. */
    public <T> T prefill(Function<Tensor, T> body) {
        prefilled += prompts.length();
        return Autograd.inference(() -> {
            FlatAttention attention = new FlatAttention(
                    prompts,
                    merged.decoder().config().windows(),
                    merged.decoder().weights().embedding().dtype(),
                    cache::fill);
            Tensor hidden = merged.decoder().hidden(prompts.tokens(), prompts.positions(), attention);
            long[] last = lastRows();
            return body.apply(merged.logits(hidden.indexSelect(0, Tensor.of(last, last.length))));
        });
    }

    /**
     * Appends one token to each named row and hands the logits [rows.length, V] of the next ones to {@code body}.
     *
     * @param rows ascending
     */
    public <T> T step(int[] rows, int[] tokens, Function<Tensor, T> body) {
        return Autograd.inference(() -> {
            long[] inputs = new long[rows.length];
            long[] at = new long[rows.length];
            for (int i = 0; i < rows.length; i++) {
                inputs[i] = tokens[i];
                at[i] = positions[rows[i]]++;
            }
            decoded += rows.length;
            cache.begin(rows);
            Tensor hidden = merged.decoder().hidden(inputs, at, cache);
            cache.end(rows);
            return body.apply(merged.logits(hidden));
        });
    }

    private long[] lastRows() {
        List<Long> last = new ArrayList<>();
        long at = prompts.common();
        for (PromptGroup group : groups) {
            long promptEnd = at + group.prompt().length() - prompts.common();
            at = promptEnd;
            for (Tokens tail : group.tails()) {
                at += tail.length();
                last.add(tail.length() == 0 ? promptEnd - 1 : at - 1);
            }
        }
        return last.stream().mapToLong(Long::longValue).toArray();
    }

    @Override
    public void close() {
        merged.did(this);
        cache.close();
    }
}

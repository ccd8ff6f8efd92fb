package org.lungta.model;

import static org.lungta.check.Check.require;

import java.util.Arrays;
import org.lungta.tensor.Tensor;
import org.lungta.text.Tokens;

/**
 * What {@link FlatAttention} does, for groups that lie in rows of equal length L: one call for all of them, where many short groups
 * would be many small calls. A mask [B, 1, L, L] keeps them apart.
 */
final class RowAttention implements Attention {
    private final int rows;
    private final int length;
    private final Tensor mask;

    /** Prepares the mask; no group may lie in two rows. */
    RowAttention(Sequences sequences, int length) {
        require(
                sequences.length() % length == 0, "%d tokens do not fill rows of %d", sequences.length(), length);
        this.rows = sequences.length() / length;
        this.length = length;
        float[] values = new float[rows * length * length];
        Arrays.fill(values, Float.NEGATIVE_INFINITY);
        int at = 0;
        for (PromptGroup group : sequences.groups()) {
            require(
                    at / length == (at + group.tokens() - 1) / length,
                    "a group of %d tokens lies in two rows of %d",
                    group.tokens(),
                    length);
            show(values, group, at);
            at += group.tokens();
        }
        this.mask = Tensor.of(values, rows, 1, length, length);
    }

    /** Lets the group's tokens see what they may. */
    private void show(float[] values, PromptGroup group, int begin) {
        int prompt = group.prompt().length();
        for (int i = 0; i < prompt; i++) {
            show(values, begin + i, begin, begin + i + 1);
        }
        int tailBegin = begin + prompt;
        for (Tokens tail : group.tails()) {
            for (int i = 0; i < tail.length(); i++) {
                show(values, tailBegin + i, begin, begin + prompt);
                show(values, tailBegin + i, tailBegin, tailBegin + i + 1);
            }
            tailBegin += tail.length();
        }
    }

    private void show(float[] values, int token, int from, int to) {
        int first = token * length - token / length * length; // of the token's line, seen from the row's first token
        Arrays.fill(values, first + from, first + to, 0);
    }

    @Override
    public Tensor attend(int layer, Tensor q, Tensor k, Tensor v) {
        return inRows(q)
                .attend(inRows(k), inRows(v), mask) // [B, N, L, D]
                .transpose(1, 2)
                .reshape(q.size(0), q.size(1) * q.size(2));
    }

    /** [B, N, L, D] */
    private Tensor inRows(Tensor x) {
        return x.view(rows, length, x.size(1), x.size(2)).transpose(1, 2);
    }
}

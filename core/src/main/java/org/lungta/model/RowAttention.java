package org.lungta.model;

import static org.lungta.check.Check.require;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.lungta.tensor.Tensor;
import org.lungta.text.Tokens;

/**
 * What {@link FlatAttention} does, for groups that lie in rows of equal length L: one call for all of them, where many short groups
 * would be many small calls. A mask [B, 1, L, L] keeps them apart.
 */
final class RowAttention implements Attention {
    private final int rows;
    private final int length;
    private final List<Window> windows;
    private final Map<Window, Tensor> masks = new HashMap<>();

    /**
     * Prepares the masks; no group may lie in two rows.
     *
     * @param windows each layer's, in their order
     */
    RowAttention(Sequences sequences, int length, List<Window> windows) {
        require(sequences.length() % length == 0, "%d tokens do not fill rows of %d", sequences.length(), length);
        this.rows = sequences.length() / length;
        this.length = length;
        this.windows = windows;
        windows.forEach(window -> masks.computeIfAbsent(window, w -> mask(sequences, w)));
    }

    private Tensor mask(Sequences sequences, Window window) {
        float[] values = new float[rows * length * length];
        Arrays.fill(values, Float.NEGATIVE_INFINITY);
        int at = 0;
        for (PromptGroup group : sequences.groups()) {
            require(
                    at / length == (at + group.tokens() - 1) / length,
                    "a group of %d tokens lies in two rows of %d",
                    group.tokens(),
                    length);
            show(values, group, window, at);
            at += group.tokens();
        }
        return Tensor.of(values, rows, 1, length, length);
    }

    /** Lets the group's tokens see what the window holds of the prompt and of the own tail up to oneself. */
    private void show(float[] values, PromptGroup group, Window window, int begin) {
        int prompt = group.prompt().length();
        for (int i = 0; i < prompt; i++) {
            show(values, begin + i, begin + window.first(i), begin + i + 1);
        }
        int tail = begin + prompt;
        for (Tokens tokens : group.tails()) {
            for (int i = 0; i < tokens.length(); i++) {
                int first = window.first(prompt + i); // as positions count: the tail follows the prompt
                show(values, tail + i, begin + Math.min(first, prompt), begin + prompt);
                show(values, tail + i, tail + Math.max(first - prompt, 0), tail + i + 1);
            }
            tail += tokens.length();
        }
    }

    private void show(float[] values, int token, int from, int to) {
        int line = token * length - token / length * length; // places count from the first token of the row
        Arrays.fill(values, line + from, line + to, 0);
    }

    @Override
    public Tensor attend(int layer, Tensor q, Tensor k, Tensor v) {
        return inRows(q)
                .attend(inRows(k), inRows(v), masks.get(windows.get(layer))) // [B, N, L, D]
                .transpose(1, 2)
                .reshape(q.size(0), q.size(1) * q.size(2));
    }

    /** [B, N, L, D] */
    private Tensor inRows(Tensor x) {
        return x.view(rows, length, x.size(1), x.size(2)).transpose(1, 2);
    }
}

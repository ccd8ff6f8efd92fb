package org.lungta.model;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.lungta.tensor.DType;
import org.lungta.tensor.Tensor;
import org.lungta.text.Tokens;

/**
 * Attention over {@link Sequences}: a prompt sees itself, a tail sees its prompt and itself, and nobody sees a neighbour. The
 * prompt's keys and values are used by all of its tails; their gradients add up in autograd.
 */
final class FlatAttention implements Attention {
    /** Receives the keys and values [T, K, D] of each layer. */
    @FunctionalInterface
    interface Sink {
        void accept(int layer, Tensor keys, Tensor values);
    }

    /** What a prompt, or a single causal block, sees of itself, and what tails beside each other see. */
    private record Masks(Tensor prompt, Optional<Tensor> tails) {
        static Masks of(PromptGroup group, Window window, DType type) {
            if (isOneBlock(group)) {
                return new Masks(causal(group.tokens(), window, type), Optional.empty());
            }
            return new Masks(
                    causal(group.prompt().length(), window, type),
                    Optional.of(group).filter(g -> g.tailTokens() > 0).map(g -> tailMask(g, window, type)));
        }
    }

    /** One group: a single causal block where it has one tail or none, else the prompt and the tails apart. */
    private record Span(int prompt, int tails, Map<Window, Masks> masks) {
        static Span of(PromptGroup group, List<Window> windows, DType type) {
            Map<Window, Masks> masks = new HashMap<>();
            windows.forEach(window -> masks.computeIfAbsent(window, w -> Masks.of(group, w, type)));
            return isOneBlock(group)
                    ? new Span(group.tokens(), 0, masks)
                    : new Span(group.prompt().length(), group.tailTokens(), masks);
        }

        Tensor attend(Tensor q, Tensor k, Tensor v, Window window) {
            Masks mask = masks.get(window);
            if (mask.tails().isEmpty()) {
                return Attention.grouped(q, k, v, mask.prompt());
            }
            List<Tensor> queries = q.split(prompt, tails);
            return Tensor.cat(
                    List.of(
                            Attention.grouped(
                                    queries.get(0), k.narrow(0, 0, prompt), v.narrow(0, 0, prompt), mask.prompt()),
                            Attention.grouped(queries.get(1), k, v, mask.tails().get())),
                    0);
        }
    }

    private final List<Window> windows;
    private final List<Span> spans = new ArrayList<>();
    private final long[] sizes;
    private final Sink sink;

    /**
     * Prepares the masks of a batch.
     *
     * @param windows each layer's, in their order
     */
    FlatAttention(Sequences sequences, List<Window> windows, DType type, Sink sink) {
        this.windows = windows;
        this.sink = sink;
        sequences.groups().forEach(group -> spans.add(Span.of(group, windows, type)));
        this.sizes = sequences.groups().stream().mapToLong(PromptGroup::tokens).toArray();
    }

    FlatAttention(Sequences sequences, List<Window> windows, DType type) {
        this(sequences, windows, type, (layer, keys, values) -> {});
    }

    @Override
    public Tensor attend(int layer, Tensor q, Tensor k, Tensor v) {
        sink.accept(layer, k, v);
        List<Tensor> queries = q.split(sizes);
        List<Tensor> keys = k.split(sizes);
        List<Tensor> values = v.split(sizes);
        List<Tensor> outputs = new ArrayList<>();
        for (int i = 0; i < spans.size(); i++) {
            outputs.add(spans.get(i).attend(queries.get(i), keys.get(i), values.get(i), windows.get(layer)));
        }
        return Tensor.cat(outputs, 0);
    }

    private static boolean isOneBlock(PromptGroup group) {
        return group.tails().size() == 1;
    }

    /** [T, T]: what the window holds up to oneself. */
    private static Tensor causal(int length, Window window, DType type) {
        float[] mask = new float[length * length];
        for (int t = 0; t < length; t++) {
            int row = t * length;
            Arrays.fill(mask, row, row + window.first(t), Float.NEGATIVE_INFINITY);
            Arrays.fill(mask, row + t + 1, row + length, Float.NEGATIVE_INFINITY);
        }
        return Tensor.of(mask, length, length).to(type);
    }

    /** [tails, prompt + tails]: of the prompt and the own tail up to oneself what the window holds. */
    private static Tensor tailMask(PromptGroup group, Window window, DType type) {
        int prompt = group.prompt().length();
        int tails = group.tailTokens();
        int width = prompt + tails;
        float[] mask = new float[tails * width];
        int begin = 0;
        for (Tokens tail : group.tails()) {
            for (int i = 0; i < tail.length(); i++) {
                int row = (begin + i) * width;
                int first = window.first(prompt + i); // as positions count: the tail follows the prompt
                Arrays.fill(mask, row, row + width, Float.NEGATIVE_INFINITY);
                Arrays.fill(mask, row + Math.min(first, prompt), row + prompt, 0);
                Arrays.fill(mask, row + begin + Math.max(first, prompt), row + prompt + begin + i + 1, 0);
            }
            begin += tail.length();
        }
        return Tensor.of(mask, tails, width).to(type);
    }
}

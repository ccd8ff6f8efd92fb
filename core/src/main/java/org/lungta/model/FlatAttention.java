package org.lungta.model;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
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

    /** What a prompt sees of itself, and what the tails of each length see of [prompt, tail]. */
    private record Masks(Tensor prompt, Map<Integer, Tensor> tails) {
        static Masks of(PromptGroup group, Window window, DType type) {
            if (isOneBlock(group)) {
                return new Masks(causal(0, group.tokens(), window, type), Map.of());
            }
            int prompt = group.prompt().length();
            Map<Integer, Tensor> tails = new HashMap<>();
            group.tails().stream()
                    .mapToInt(Tokens::length)
                    .filter(length -> length > 0)
                    .forEach(n -> tails.computeIfAbsent(n, length -> causal(prompt, length, window, type)));
            return new Masks(causal(0, prompt, window, type), tails);
        }
    }

    /** One group: a single causal block where it has one tail or none, else the prompt and each tail apart. */
    private static final class Span {
        private final long[] lengths;
        private final Map<Window, Masks> masks;

        private Span(long[] lengths, Map<Window, Masks> masks) {
            this.lengths = lengths;
            this.masks = masks;
        }

        static Span of(PromptGroup group, List<Window> windows, DType type) {
            Map<Window, Masks> masks = new HashMap<>();
            windows.forEach(window -> masks.computeIfAbsent(window, w -> Masks.of(group, w, type)));
            return isOneBlock(group)
                    ? new Span(new long[] {group.tokens()}, masks)
                    : new Span(
                            LongStream.concat(
                                            LongStream.of(group.prompt().length()),
                                            group.tails().stream().mapToLong(Tokens::length))
                                    .toArray(),
                            masks);
        }

        /** Adds the outputs of the group's parts, in their order. */
        void attend(Tensor q, Tensor k, Tensor v, Window window, List<Tensor> outputs) {
            Masks mask = masks.get(window);
            if (lengths.length == 1) {
                outputs.add(Attention.grouped(q, k, v, mask.prompt()));
                return;
            }
            List<Tensor> queries = q.split(lengths);
            List<Tensor> keys = k.split(lengths);
            List<Tensor> values = v.split(lengths);
            outputs.add(Attention.grouped(queries.get(0), keys.get(0), values.get(0), mask.prompt()));
            for (int i = 1; i < lengths.length; i++) {
                if (lengths[i] > 0) {
                    outputs.add(Attention.grouped(
                            queries.get(i),
                            Tensor.cat(List.of(keys.get(0), keys.get(i)), 0),
                            Tensor.cat(List.of(values.get(0), values.get(i)), 0),
                            mask.tails().get((int) lengths[i])));
                }
            }
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
            spans.get(i).attend(queries.get(i), keys.get(i), values.get(i), windows.get(layer), outputs);
        }
        return Tensor.cat(outputs, 0);
    }

    private static boolean isOneBlock(PromptGroup group) {
        return group.tails().size() == 1;
    }

    /** [n, before + n]: what each of n tokens that follow others sees, the window's part of all up to itself. */
    private static Tensor causal(int before, int length, Window window, DType type) {
        int width = before + length;
        float[] mask = new float[length * width];
        for (int i = 0; i < length; i++) {
            int row = i * width;
            Arrays.fill(mask, row, row + window.first(before + i), Float.NEGATIVE_INFINITY);
            Arrays.fill(mask, row + before + i + 1, row + width, Float.NEGATIVE_INFINITY);
        }
        return Tensor.of(mask, length, width).to(type);
    }
}

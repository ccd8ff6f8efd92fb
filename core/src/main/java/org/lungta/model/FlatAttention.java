package org.lungta.model;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.lungta.tensor.DType;
import org.lungta.tensor.Tensor;

/**
 * Attention over {@link Sequences}: a segment sees those on its path and itself, and nobody sees a neighbour. The keys and values of a
 * common beginning are used by all that follow it; their gradients add up in autograd.
 */
final class FlatAttention implements Attention {
    /** Receives the keys and values [T, K, D] of each layer. */
    @FunctionalInterface
    interface Sink {
        void accept(int layer, Tensor keys, Tensor values);
    }

    /** What a segment's mask follows from. */
    private record Shape(int before, int length, Window window) {}

    private final List<Window> windows;
    private final List<Segment> segments;
    private final long[] lengths;
    private final Map<Shape, Tensor> masks = new HashMap<>();
    private final Sink sink;

    /**
     * Prepares the masks of a batch.
     *
     * @param windows each layer's, in their order
     */
    FlatAttention(Sequences sequences, List<Window> windows, DType type, Sink sink) {
        this.windows = windows;
        this.sink = sink;
        this.segments = sequences.segments();
        this.lengths = segments.stream().mapToLong(Segment::length).toArray();
        for (Window window : windows) {
            segments.forEach(s ->
                    masks.computeIfAbsent(new Shape(s.before(), s.length(), window), shape -> causal(shape, type)));
        }
    }

    FlatAttention(Sequences sequences, List<Window> windows, DType type) {
        this(sequences, windows, type, (layer, keys, values) -> {});
    }

    @Override
    public Tensor attend(int layer, Tensor q, Tensor k, Tensor v) {
        sink.accept(layer, k, v);
        List<Tensor> queries = q.split(lengths);
        List<Tensor> keys = k.split(lengths);
        List<Tensor> values = v.split(lengths);
        List<Tensor> outputs = new ArrayList<>();
        for (Segment segment : segments) {
            outputs.add(Attention.grouped(
                    queries.get(segment.number()),
                    seen(keys, segment),
                    seen(values, segment),
                    masks.get(new Shape(segment.before(), segment.length(), windows.get(layer)))));
        }
        return Tensor.cat(outputs, 0);
    }

    private static Tensor seen(List<Tensor> parts, Segment segment) {
        if (segment.path().isEmpty()) {
            return parts.get(segment.number());
        }
        List<Tensor> way = new ArrayList<>();
        segment.path().forEach(number -> way.add(parts.get(number)));
        way.add(parts.get(segment.number()));
        return Tensor.cat(way, 0);
    }

    /** [n, before + n]: what each of n tokens that follow others sees, the window's part of all up to itself. */
    private static Tensor causal(Shape shape, DType type) {
        int width = shape.before() + shape.length();
        float[] mask = new float[shape.length() * width];
        for (int i = 0; i < shape.length(); i++) {
            int row = i * width;
            int position = shape.before() + i;
            Arrays.fill(mask, row, row + shape.window().first(position), Float.NEGATIVE_INFINITY);
            Arrays.fill(mask, row + position + 1, row + width, Float.NEGATIVE_INFINITY);
        }
        return Tensor.of(mask, shape.length(), width).to(type);
    }
}

package org.lungta.model;

import java.util.ArrayList;
import java.util.List;
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

    private record Span(int start, int prompt, int tails, Tensor promptMask, Optional<Tensor> tailMask) {}

    private final List<Span> spans = new ArrayList<>();
    private final Sink sink;

    FlatAttention(Sequences sequences, DType type, Sink sink) {
        this.sink = sink;
        int start = 0;
        for (PromptGroup group : sequences.groups()) {
            int prompt = group.prompt().length();
            int tails = group.tailTokens();
            spans.add(new Span(
                    start,
                    prompt,
                    tails,
                    causal(prompt, type),
                    tails == 0 ? Optional.empty() : Optional.of(tailMask(group, type))));
            start += group.tokens();
        }
    }

    FlatAttention(Sequences sequences, DType type) {
        this(sequences, type, (layer, keys, values) -> {});
    }

    @Override
    public Tensor attend(int layer, Tensor q, Tensor k, Tensor v) {
        sink.accept(layer, k, v);
        List<Tensor> outputs = new ArrayList<>();
        for (Span span : spans) {
            outputs.add(Attention.grouped(
                    rows(q, span.start(), span.prompt()),
                    rows(k, span.start(), span.prompt()),
                    rows(v, span.start(), span.prompt()),
                    span.promptMask()));
            span.tailMask()
                    .ifPresent(mask -> outputs.add(Attention.grouped(
                            rows(q, span.start() + span.prompt(), span.tails()),
                            rows(k, span.start(), span.prompt() + span.tails()),
                            rows(v, span.start(), span.prompt() + span.tails()),
                            mask)));
        }
        return Tensor.cat(outputs, 0);
    }

    private static Tensor rows(Tensor x, int start, int length) {
        return x.narrow(0, start, length);
    }

    private static Tensor causal(int length, DType type) {
        float[] mask = new float[length * length];
        for (int t = 0; t < length; t++) {
            for (int s = t + 1; s < length; s++) {
                mask[t * length + s] = Float.NEGATIVE_INFINITY;
            }
        }
        return Tensor.of(mask, length, length).to(type);
    }

    /** [tails, prompt + tails]: the whole prompt, and the own tail up to oneself. */
    private static Tensor tailMask(PromptGroup group, DType type) {
        int prompt = group.prompt().length();
        int tails = group.tailTokens();
        int width = prompt + tails;
        float[] mask = new float[tails * width];
        int begin = 0;
        for (Tokens tail : group.tails()) {
            for (int i = 0; i < tail.length(); i++) {
                int row = (begin + i) * width;
                java.util.Arrays.fill(mask, row + prompt, row + width, Float.NEGATIVE_INFINITY);
                java.util.Arrays.fill(mask, row + prompt + begin, row + prompt + begin + i + 1, 0);
            }
            begin += tail.length();
        }
        return Tensor.of(mask, tails, width).to(type);
    }
}

package org.lungta.model;

import java.util.ArrayList;
import java.util.Arrays;
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

    /** One group: a single causal block where it has one tail or none, else the prompt and the tails apart. */
    private record Span(int prompt, int tails, Tensor promptMask, Optional<Tensor> tailMask) {
        static Span of(PromptGroup group, DType type) {
            int prompt = group.prompt().length();
            return group.tails().size() == 1
                    ? new Span(group.tokens(), 0, causal(group.tokens(), type), Optional.empty())
                    : new Span(
                            prompt,
                            group.tailTokens(),
                            causal(prompt, type),
                            Optional.of(group)
                                    .filter(g -> g.tailTokens() > 0)
                                    .map(g -> FlatAttention.tailMask(g, type)));
        }

        Tensor attend(Tensor q, Tensor k, Tensor v) {
            if (tailMask.isEmpty()) {
                return Attention.grouped(q, k, v, promptMask);
            }
            List<Tensor> queries = q.split(prompt, tails);
            return Tensor.cat(
                    List.of(
                            Attention.grouped(
                                    queries.get(0), k.narrow(0, 0, prompt), v.narrow(0, 0, prompt), promptMask),
                            Attention.grouped(queries.get(1), k, v, tailMask.get())),
                    0);
        }
    }

    private final List<Span> spans = new ArrayList<>();
    private final long[] sizes;
    private final Sink sink;

    FlatAttention(Sequences sequences, DType type, Sink sink) {
        this.sink = sink;
        sequences.groups().forEach(group -> spans.add(Span.of(group, type)));
        this.sizes = sequences.groups().stream().mapToLong(PromptGroup::tokens).toArray();
    }

    FlatAttention(Sequences sequences, DType type) {
        this(sequences, type, (layer, keys, values) -> {});
    }

    @Override
    public Tensor attend(int layer, Tensor q, Tensor k, Tensor v) {
        sink.accept(layer, k, v);
        List<Tensor> queries = q.split(sizes);
        List<Tensor> keys = k.split(sizes);
        List<Tensor> values = v.split(sizes);
        List<Tensor> outputs = new ArrayList<>();
        for (int i = 0; i < spans.size(); i++) {
            outputs.add(spans.get(i).attend(queries.get(i), keys.get(i), values.get(i)));
        }
        return Tensor.cat(outputs, 0);
    }

    private static Tensor causal(int length, DType type) {
        float[] mask = new float[length * length];
        for (int t = 0; t < length; t++) {
            Arrays.fill(mask, t * length + t + 1, (t + 1) * length, Float.NEGATIVE_INFINITY);
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
                Arrays.fill(mask, row + prompt, row + width, Float.NEGATIVE_INFINITY);
                Arrays.fill(mask, row + prompt + begin, row + prompt + begin + i + 1, 0);
            }
            begin += tail.length();
        }
        return Tensor.of(mask, tails, width).to(type);
    }
}

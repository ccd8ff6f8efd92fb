package org.lungta.contrast;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.lungta.check.Stop;
import org.lungta.model.Embedder;
import org.lungta.random.CounterRandom;
import org.lungta.tensor.Autograd;
import org.lungta.tensor.Engine;
import org.lungta.tensor.Tensor;
import org.lungta.text.Tokens;

/**
 * The gradient of a loss of all embeddings of a large batch, in the memory of a small one (GradCache, arXiv:2101.06983):
 *
 * <pre>
 *   1. E = f(texts), part by part, without gradients
 *   2. G = dL/dE
 *   3. part by part again: the gradient of the sum of f(texts) G
 * </pre>
 *
 * It is the gradient of L itself. Dropout draws the same numbers in both passes.
 *
 * @param tokenBudget tokens of one part
 * @param seed of the dropout
 */
record CachedGradient(Embedder embedder, int tokenBudget, long seed) {

    /** Adds the gradient of the loss to the encoder's; returns the loss. */
    double backward(List<Tokens> texts, Embedder.Lookup lookup, Function<Tensor, Tensor> loss) {
        List<List<Tokens>> parts = parts(texts);
        return parts.size() == 1 ? whole(texts, lookup, loss) : cached(parts, lookup, loss);
    }

    private double whole(List<Tokens> texts, Embedder.Lookup lookup, Function<Tensor, Tensor> loss) {
        return Autograd.training(() -> {
            Tensor value = loss.apply(embed(texts, lookup, 0));
            if (value.requiresGrad()) { // not where nothing that the texts use is trained
                value.backward();
            }
            return value.detach().item();
        });
    }

    private double cached(List<List<Tokens>> parts, Embedder.Lookup lookup, Function<Tensor, Tensor> loss) {
        List<Tensor> embeddings = new ArrayList<>();
        try {
            for (int i = 0; i < parts.size(); i++) {
                int part = i;
                Stop.check();
                embeddings.add(Autograd.own(() -> embed(parts.get(part), lookup, part)));
            }
            return Autograd.training(() -> {
                Tensor leaf = Tensor.cat(embeddings, 0).detach().trainable(); // [B, H]
                Tensor value = loss.apply(leaf);
                value.backward();
                again(parts, lookup, leaf.grad());
                return value.detach().item();
            });
        } finally {
            embeddings.forEach(Tensor::close);
        }
    }

    private void again(List<List<Tokens>> parts, Embedder.Lookup lookup, Tensor gradient) {
        long at = 0;
        for (int i = 0; i < parts.size(); i++) {
            int part = i;
            Tensor own = gradient.narrow(0, at, parts.get(i).size());
            at += parts.get(i).size();
            Stop.check();
            Autograd.training(() -> {
                Tensor embeddings = embed(parts.get(part), lookup, part);
                if (embeddings.requiresGrad()) {
                    embeddings.backward(own);
                }
                return null;
            });
        }
    }

    private Tensor embed(List<Tokens> texts, Embedder.Lookup lookup, int part) {
        Engine.seed(CounterRandom.bits(seed, part));
        return embedder.embed(texts, lookup);
    }

    private List<List<Tokens>> parts(List<Tokens> texts) {
        List<List<Tokens>> parts = new ArrayList<>();
        int from = 0;
        int tokens = 0;
        for (int i = 0; i < texts.size(); i++) {
            int length = texts.get(i).length();
            if (i > from && tokens + length > tokenBudget) {
                parts.add(texts.subList(from, i));
                from = i;
                tokens = 0;
            }
            tokens += length;
        }
        parts.add(texts.subList(from, texts.size()));
        return parts;
    }
}

package org.lungta.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import org.lungta.random.CounterRandom;
import org.lungta.tensor.Engine;
import org.lungta.text.Tokens;

/** Layers that are computed again give what layers that were kept give, bit for bit. */
class PassTest {
    @ParameterizedTest
    @FieldSource("org.lungta.model.Goldens#DECODERS")
    void computingLayersAgainChangesNoBit(String name) {
        try (DecoderWeights weights = Goldens.decoder(name)) {
            assertThat(gradients(weights, List.of(), 0, true)).isEqualTo(gradients(weights, List.of(), 0, false));
        }
    }

    @ParameterizedTest
    @FieldSource("org.lungta.model.Goldens#DECODERS")
    void dropoutDrawsTheSameTwice(String name) {
        try (DecoderWeights weights = Goldens.decoder(name)) {
            List<List<Float>> kept = gradients(weights, List.of(), 0.3, false);
            assertThat(gradients(weights, List.of(), 0.3, true)).isEqualTo(kept);
            assertThat(gradients(weights, List.of(), 0, false)).isNotEqualTo(kept);
        }
    }

    @ParameterizedTest
    @FieldSource("org.lungta.model.Goldens#DECODERS")
    void rowsOfTheEmbeddingGetTheirGradientToo(String name) {
        try (DecoderWeights weights = Goldens.decoder(name)) {
            List<Integer> rows = List.of(token(0, 0), token(1, 2));
            List<List<Float>> kept = gradients(weights, rows, 0, false);
            assertThat(gradients(weights, rows, 0, true)).isEqualTo(kept);
            assertThat(kept.get(kept.size() - 1)).anyMatch(g -> g != 0);
        }
    }

    /** Of two micro-batches after each other, so that what the first leaves behind would show. */
    private static List<List<Float>> gradients(
            DecoderWeights weights, List<Integer> rows, double dropout, boolean recompute) {
        AdapterConfig config = new AdapterConfig(4, 8, 0, AdapterConfig.EVERY_LINEAR, rows, List.of());
        try (Policy policy = new Policy(weights, Adapter.fresh(config, weights, 3))) {
            if (recompute) {
                policy.recompute();
            }
            policy.dropout(dropout);
            Engine.seed(5);
            for (int batch = 0; batch < 2; batch++) {
                List<PromptGroup> groups = List.of(group(2 * batch), group(2 * batch + 1));
                policy.imitate(new Sequences(groups), 0.5);
                policy.learn(new Sequences(groups), 0.8, now -> now.square().sum());
            }
            List<List<Float>> gradients = new ArrayList<>();
            policy.parameters().forEach(p -> gradients.add(Floats.list(p.grad().floats())));
            policy.parameters().forEach(org.lungta.tensor.Tensor::dropGrad);
            return gradients;
        }
    }

    private static PromptGroup group(int number) {
        return new PromptGroup(
                tokens(number, 7), List.of(tokens(number + 10, 3), tokens(number + 20, 5), tokens(number + 30, 1)));
    }

    private static Tokens tokens(int number, int length) {
        return Tokens.of(IntStream.range(0, length).map(i -> token(number, i)).toArray());
    }

    private static int token(int number, int place) {
        return (int) (40 * CounterRandom.uniform(9, number, place));
    }
}

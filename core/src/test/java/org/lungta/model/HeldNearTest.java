package org.lungta.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.lungta.random.CounterRandom;
import org.lungta.tensor.Autograd;
import org.lungta.tensor.Tensor;
import org.lungta.text.Tokens;

/** Learning that holds the model near its base. */
class HeldNearTest {
    private static final double BETA = 0.7;
    private static DecoderWeights weights;

    @BeforeAll
    static void load() {
        weights = Goldens.qwen2();
    }

    @AfterAll
    static void close() {
        weights.close();
    }

    private static Sequences sequences(String name) {
        List<PromptGroup> groups = new ArrayList<>();
        Goldens.prompts(name).stream()
                .filter(p -> p.length() > 2)
                .forEach(p -> groups.add(
                        new PromptGroup(p.slice(0, 2), List.of(p.slice(2, p.length()), Tokens.of(9, 4, 30, 7, 11)))));
        return new Sequences(groups);
    }

    @Test
    void learningNearTheBaseHasTheGradientOfItsLossByFiniteDifferences() {
        Sequences sequences = sequences("tiny_qwen2");
        try (Policy policy = new Policy(weights, Goldens.adapter(weights))) {
            policy.imitateNearBase(sequences, 1.0, BETA);
            int checked = 0;
            for (Tensor parameter : policy.parameters()) {
                int index = (int) (CounterRandom.uniform(8, checked) * parameter.numel());
                double analytic = parameter.grad().floats()[index];
                double numeric = (loss(policy, sequences, parameter, index, 3e-3)
                                - loss(policy, sequences, parameter, index, -3e-3))
                        / 6e-3;
                assertThat(numeric)
                        .as("parameter %d, entry %d", checked++, index)
                        .isCloseTo(analytic, within(2e-2 + 2e-2 * Math.abs(analytic)));
            }
            assertThat(checked).isEqualTo(28);
        }
    }

    /** Sum of NLL + beta KL, by {@link Divergence} on merged weights: another way to the same number. */
    private static double loss(Policy policy, Sequences sequences, Tensor parameter, int index, double change) {
        move(parameter, index, change);
        try (Merged base = Merged.of(weights, Optional.empty(), 8);
                Merged merged = Merged.of(weights, policy.adapters(), 8)) {
            return Divergence.of(base, merged, sequences).stream()
                    .mapToDouble(p -> p.tunedNll() + BETA * p.forward())
                    .sum();
        } finally {
            move(parameter, index, -change);
        }
    }

    private static void move(Tensor parameter, int index, double change) {
        float[] moved = new float[Math.toIntExact(parameter.numel())];
        moved[index] = (float) change;
        Autograd.run(() -> parameter.detach().addInPlace(Tensor.of(moved, parameter.shape())));
    }

    @Test
    void withoutAPenaltyItIsPlainImitation() {
        Sequences sequences = sequences("tiny_qwen2");
        try (Policy near = new Policy(weights, Goldens.adapter(weights));
                Policy plain = new Policy(weights, Goldens.adapter(weights))) {
            Policy.Near found = near.imitateNearBase(sequences, 0.5, 0);
            List<Float> logProbs = plain.imitate(sequences, 0.5);
            for (int i = 0; i < logProbs.size(); i++) {
                assertThat(found.logProbs().get(i)).isCloseTo(logProbs.get(i), within(1e-5f));
            }
            for (int i = 0; i < plain.parameters().size(); i++) {
                float[] a = near.parameters().get(i).grad().floats();
                float[] b = plain.parameters().get(i).grad().floats();
                for (int k = 0; k < a.length; k++) {
                    assertThat(a[k]).isCloseTo(b[k], within(1e-4f + 1e-4f * Math.abs(b[k])));
                }
            }
        }
    }
}

package org.lungta.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.lungta.text.Tokens;

/** Learning that holds the model near its base. */
class HeldNearTest {
    private static final double BETA = 0.7;

    @AutoClose
    private static final DecoderWeights WEIGHTS = Goldens.qwen2();

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
        try (Policy policy = new Policy(WEIGHTS, Goldens.adapter(WEIGHTS))) {
            policy.imitateNearBase(sequences, 1.0, BETA);
            assertThat(FiniteDifferences.hold(policy, 8, () -> loss(policy, sequences)))
                    .isEqualTo(28);
        }
    }

    /** Sum of NLL + beta KL, by {@link Divergence} on merged weights: another way to the same number. */
    private static double loss(Policy policy, Sequences sequences) {
        try (Merged base = Merged.of(WEIGHTS, Optional.empty(), 8);
                Merged merged = Merged.of(WEIGHTS, policy.adapters(), 8)) {
            return Divergence.of(base, merged, sequences).stream()
                    .mapToDouble(p -> p.tunedNll() + BETA * p.forward())
                    .sum();
        }
    }

    @Test
    void withoutAPenaltyItIsPlainImitation() {
        Sequences sequences = sequences("tiny_qwen2");
        try (Policy near = new Policy(WEIGHTS, Goldens.adapter(WEIGHTS));
                Policy plain = new Policy(WEIGHTS, Goldens.adapter(WEIGHTS))) {
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

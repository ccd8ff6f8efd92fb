package org.lungta.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import org.lungta.metric.Drift;
import org.lungta.random.CounterRandom;
import org.lungta.tensor.Autograd;
import org.lungta.tensor.DType;
import org.lungta.tensor.Tensor;
import org.lungta.text.Tokens;

/** How far a model has moved from its base, and learning that holds it near. */
class DivergenceTest {
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

    /** Log-probabilities [N][V] in double precision, position by position, from the decoder's hidden states. */
    private static double[][] rows(Decoder decoder, Tensor head, Sequences sequences) {
        return Autograd.inference(() -> {
            Tensor logits = Policy.predictors(decoder, sequences)
                    .mm(head.transpose(0, 1))
                    .to(DType.FLOAT32);
            float[] flat = logits.floats();
            int vocabulary = (int) head.size(0);
            double[][] rows = new double[sequences.scored()][vocabulary];
            for (int i = 0; i < rows.length; i++) {
                double sum = 0;
                for (int v = 0; v < vocabulary; v++) {
                    rows[i][v] = flat[i * vocabulary + v];
                    sum += Math.exp(rows[i][v]);
                }
                for (int v = 0; v < vocabulary; v++) {
                    rows[i][v] -= Math.log(sum);
                }
            }
            return rows;
        });
    }

    @ParameterizedTest
    @FieldSource("org.lungta.model.Goldens#DECODERS")
    void theDivergenceIsThatOfTheMetricOverTheWholeVocabulary(String name) {
        Sequences sequences = sequences(name);
        try (DecoderWeights own = Goldens.decoder(name);
                Adapter adapter = Goldens.adapter(name, own);
                Merged merged = Merged.of(own, Optional.of(adapter), 8)) {
            double[][] base = rows(Decoder.of(own, (module, dense) -> dense), own.head(), sequences);
            double[][] tuned = rows(merged.decoder(), merged.decoder().weights().head(), sequences);
            Divergence found = Divergence.of(own, Optional.of(merged), sequences);
            assertThat(found.kl()).hasSize(sequences.scored()).anyMatch(kl -> kl > 1e-4);
            for (int i = 0; i < base.length; i++) {
                Drift.Position expected =
                        Drift.position(0, base[i], tuned[i], (int) sequences.targets()[i]);
                assertThat((double) found.kl().get(i)).isCloseTo(expected.forward(), within(2e-5));
                assertThat(-found.base().get(i))
                        .isCloseTo((float) expected.nll().base(), within(1e-4f));
                assertThat(-found.tuned().get(i))
                        .isCloseTo((float) expected.nll().tuned(), within(1e-4f));
            }
        }
    }

    @Test
    void theBaseHasNotMovedFromItself() {
        Divergence found = Divergence.of(weights, Optional.empty(), sequences("tiny_qwen2"));
        assertThat(found.kl()).allMatch(kl -> Math.abs(kl) < 1e-6);
        assertThat(found.tuned()).isEqualTo(found.base());
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
        try (Merged merged = Merged.of(weights, policy.adapters(), 8)) {
            Divergence d = Divergence.of(weights, Optional.of(merged), sequences);
            double nll = -d.tuned().stream().mapToDouble(Float::doubleValue).sum();
            return nll + BETA * d.kl().stream().mapToDouble(Float::doubleValue).sum();
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

package org.lungta.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.lungta.random.CounterRandom;
import org.lungta.tensor.Autograd;
import org.lungta.tensor.DType;
import org.lungta.tensor.Engine;
import org.lungta.tensor.Tensor;
import org.lungta.text.Tokens;

/** What must not change a gradient, and what must be one. */
class PolicyTest {
    private static final double TEMPERATURE = 0.8;
    private static DecoderWeights weights;

    @BeforeAll
    static void load() {
        weights = Goldens.qwen2();
    }

    @AfterAll
    static void close() {
        weights.close();
    }

    @Test
    void aSharedPromptIsARepeatedPrompt() {
        List<PromptGroup> shared = groups();
        List<PromptGroup> repeated = shared.stream()
                .flatMap(g -> g.tails().stream().map(t -> new PromptGroup(g.prompt(), List.of(t))))
                .toList();
        assertSame(gradient(List.of(new Sequences(shared))), gradient(List.of(new Sequences(repeated))));
    }

    @Test
    void anySplitIntoMicroBatchesGivesTheSameGradient() {
        List<PromptGroup> groups = groups();
        float[] whole = gradient(List.of(new Sequences(groups)));
        assertSame(whole, gradient(Sequences.split(groups, 1)));
        assertSame(whole, gradient(Sequences.split(groups, 60)));
    }

    @Test
    void theGradientIsThatOfFiniteDifferences() {
        Sequences sequences = new Sequences(groups());
        try (Policy policy = policy()) {
            policy.learn(sequences, TEMPERATURE, PolicyTest::loss);
            int checked = 0;
            for (Tensor parameter : policy.parameters()) {
                int index = (int) (CounterRandom.uniform(5, checked) * parameter.numel());
                double analytic = parameter.grad().floats()[index];
                double numeric = (loss(policy, sequences, parameter, index, 3e-3)
                                - loss(policy, sequences, parameter, index, -3e-3))
                        / 6e-3;
                assertThat(numeric)
                        .as("parameter %d, entry %d", checked, index)
                        .isCloseTo(analytic, within(2e-2 + 2e-2 * Math.abs(analytic)));
                checked++;
            }
            assertThat(checked).isEqualTo(28);
        }
    }

    private static double loss(Policy policy, Sequences sequences, Tensor parameter, int index, double change) {
        float[] moved = new float[Math.toIntExact(parameter.numel())];
        moved[index] = (float) change;
        Autograd.run(() -> parameter.detach().addInPlace(Tensor.of(moved, parameter.shape())));
        double loss = 0;
        List<Float> logProbs = policy.score(sequences, TEMPERATURE).logProbs();
        for (int i = 0; i < logProbs.size(); i++) {
            loss += logProbs.get(i) * weight(i);
        }
        moved[index] = (float) -change;
        Autograd.run(() -> parameter.detach().addInPlace(Tensor.of(moved, parameter.shape())));
        return loss;
    }

    @Test
    void theHeadInChunksIsTheHeadAtOnce() {
        int rows = 300; // three chunks
        float[] random = new float[rows * 48];
        for (int i = 0; i < random.length; i++) {
            random[i] = (float) (CounterRandom.uniform(1, i) - 0.5);
        }
        long[] targets = IntStream.range(0, rows).mapToLong(i -> i * 7 % 288).toArray();
        float[][] result = Autograd.training(() -> {
            Tensor hidden = Tensor.of(random, rows, 48).trainable();
            Head head = new Head(weights.head());
            Head.Scores scores = head.scores(hidden, targets, TEMPERATURE);
            float[] chunked = scores.logProbs().floats();
            Tensor weight = Tensor.of(weightsOf(rows), rows);
            float[] byHand =
                    head.gradient(hidden.detach(), targets, weight, TEMPERATURE).floats();
            head.close();
            Tensor logits = hidden.linear(weights.head()).mul(1 / TEMPERATURE);
            Tensor logShares = logits.sub(logits.logSumExpLast()).detach();
            float[] entropies = logShares.exp().mul(logShares).sum(1).neg().floats();
            Tensor full = logits.gather(1, Tensor.of(targets, rows, 1))
                    .sub(logits.logSumExpLast())
                    .view(rows);
            full.mul(weight).sum().backward();
            return new float[][] {
                chunked,
                full.detach().floats(),
                byHand,
                hidden.grad().floats(),
                scores.entropies().floats(),
                entropies
            };
        });
        assertThat(result[0]).containsExactly(result[1], within(1e-5f));
        assertThat(result[2]).containsExactly(result[3], within(1e-5f));
        assertThat(result[4]).containsExactly(result[5], within(1e-5f));
    }

    @Test
    void imitatingIsLearningTheMeanLogProbability() {
        Sequences sequences = new Sequences(groups());
        try (Policy once = policy();
                Policy twice = policy()) {
            List<Float> logProbs = once.imitate(sequences, 0.25);
            Policy.Scored scored = twice.learn(sequences, 1, now -> now.sum().mul(-0.25));
            for (int i = 0; i < logProbs.size(); i++) {
                assertThat(logProbs.get(i)).isCloseTo(scored.logProbs().get(i), within(1e-5f));
            }
            assertSame(gradients(twice), gradients(once));
        }
    }

    @Test
    void nativeHandlesStayWhereTheyWere() {
        Sequences sequences = new Sequences(groups());
        try (Policy policy = policy()) {
            policy.learn(sequences, 1, PolicyTest::loss);
            long before = Engine.handles();
            for (int i = 0; i < 50; i++) {
                policy.learn(sequences, 1, PolicyTest::loss);
                try {
                    policy.learn(sequences, 1, now -> {
                        throw new IllegalStateException("in mid-step");
                    });
                } catch (IllegalStateException expected) {
                    assertThat(expected).hasMessage("in mid-step");
                }
            }
            assertThat(Engine.handles()).isBetween(before - 50, before + 50);
        }
    }

    @Test
    void bfloat16StaysNearFloat32() {
        Sequences sequences = new Sequences(groups());
        try (DecoderWeights half =
                org.lungta.checkpoint.ModelFolder.open(Goldens.QWEN2).weights(DType.BFLOAT16)) {
            List<Float> wide = Policy.score(weights, sequences, 1).logProbs();
            List<Float> narrow = Policy.score(half, sequences, 1).logProbs();
            for (int i = 0; i < wide.size(); i++) {
                assertThat(narrow.get(i)).isCloseTo(wide.get(i), within(0.5f));
            }
        }
    }

    private static List<PromptGroup> groups() {
        List<Tokens> p = Goldens.prompts();
        return List.of(
                new PromptGroup(
                        p.get(0), List.of(Tokens.of(3, 4, 5), Tokens.of(9), Tokens.of(100, 101, 102, 103, 104))),
                new PromptGroup(p.get(3), List.of(Tokens.of(7, 8), Tokens.of(7, 8))),
                new PromptGroup(p.get(2), List.of(Tokens.of(250))));
    }

    private static Policy policy() {
        return new Policy(weights, Goldens.adapter(weights));
    }

    private static float[] gradient(List<Sequences> batches) {
        try (Policy policy = policy()) {
            batches.forEach(b -> policy.learn(b, TEMPERATURE, Tensor::sum));
            return gradients(policy);
        }
    }

    private static float[] gradients(Policy policy) {
        List<Float> all = new ArrayList<>();
        policy.parameters().forEach(p -> {
            for (float g : p.grad().floats()) {
                all.add(g);
            }
        });
        float[] flat = new float[all.size()];
        for (int i = 0; i < flat.length; i++) {
            flat[i] = all.get(i);
        }
        return flat;
    }

    private static void assertSame(float[] expected, float[] found) {
        double largest = 0;
        for (float g : expected) {
            largest = Math.max(largest, Math.abs(g));
        }
        assertThat(found).containsExactly(expected, within((float) (2e-6 * largest)));
    }

    /** A loss that weighs every token differently. */
    private static Tensor loss(Tensor now) {
        int rows = (int) now.size(0);
        return now.mul(Tensor.of(weightsOf(rows), rows)).sum();
    }

    private static float[] weightsOf(int rows) {
        float[] values = new float[rows];
        for (int i = 0; i < rows; i++) {
            values[i] = weight(i);
        }
        return values;
    }

    private static float weight(int token) {
        return (float) Math.cos(token);
    }
}

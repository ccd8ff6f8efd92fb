package org.lungta.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.FieldSource;
import org.lungta.random.CounterRandom;
import org.lungta.tensor.Autograd;
import org.lungta.tensor.DType;
import org.lungta.tensor.Engine;
import org.lungta.tensor.Tensor;
import org.lungta.text.Tokens;

/** What must not change a gradient, and what must be one. */
class PolicyTest {
    private static final double TEMPERATURE = 0.8;

    @AutoClose
    private static final DecoderWeights WEIGHTS = Goldens.qwen2();

    @ParameterizedTest
    @FieldSource("org.lungta.model.Goldens#DECODERS")
    void aSharedPromptIsARepeatedPrompt(String name) {
        List<PromptGroup> shared = groups(name);
        List<PromptGroup> repeated = shared.stream()
                .flatMap(g -> g.tails().stream().map(t -> new PromptGroup(g.prompt(), List.of(t))))
                .toList();
        assertSame(gradient(name, List.of(new Sequences(shared))), gradient(name, List.of(new Sequences(repeated))));
    }

    @ParameterizedTest
    @FieldSource("org.lungta.model.Goldens#DECODERS")
    void aCommonBeginningIsARepeatedBeginning(String name) {
        int[] begin = {7, 3, 9, 4, 11, 6};
        List<PromptGroup> groups = new ArrayList<>();
        for (PromptGroup group : groups(name)) {
            Tokens prompt = Tokens.of(IntStream.concat(
                            IntStream.of(begin), IntStream.of(group.prompt().toArray()))
                    .toArray());
            groups.add(new PromptGroup(prompt, group.tails()));
            groups.add(new PromptGroup(prompt, List.of(group.tails().get(0)))); // a single tail makes one segment
        }
        Sequences shared = Sequences.sharing(groups);
        Sequences repeated = new Sequences(groups);
        assertThat(shared.length()).isLessThanOrEqualTo(repeated.length() - begin.length * (groups.size() - 1));
        assertThat(shared.scored()).isEqualTo(repeated.scored());
        assertSame(gradient(name, List.of(shared)), gradient(name, List.of(repeated)));
    }

    @ParameterizedTest
    @FieldSource("org.lungta.model.Goldens#DECODERS")
    void anySplitIntoMicroBatchesGivesTheSameGradient(String name) {
        List<PromptGroup> groups = groups(name);
        float[] whole = gradient(name, List.of(new Sequences(groups)));
        assertSame(whole, gradient(name, Sequences.split(groups, 1)));
        assertSame(whole, gradient(name, Sequences.split(groups, 60)));
    }

    @Test
    void theGradientIsThatOfFiniteDifferences() {
        Sequences sequences = new Sequences(groups("tiny_qwen2"));
        try (Policy policy = policy()) {
            policy.learn(sequences, TEMPERATURE, PolicyTest::loss);
            assertThat(FiniteDifferences.hold(policy, 5, () -> loss(policy, sequences)))
                    .isEqualTo(28);
        }
    }

    private static double loss(Policy policy, Sequences sequences) {
        List<Float> logProbs = policy.score(sequences, TEMPERATURE).logProbs();
        return IntStream.range(0, logProbs.size())
                .mapToDouble(i -> logProbs.get(i) * weight(i))
                .sum();
    }

    @ParameterizedTest
    @CsvSource({"288, 300", "262144, 90"}) // three chunks; two, since there are more logits to a row
    void theHeadInChunksIsTheHeadAtOnce(int vocabulary, int rows) {
        int size = 8;
        float[] random = random(1, rows * size);
        float[] embedding = random(2, vocabulary * size);
        long[] targets =
                IntStream.range(0, rows).mapToLong(i -> i * 7919L % vocabulary).toArray();
        float[][] result = Autograd.training(() -> {
            Tensor hidden = Tensor.of(random, rows, size).trainable();
            Tensor words = Tensor.of(embedding, vocabulary, size);
            Head head = new Head(words, Optional.empty());
            Head.Slopes slopes = head.slopes(hidden.detach(), targets, TEMPERATURE);
            Head.Scores scores = head.scores(hidden, targets, TEMPERATURE);
            float[] chunked = slopes.scores().logProbs().floats();
            Tensor weight = Tensor.of(weightsOf(rows), rows);
            float[] byHand =
                    Head.gradient(slopes, hidden.detach(), weight).hidden().floats();
            head.close();
            Tensor logits = hidden.linear(words).mul(1 / TEMPERATURE);
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
                slopes.scores().entropies().floats(),
                entropies,
                scores.logProbs().floats(),
                scores.entropies().floats()
            };
        });
        assertThat(result[0]).containsExactly(result[1], within(1e-5f));
        assertThat(result[2]).containsExactly(result[3], within(1e-5f));
        assertThat(result[4]).containsExactly(result[5], within(1e-5f));
        assertThat(result[6]).containsExactly(result[0], within(1e-6f));
        assertThat(result[7]).containsExactly(result[4], within(1e-6f));
    }

    @Test
    void imitatingIsLearningTheMeanLogProbability() {
        Sequences sequences = new Sequences(groups("tiny_qwen2"));
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
        Sequences sequences = new Sequences(groups("tiny_qwen2"));
        try (Policy policy = policy()) {
            policy.learn(sequences, 1, PolicyTest::loss);
            long before = settledHandles();
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

    /** The count once the collector has freed what earlier tests in this JVM left to it, so that it frees nothing in between. */
    private static long settledHandles() {
        long last = -1;
        for (int same = 0; same < 3; ) {
            System.gc();
            java.util.concurrent.locks.LockSupport.parkNanos(50_000_000);
            same = Engine.handles() == last ? same + 1 : 0;
            last = Engine.handles();
        }
        return last;
    }

    @Test
    void bfloat16StaysNearFloat32() {
        Sequences sequences = new Sequences(groups("tiny_qwen2"));
        try (DecoderWeights half =
                org.lungta.checkpoint.ModelFolder.open(Goldens.QWEN2).weights(DType.BFLOAT16)) {
            List<Float> wide = Policy.score(WEIGHTS, sequences, 1).logProbs();
            List<Float> narrow = Policy.score(half, sequences, 1).logProbs();
            for (int i = 0; i < wide.size(); i++) {
                assertThat(narrow.get(i)).isCloseTo(wide.get(i), within(0.5f));
            }
        }
    }

    private static float[] random(int seed, int length) {
        float[] values = new float[length];
        for (int i = 0; i < length; i++) {
            values[i] = (float) (CounterRandom.uniform(seed, i) - 0.5);
        }
        return values;
    }

    private static List<PromptGroup> groups(String name) {
        List<Tokens> p = Goldens.prompts(name);
        return List.of(
                new PromptGroup(p.get(0), List.of(Tokens.of(3, 4, 5), Tokens.of(9), Tokens.of(80, 81, 82, 83, 84))),
                new PromptGroup(p.get(3), List.of(Tokens.of(7, 8), Tokens.of(7, 8))),
                new PromptGroup(p.get(2), List.of(Tokens.of(90))));
    }

    private static Policy policy() {
        return new Policy(WEIGHTS, Goldens.adapter(WEIGHTS));
    }

    private static float[] gradient(String name, List<Sequences> batches) {
        try (DecoderWeights own = Goldens.decoder(name);
                Policy policy = new Policy(own, Goldens.adapter(name, own))) {
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
        assertThat(found).containsExactly(expected, within((float) (5e-6 * largest)));
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

package org.lungta.rollout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.lungta.model.Adapter;
import org.lungta.model.DecoderWeights;
import org.lungta.model.Goldens;
import org.lungta.model.Merged;
import org.lungta.model.Policy;
import org.lungta.model.PromptGroup;
import org.lungta.model.Sequences;
import org.lungta.model.Work;
import org.lungta.random.CounterRandom;
import org.lungta.tensor.Autograd;
import org.lungta.tensor.Tensor;
import org.lungta.text.Finish;
import org.lungta.text.Tokenizer;
import org.lungta.text.Tokens;

class SamplerTest {
    private static final Decoding SAMPLING = new Decoding.Nucleus(0.8, 0.9);
    private static DecoderWeights weights;
    private static Tokenizer tokenizer;
    private static Adapter adapter;

    @BeforeAll
    static void load() {
        weights = Goldens.qwen2();
        adapter = Goldens.adapter(weights);
        tokenizer = Tokenizer.load(Goldens.QWEN2);
    }

    @AfterAll
    static void close() {
        adapter.close();
        weights.close();
        tokenizer.close();
    }

    private static List<List<Rollout>> sample(List<Tokens> prompts, int group, Set<Integer> stops) {
        List<Draws.Row> rows = prompts.stream()
                .flatMap(p -> IntStream.range(0, group).mapToObj(i -> new Draws.Row(p.hashCode(), i)))
                .toList();
        try (Merged merged = Merged.of(weights, Optional.of(adapter), 8)) {
            return new Sampler(tokenizer, stops, SAMPLING, 12)
                    .complete(
                            merged,
                            prompts.stream()
                                    .map(p -> PromptGroup.repeated(p, group))
                                    .toList(),
                            Draws.of(7, 3, rows));
        }
    }

    private static final List<Tokens> PROMPTS =
            List.of(Tokens.of(5, 17, 101), Tokens.of(250, 3, 3, 90, 41, 12), Tokens.of(77));

    @Test
    void neitherOrderNorSizeOfTheBatchChangesATokenInFloat32() {
        List<List<Rollout>> together = sample(PROMPTS, 4, Set.of(287, 285));
        List<Tokens> reversed = List.of(PROMPTS.get(2), PROMPTS.get(1), PROMPTS.get(0));
        List<List<Rollout>> backwards = sample(reversed, 4, Set.of(287, 285));
        for (int i = 0; i < 3; i++) {
            List<Rollout> alone =
                    sample(List.of(PROMPTS.get(i)), 4, Set.of(287, 285)).get(0);
            assertThat(tokens(together.get(i))).isEqualTo(tokens(alone)).isEqualTo(tokens(backwards.get(2 - i)));
            assertThat(tokens(alone).stream().distinct().count()).isGreaterThan(1);
        }
    }

    @Test
    void whatAllPromptsBeginWithIsComputedOnceAndChangesNothing() {
        List<PromptGroup> groups = List.of(
                PromptGroup.repeated(Tokens.of(5, 17, 101, 9), 2),
                PromptGroup.sharing(List.of(Tokens.of(5, 17, 101, 60, 41, 12), Tokens.of(5, 17, 101, 60, 8))),
                PromptGroup.repeated(Tokens.of(5, 17, 101, 9, 9), 1));
        try (Merged merged = Merged.of(weights, Optional.of(adapter), 8)) {
            List<Rollout> together = greedy(merged, groups);
            Work work = merged.work();
            assertThat(work.prefilled()).isEqualTo(3 + 1 + (1 + 2 + 1) + 2);
            assertThat(work.spared()).isEqualTo((4 + 4) + 2 * 3);
            List<Rollout> alone = groups.stream()
                    .flatMap(g -> g.tails().stream().map(g.prompt()::concat))
                    .flatMap(prompt -> greedy(merged, List.of(PromptGroup.repeated(prompt, 1))).stream())
                    .toList();
            assertThat(tokens(together)).isEqualTo(tokens(alone));
            for (int i = 0; i < alone.size(); i++) {
                for (int t = 0; t < alone.get(i).logProbs().size(); t++) {
                    assertThat(together.get(i).logProbs().get(t))
                            .isCloseTo(alone.get(i).logProbs().get(t), within(1e-5f));
                }
            }
        }
    }

    private static List<Rollout> greedy(Merged merged, List<PromptGroup> groups) {
        return new Sampler(tokenizer, Set.of(287, 285), new Decoding.Greedy(), 12)
                .complete(merged, groups, Draws.none()).stream()
                        .flatMap(List::stream)
                        .toList();
    }

    @Test
    void theSamplersLogProbabilitiesAreTheTrainingPasses() {
        List<List<Rollout>> rollouts = sample(PROMPTS, 4, Set.of(287, 285));
        List<PromptGroup> groups = IntStream.range(0, 3)
                .mapToObj(i -> new PromptGroup(PROMPTS.get(i), tokens(rollouts.get(i))))
                .toList();
        try (Policy policy = new Policy(weights, adapter.frozenCopy())) {
            List<Float> trained = policy.score(new Sequences(groups), 0.8).logProbs();
            int at = 0;
            for (List<Rollout> group : rollouts) {
                for (Rollout rollout : group) {
                    for (float sampled : rollout.logProbs()) {
                        assertThat(sampled).isCloseTo(trained.get(at++), within(1e-5f));
                    }
                }
            }
            assertThat(at).isEqualTo(trained.size());
        }
    }

    @Test
    void aCompletionEndsWithAnyStopTokenOrAtTheLimit() {
        Set<Integer> half = Set.copyOf(IntStream.range(0, 144).boxed().toList());
        List<Rollout> stopped =
                sample(PROMPTS, 4, half).stream().flatMap(List::stream).toList();
        for (Rollout rollout : stopped) {
            int[] tokens = rollout.completion().tokens().toArray();
            boolean atStop = half.contains(tokens[tokens.length - 1]);
            assertThat(rollout.completion().finish()).isEqualTo(atStop ? Finish.STOP : Finish.LENGTH);
            assertThat(IntStream.of(tokens).limit(tokens.length - 1L)).noneMatch(half::contains);
            assertThat(rollout.logProbs())
                    .hasSameSizeAs(IntStream.of(tokens).boxed().toList());
        }
        assertThat(sample(PROMPTS, 2, Set.of(-1))
                        .get(0)
                        .get(0)
                        .completion()
                        .tokens()
                        .length())
                .isEqualTo(12);
    }

    @Test
    void theNucleusIsDrawnFromWithItsOwnShares() {
        double[] shares = {0.4, 0.25, 0.15, 0.11, 0.05, 0.03, 0.01}; // top-p .9 keeps the first four: .91
        float[] logits = new float[300];
        java.util.Arrays.fill(logits, -40);
        for (int i = 0; i < shares.length; i++) {
            logits[17 * i] = (float) Math.log(shares[i]);
        }
        int draws = 20_000;
        int[] counts = new int[300];
        int batch = 100;
        for (int round = 0; round < draws / batch; round++) {
            int seed = round;
            List<Decoding.Pick> picks = Autograd.inference(() -> new Decoding.Nucleus(1, 0.9)
                    .pick(
                            repeated(logits, batch),
                            IntStream.range(0, batch).toArray(),
                            0,
                            (row, position, attempt) -> CounterRandom.uniform(seed, row, position, attempt)));
            picks.forEach(p -> counts[p.token()]++);
        }
        double chiSquare = 0;
        for (int i = 0; i < 4; i++) {
            double expected = draws * shares[i] / 0.91;
            chiSquare += Math.pow(counts[17 * i] - expected, 2) / expected;
        }
        assertThat(IntStream.range(0, 4).map(i -> counts[17 * i]).sum()).isEqualTo(draws);
        assertThat(chiSquare).isLessThan(16.27); // .999 quantile, three degrees of freedom
    }

    private static Tensor repeated(float[] row, int times) {
        float[] all = new float[row.length * times];
        for (int i = 0; i < times; i++) {
            System.arraycopy(row, 0, all, i * row.length, row.length);
        }
        return Tensor.of(all, times, row.length);
    }

    private static List<Tokens> tokens(List<Rollout> rollouts) {
        return new ArrayList<>(
                rollouts.stream().map(r -> r.completion().tokens()).toList());
    }
}

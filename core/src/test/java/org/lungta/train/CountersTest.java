package org.lungta.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.lungta.model.Adapter;
import org.lungta.model.AdapterConfig;
import org.lungta.model.DecoderWeights;
import org.lungta.model.Goldens;
import org.lungta.model.Policy;
import org.lungta.reward.Score;
import org.lungta.rollout.Rollout;
import org.lungta.text.Completion;
import org.lungta.text.Finish;
import org.lungta.text.Prompt;
import org.lungta.text.Tokens;

/** The fast paths of a step ran, and the result is that of the slow ones. */
class CountersTest {
    private static final int EPOCHS = 2;

    @AutoClose
    private static final DecoderWeights WEIGHTS = Goldens.qwen2();

    /** What steps left behind: their metrics, and the adapter's numbers. */
    private record Outcome(List<Map<String, Double>> metrics, List<Float> adapter) {}

    /** A reference with a weight of zero pulls at nobody, but for its sake every group is learnt from: the slow path. */
    private static Reference slow(List<Integer> calls) {
        return new Reference.Frozen(
                (sequences, temperature) -> {
                    calls.add(sequences.scored());
                    return Policy.score(WEIGHTS, sequences, temperature);
                },
                new Penalty.K3(),
                0);
    }

    private static Outcome steps(Reference reference, List<List<Group>> steps) {
        AdapterConfig config = new AdapterConfig(4, 8, 0, AdapterConfig.EVERY_LINEAR);
        try (Policy policy = new Policy(WEIGHTS, Adapter.fresh(config, WEIGHTS, 2));
                AdamW optimizer = new AdamW(policy.adapter().tensors(), new AdamW.Settings(1e-2, 0, 1))) {
            Grpo grpo = new Grpo(
                    policy,
                    (step, prompts) -> List.of(),
                    answers -> List.of(),
                    new Objective(new Ratio.ByToken(), new Clip(0.2, 0.2), new Aggregation.ByToken(), reference),
                    optimizer,
                    new Grpo.Settings(new Advantage.ScaledByGroup(), 1, EPOCHS, 6, 30, new Schedule.Constant(0)));
            List<Map<String, Double>> metrics = new ArrayList<>();
            for (List<Group> groups : steps) {
                metrics.add(grpo.improve(0, 1, groups).metrics());
            }
            List<Float> values = new ArrayList<>();
            for (org.lungta.tensor.Tensor tensor : policy.adapter().tensors().values()) {
                for (float value : tensor.detach().floats()) {
                    values.add(value);
                }
            }
            return new Outcome(metrics, values);
        }
    }

    /** A prompt of five tokens with four completions of three. */
    private static Group group(int number, double... advantages) {
        List<Experience> experience = new ArrayList<>();
        for (int i = 0; i < advantages.length; i++) {
            Completion completion = new Completion(tokens(10 * number + i, 3), "a", true, Finish.STOP);
            experience.add(new Experience(
                    new Rollout(completion, List.of(-1f, -1f, -1f)),
                    new Score.Value(advantages[i], Map.of()),
                    advantages[i]));
        }
        return new Group(new Prompt("p" + number, "s", "r", tokens(500 + number, 5)), experience);
    }

    private static Tokens tokens(int number, int length) {
        return Tokens.of(IntStream.range(0, length)
                .map(i -> (37 * number + 11 * i) % 200)
                .toArray());
    }

    private static final Group GOOD = group(1, 1, -1, 0.5, -0.5);
    private static final Group FLAT = group(2, 0, 0, 0, 0);
    private static final Group BETTER = group(3, -1, 1, 1, -1);

    @Test
    void groupsWithoutSpreadAreLeftOutAndNothingElseChanges() {
        List<Integer> calls = new ArrayList<>();
        List<List<Group>> steps = List.of(List.of(GOOD, FLAT, BETTER), List.of(FLAT, FLAT), List.of(BETTER, FLAT));
        Outcome fast = steps(new Reference.None(), steps);
        Outcome slow = steps(slow(calls), steps);
        assertThat(fast.metrics().stream().map(m -> m.get("work/groups_left_out")))
                .containsExactly(1.0, 2.0, 1.0);
        assertThat(slow.metrics().stream().map(m -> m.get("work/groups_left_out")))
                .containsExactly(0.0, 0.0, 0.0);
        for (int i = 0; i < fast.adapter().size(); i++) {
            assertThat(fast.adapter().get(i)).isCloseTo(slow.adapter().get(i), within(1e-5f));
        }
        for (int step = 0; step < steps.size(); step++) {
            Map<String, Double> expected = slow.metrics().get(step);
            fast.metrics().get(step).forEach((name, value) -> {
                if (!name.startsWith("work/")) {
                    assertThat(value).as(name).isCloseTo(expected.get(name), within(1e-5));
                }
            });
        }
    }

    @Test
    void theOptimizerMovesOnWhereNothingIsTaught() {
        Outcome one = steps(new Reference.None(), List.of(List.of(GOOD)));
        Outcome then = steps(new Reference.None(), List.of(List.of(GOOD), List.of(FLAT)));
        assertThat(then.adapter()).isNotEqualTo(one.adapter()); // by its momentum
    }

    @Test
    void promptsAreComputedOnceAndTheHeadSeesCompletionsAlone() {
        Map<String, Double> work = steps(new Reference.None(), List.of(List.of(GOOD, FLAT, BETTER)))
                .metrics()
                .get(0);
        assertThat(work.get("work/learning_tokens")).isEqualTo(EPOCHS * 2 * (5 + 4 * 3));
        assertThat(work.get("work/learning_prompt_tokens_spared")).isEqualTo(EPOCHS * 2 * 3 * 5);
        assertThat(work.get("work/head_rows")).isEqualTo(EPOCHS * 2 * 4 * 3);
    }

    @Test
    void aReferenceIsAskedOnceAMicroBatchAndNoneIsNotAsked() {
        List<Integer> calls = new ArrayList<>();
        Map<String, Double> asked =
                steps(slow(calls), List.of(List.of(GOOD, BETTER))).metrics().get(0);
        assertThat(calls).hasSize(2 * EPOCHS); // 34 tokens are two micro-batches of 30
        assertThat(asked.get("work/reference_passes")).isEqualTo(calls.size());
        assertThat(asked.get("work/reference_passes_spared")).isZero();
        Map<String, Double> spared = steps(new Reference.None(), List.of(List.of(GOOD, BETTER)))
                .metrics()
                .get(0);
        assertThat(spared.get("work/reference_passes")).isZero();
        assertThat(spared.get("work/reference_passes_spared")).isEqualTo(2 * EPOCHS);
    }
}

package org.lungta.train;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.lungta.model.Adapter;
import org.lungta.model.AdapterConfig;
import org.lungta.model.DecoderWeights;
import org.lungta.model.Goldens;
import org.lungta.model.Merged;
import org.lungta.model.Policy;
import org.lungta.model.PromptGroup;
import org.lungta.reward.Reward;
import org.lungta.reward.Score;
import org.lungta.rollout.Decoding;
import org.lungta.rollout.Draws;
import org.lungta.rollout.Rollout;
import org.lungta.rollout.Sampler;
import org.lungta.text.Prompt;
import org.lungta.text.Tokenizer;
import org.lungta.text.Tokens;

class GrpoTest {
    private static final int LENGTH = 6;

    @AutoClose
    private static final DecoderWeights WEIGHTS = Goldens.qwen2();

    @AutoClose
    private static final Tokenizer TOKENIZER = Tokenizer.load(Goldens.QWEN2);

    private static final List<Prompt> PROMPTS = List.of(
            new Prompt("a", "a", "a", Tokens.of(5, 17, 101)), new Prompt("b", "b", "b", Tokens.of(90, 41, 12, 7)));

    /** The share of tokens below 144: half of the vocabulary, so near .5 at random and 1 at best. */
    private static final Reward LOW_TOKENS = groups -> groups.stream()
            .map(g -> g.completions().stream()
                    .map(c -> (Score) new Score.Value(
                            IntStream.of(c.tokens().toArray())
                                            .filter(t -> t < 144)
                                            .count()
                                    / (double) c.tokens().length(),
                            Map.of()))
                    .toList())
            .toList();

    private static Grpo grpo(Policy policy, AdamW optimizer, Reward reward) {
        Objective objective =
                new Objective(new Ratio.ByToken(), new Clip(0.2, 0.2), new Aggregation.ByToken(), new Reference.None());
        return new Grpo(
                policy,
                (step, prompts) -> explore(policy, step, prompts),
                reward,
                objective,
                optimizer,
                new Grpo.Settings(new Advantage.ScaledByGroup(), 1, 1, LENGTH, 64, new Schedule.Constant(0)));
    }

    private static List<List<Rollout>> explore(Policy policy, int step, List<Prompt> prompts) {
        List<Draws.Row> rows = new ArrayList<>();
        prompts.forEach(p -> IntStream.range(0, 8).forEach(i -> rows.add(new Draws.Row(p.id().hashCode(), i))));
        try (Merged merged = Merged.of(WEIGHTS, Optional.of(policy.adapter()), 16)) {
            return new Sampler(TOKENIZER, Set.of(-1), new Decoding.Nucleus(1, 1), LENGTH)
                    .complete(
                            merged,
                            prompts.stream()
                                    .map(p -> PromptGroup.repeated(p.tokens(), 8))
                                    .toList(),
                            Draws.of(1, step, rows));
        }
    }

    private static Policy policy() {
        return new Policy(WEIGHTS, Adapter.fresh(new AdapterConfig(4, 8, 0, AdapterConfig.EVERY_LINEAR), WEIGHTS, 2));
    }

    @Test
    void aPolicyLearnsFromItsRewardAlone() {
        try (Policy policy = policy();
                AdamW optimizer = new AdamW(policy.adapter().tensors(), new AdamW.Settings(1e-2, 0, 1))) {
            Grpo grpo = grpo(policy, optimizer, LOW_TOKENS);
            List<Double> rewards = new ArrayList<>();
            for (int i = 0; i < 60; i++) {
                rewards.add(
                        grpo.improve(i, 60, grpo.explore(i, PROMPTS)).metrics().get("reward"));
            }
            assertThat(mean(rewards.subList(0, 3))).isLessThan(0.8);
            assertThat(mean(rewards.subList(50, 60))).isGreaterThan(0.95);
        }
    }

    private static double mean(List<Double> values) {
        return values.stream().mapToDouble(Double::doubleValue).average().orElseThrow();
    }

    @Test
    void theRatioIsExactlyOneAtTheFirstUpdate() {
        try (Policy policy = policy();
                AdamW optimizer = new AdamW(policy.adapter().tensors(), new AdamW.Settings(1e-2, 0, 1))) {
            Grpo grpo = grpo(policy, optimizer, LOW_TOKENS);
            List<Group> groups = grpo.explore(0, PROMPTS);
            Step step = grpo.improve(0, 1, groups);
            double expected = 0; // with every ratio 1 the loss is minus the mean advantage over tokens
            int tokens = 0;
            for (Group group : groups) {
                for (Experience e : group.experience()) {
                    expected -= e.advantage() * e.length();
                    tokens += e.length();
                }
            }
            assertThat(step.metrics().get("loss"))
                    .isEqualTo(expected / tokens, org.assertj.core.api.Assertions.within(1e-6));
            assertThat(step.metrics().get("sampling/sampling_logp_difference/max"))
                    .isLessThan(1e-5);
            assertThat(step.metrics().get("clip_ratio/region_mean")).isZero();
        }
    }

    @Test
    void equalRewardsMoveNothing() {
        try (Policy policy = policy();
                AdamW optimizer = new AdamW(policy.adapter().tensors(), new AdamW.Settings(1e-2, 0, 1))) {
            float[] before = policy.parameters().get(0).detach().floats();
            Reward equal = groups -> groups.stream()
                    .map(g -> g.completions().stream()
                            .map(c -> (Score) new Score.Value(0.7, Map.of()))
                            .toList())
                    .toList();
            Grpo grpo = grpo(policy, optimizer, equal);
            Step step = grpo.improve(0, 1, grpo.explore(0, PROMPTS));
            assertThat(step.metrics().get("frac_reward_zero_std")).isEqualTo(1);
            assertThat(step.metrics().get("grad_norm")).isZero();
            assertThat(policy.parameters().get(0).detach().floats()).containsExactly(before);
        }
    }

    @Test
    void unscorableCompletionsAreCountedAndTeachNothing() {
        try (Policy policy = policy();
                AdamW optimizer = new AdamW(policy.adapter().tensors(), new AdamW.Settings(1e-2, 0, 1))) {
            Reward none = groups -> groups.stream()
                    .map(g -> g.completions().stream()
                            .map(c -> (Score) new Score.Unscorable("no"))
                            .toList())
                    .toList();
            Grpo grpo = grpo(policy, optimizer, none);
            Step step = grpo.improve(0, 1, grpo.explore(0, PROMPTS));
            assertThat(step.metrics().get("unscorable")).isEqualTo(16);
            assertThat(step.metrics().get("grad_norm")).isZero();
        }
    }
}

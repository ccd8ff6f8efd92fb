package org.lungta.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.lungta.model.Adapter;
import org.lungta.model.AdapterConfig;
import org.lungta.model.DecoderWeights;
import org.lungta.model.Merged;
import org.lungta.model.Policy;
import org.lungta.model.PromptGroup;
import org.lungta.reward.Answers;
import org.lungta.reward.Score;
import org.lungta.rollout.Decoding;
import org.lungta.rollout.Draws;
import org.lungta.rollout.Rollout;
import org.lungta.text.Completion;
import org.lungta.text.Prompt;
import org.lungta.text.Tokens;
import org.lungta.train.AdamW;
import org.lungta.train.Advantage;
import org.lungta.train.Aggregation;
import org.lungta.train.Clip;
import org.lungta.train.Group;
import org.lungta.train.Grpo;
import org.lungta.train.Objective;
import org.lungta.train.Ratio;
import org.lungta.train.Reference;
import org.lungta.train.Schedule;

/**
 * Whole steps of {@link Grpo} (merge, roll out, score, learn, update) with completions of a fixed length and a reward that costs
 * nothing: (sum of the tokens mod 1000) / 1000. Without a reference, DAPO's aggregation, temperature 1, no top-p: as TRL's
 * GRPOTrainer has it by default.
 */
final class GrpoStep implements AutoCloseable {
    private static final int TOKEN_BUDGET = 2048;
    private static final int BASE = 1000;

    /** What a step consists of. */
    record Plan(int prompts, int promptLength, int group, int length, int rank) {
        static final Plan SMALL = new Plan(4, 256, 8, 32, 16);
        static final Plan LARGE = new Plan(2, 256, 8, 48, 64);
    }

    /** Seconds of a step's parts; learning holds the optimizer's update. */
    record Seconds(double merge, double prefill, double decode, double learn) {
        double total() {
            return merge + prefill + decode + learn;
        }
    }

    private final Plan plan;
    private final List<Prompt> prompts;
    private final Policy policy;
    private final AdamW optimizer;
    private final Grpo grpo;
    private int step;

    GrpoStep(DecoderWeights weights, List<Tokens> prompts, Plan plan) {
        this.plan = plan;
        this.prompts = IntStream.range(0, prompts.size())
                .mapToObj(i -> new Prompt("prompt " + i, "", "", prompts.get(i)))
                .toList();
        AdapterConfig lora = new AdapterConfig(plan.rank(), 2 * plan.rank(), 0, AdapterConfig.EVERY_LINEAR);
        this.policy = new Policy(weights, Adapter.fresh(lora, weights, 1));
        this.optimizer = new AdamW(policy.adapter().tensors(), new AdamW.Settings(1e-6, 0, 1));
        this.grpo = new Grpo(
                policy,
                (number, asked) -> {
                    throw new IllegalStateException("the parts are timed one by one");
                },
                GrpoStep::reward,
                new Objective(new Ratio.ByToken(), new Clip(0.2, 0.2), new Aggregation.ByToken(), new Reference.None()),
                optimizer,
                new Grpo.Settings(
                        new Advantage.ScaledByGroup(), 1, 1, plan.length(), TOKEN_BUDGET, new Schedule.Constant(0)));
    }

    static List<List<Score>> reward(List<Answers> answers) {
        return answers.stream()
                .map(group -> group.completions().stream().map(GrpoStep::reward).toList())
                .toList();
    }

    private static Score reward(Completion completion) {
        int sum = 0;
        for (int i = 0; i < completion.tokens().length(); i++) {
            sum = (sum + completion.tokens().at(i)) % BASE;
        }
        return new Score.Value((double) sum / BASE, Map.of());
    }

    /** One step. */
    Seconds run() {
        long begin = System.nanoTime();
        double merge;
        Generation made;
        try (Merged merged = Merged.of(policy.weights(), policy.adapters(), prompts.size() * plan.group())) {
            merge = (System.nanoTime() - begin) / 1e9;
            made = generate(merged);
        }
        long explored = System.nanoTime();
        learn(made.rollouts());
        step++;
        return new Seconds(merge, made.prefill(), made.decode(), (System.nanoTime() - explored) / 1e9);
    }

    private Generation generate(Merged merged) {
        List<Draws.Row> rows = new ArrayList<>();
        for (int p = 0; p < prompts.size(); p++) {
            for (int i = 0; i < plan.group(); i++) {
                rows.add(new Draws.Row(p, i));
            }
        }
        return Generation.of(
                merged,
                prompts.stream()
                        .map(p -> PromptGroup.repeated(p.tokens(), plan.group()))
                        .toList(),
                plan.length(),
                new Decoding.Nucleus(1, 1),
                Draws.of(1, step, rows));
    }

    private void learn(List<List<Rollout>> rollouts) {
        List<Group> groups = grpo.judge(prompts, rollouts);
        grpo.improve(step, Integer.MAX_VALUE, groups);
    }

    @Override
    public void close() {
        optimizer.close();
        policy.close();
    }
}

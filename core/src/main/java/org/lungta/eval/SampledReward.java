package org.lungta.eval;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.lungta.metric.Bootstrap;
import org.lungta.metric.Interval;
import org.lungta.model.Cuts;
import org.lungta.reward.Answers;
import org.lungta.reward.Reward;
import org.lungta.reward.Score;
import org.lungta.rollout.Decoding;
import org.lungta.rollout.Rollout;
import org.lungta.text.Prompt;

/**
 * What a model's own samples earn: the mean reward parts over several samples a prompt. The draws depend on (seed, prompt, sample)
 * alone, so that two models can be compared prompt by prompt.
 */
public record SampledReward(Reward reward, Decoding decoding, int samples, int maxNewTokens, long seed) {
    private static final int ROWS = 64;

    /** The means over one prompt's samples, and each sample's cosine. */
    public record Item(
            String id, double similarity, double language, double cosine, double reward, List<Double> cosines) {}

    /** Mean parts with intervals over prompts. */
    public record Summary(int prompts, int samples, Interval similarity, Interval language, Interval cosine) {}

    /** Samples what is missing in {@code items}. */
    public List<Item> evaluate(Model model, List<Prompt> prompts, Path items, Progress progress) {
        return new ItemFile<>(items, Item.class)
                .complete(
                        Cuts.every(Math.max(1, ROWS / samples), prompts),
                        List::size,
                        batch -> sample(model, batch),
                        progress);
    }

    public Summary summary(List<Item> items) {
        Bootstrap bootstrap = Bootstrap.standard();
        return new Summary(
                items.size(),
                samples,
                bootstrap.mean(items.stream().map(Item::similarity).toList()),
                bootstrap.mean(items.stream().map(Item::language).toList()),
                bootstrap.mean(items.stream().map(Item::cosine).toList()));
    }

    /** The mean of after - before in R_sim, paired by prompt. */
    public static Interval gain(List<Item> before, List<Item> after) {
        return Bootstrap.standard()
                .mean(IntStream.range(0, before.size())
                        .mapToObj(i -> after.get(i).similarity() - before.get(i).similarity())
                        .toList());
    }

    private List<Item> sample(Model model, List<Prompt> prompts) {
        List<List<Rollout>> rollouts = new SampledTexts(decoding, samples, maxNewTokens, seed).rollouts(model, prompts);
        List<Answers> answers = new ArrayList<>();
        for (int i = 0; i < prompts.size(); i++) {
            answers.add(new Answers(
                    prompts.get(i),
                    rollouts.get(i).stream().map(Rollout::completion).toList()));
        }
        List<List<Score>> scores = reward.score(answers);
        List<Item> items = new ArrayList<>();
        for (int i = 0; i < prompts.size(); i++) {
            items.add(item(prompts.get(i).id(), scores.get(i)));
        }
        return items;
    }

    private static Item item(String id, List<Score> scores) {
        List<Score.Value> values = scores.stream()
                .filter(Score.Value.class::isInstance)
                .map(Score.Value.class::cast)
                .toList();
        return new Item(
                id,
                mean(values, "similarity"),
                mean(values, "language"),
                mean(values, "cosine"),
                values.stream().mapToDouble(Score.Value::total).average().orElse(0),
                values.stream().map(v -> v.parts().get("cosine")).toList());
    }

    private static double mean(List<Score.Value> values, String part) {
        return values.stream().mapToDouble(v -> v.parts().get(part)).average().orElse(0);
    }
}

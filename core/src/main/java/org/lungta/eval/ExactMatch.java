package org.lungta.eval;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.lungta.metric.Bootstrap;
import org.lungta.metric.Interval;
import org.lungta.metric.Metrics;
import org.lungta.model.Cuts;
import org.lungta.model.PromptGroup;
import org.lungta.rollout.Rollout;
import org.lungta.text.Prompt;
import org.lungta.text.Tokens;

/** Greedy outputs where there is one right answer: how often it is that, and how near (chrF). */
public record ExactMatch(String language, int maxNewTokens) {
    private static final int BATCH = 32;

    /** One output. */
    public record Item(String id, String output, String reference) {}

    /** The share of exact outputs, 0 to 1, and chrF, 0 to 100. */
    public record Summary(int items, Interval exact, Interval chrf) {}

    /** Answers what is missing in {@code items} and sums up. */
    public Summary evaluate(Model model, List<Prompt> prompts, Path items, Progress progress) {
        return summary(new ItemFile<>(items, Item.class)
                .complete(Cuts.every(BATCH, prompts), List::size, batch -> answer(model, batch), progress));
    }

    private List<Item> answer(Model model, List<Prompt> prompts) {
        List<List<Rollout>> rollouts = model.greedy(
                prompts.stream()
                        .map(p -> new PromptGroup(p.tokens(), List.of(Tokens.empty())))
                        .toList(),
                maxNewTokens);
        List<Item> items = new ArrayList<>();
        for (int i = 0; i < prompts.size(); i++) {
            items.add(new Item(
                    prompts.get(i).id(),
                    rollouts.get(i).get(0).completion().text().strip(),
                    prompts.get(i).reference()));
        }
        return items;
    }

    private Summary summary(List<Item> items) {
        return new Summary(
                items.size(),
                Bootstrap.standard()
                        .mean(items.stream()
                                .map(item -> item.output().equals(item.reference()) ? 1.0 : 0.0)
                                .toList()),
                Metrics.named("chrf", language)
                        .score(
                                items.stream().map(Item::output).toList(),
                                items.stream().map(Item::reference).toList())
                        .interval());
    }
}

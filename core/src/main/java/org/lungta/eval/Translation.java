package org.lungta.eval;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.lungta.metric.Bootstrap;
import org.lungta.metric.CorpusMetric;
import org.lungta.metric.Interval;
import org.lungta.metric.Metrics;
import org.lungta.model.Cuts;
import org.lungta.model.PromptGroup;
import org.lungta.reward.LanguageRule;
import org.lungta.reward.Similarity;
import org.lungta.rollout.Rollout;
import org.lungta.text.Finish;
import org.lungta.text.Prompt;
import org.lungta.text.Tokens;

/**
 * Greedy outputs on a task with references: overlap, similarity and language consistency.
 *
 * @param similarity by the reward's encoder; empty where there is none
 * @param judge by another encoder, which rewards nothing
 */
public record Translation(
        String language, Optional<Similarity> similarity, Optional<Similarity> judge, int maxNewTokens) {
    /** Outputs that are decoded together: each step reads all weights, however many rows there are. */
    public static final int TOGETHER = 64;

    private static final List<String> METRICS = List.of("bleu", "bleu-char", "chrf", "chrf++", "rouge-l", "lf-bleu4");

    /** One output. {@code cosine} is NaN without an encoder. */
    public record Item(
            String id,
            String source,
            String output,
            String reference,
            double cosine,
            boolean language,
            boolean ended) {}

    /** Scores with intervals by name, and each metric's signature. */
    public record Summary(int items, Map<String, Interval> scores, Map<String, String> signatures) {}

    /** Translates what is missing in {@code items} and sums up. */
    public Summary evaluate(Model model, List<Prompt> prompts, Path items, Progress progress) {
        return summary(translate(model, prompts, items, progress));
    }

    /** Translates what is missing in {@code items}. */
    public List<Item> translate(Model model, List<Prompt> prompts, Path items, Progress progress) {
        return new ItemFile<>(items, Item.class)
                .complete(Cuts.every(TOGETHER, prompts), List::size, batch -> translate(model, batch), progress);
    }

    /** The same scores for outputs that come from elsewhere, one for each prompt. */
    public Summary score(List<Prompt> prompts, List<String> outputs) {
        return summary(items(prompts, outputs));
    }

    /** Outputs that come from elsewhere, one for each prompt, as a model's own. */
    public List<Item> items(List<Prompt> prompts, List<String> outputs) {
        return judged(prompts, outputs.stream().map(o -> new Output(o, true)).toList());
    }

    /** A text, and whether its end was meant. */
    private record Output(String text, boolean ended) {}

    private List<Item> translate(Model model, List<Prompt> prompts) {
        List<List<Rollout>> rollouts = model.greedy(
                prompts.stream()
                        .map(p -> new PromptGroup(p.tokens(), List.of(Tokens.empty())))
                        .toList(),
                maxNewTokens);
        return judged(
                prompts,
                rollouts.stream()
                        .map(own -> own.get(0).completion())
                        .map(c -> new Output(c.text(), c.finish() == Finish.STOP))
                        .toList());
    }

    private List<Item> judged(List<Prompt> prompts, List<Output> outputs) {
        List<Similarity.Pair> pairs = new ArrayList<>();
        for (int i = 0; i < prompts.size(); i++) {
            pairs.add(new Similarity.Pair(outputs.get(i).text(), prompts.get(i).reference()));
        }
        List<Double> cosines = similarity.map(s -> s.cosines(pairs)).orElse(List.of());
        LanguageRule rule = LanguageRule.of(language);
        List<Item> items = new ArrayList<>();
        for (int i = 0; i < prompts.size(); i++) {
            Prompt prompt = prompts.get(i);
            String output = outputs.get(i).text();
            items.add(new Item(
                    prompt.id(),
                    prompt.source(),
                    output,
                    prompt.reference(),
                    cosines.isEmpty() ? Double.NaN : cosines.get(i),
                    rule.judge(output, prompt.source()).consistent(),
                    outputs.get(i).ended()));
        }
        return items;
    }

    private Summary summary(List<Item> items) {
        List<String> outputs = items.stream().map(Item::output).toList();
        List<String> references = items.stream().map(Item::reference).toList();
        Map<String, Interval> scores = new LinkedHashMap<>();
        Map<String, String> signatures = new LinkedHashMap<>();
        for (String name : METRICS) {
            CorpusMetric.Result result = Metrics.named(name, language).score(outputs, references);
            scores.put(name, result.interval());
            signatures.put(name, result.signature());
        }
        Bootstrap bootstrap = Bootstrap.standard();
        if (similarity.isPresent()) {
            scores.put(
                    "similarity",
                    bootstrap.mean(items.stream().map(Item::cosine).toList()));
        }
        judge.ifPresent(j -> scores.put(
                "judge similarity",
                bootstrap.mean(j.cosines(items.stream()
                        .map(i -> new Similarity.Pair(i.output(), i.reference()))
                        .toList()))));
        scores.put(
                "language",
                bootstrap.mean(items.stream().map(i -> i.language() ? 1.0 : 0.0).toList()));
        scores.put(
                "ended",
                bootstrap.mean(items.stream().map(i -> i.ended() ? 1.0 : 0.0).toList()));
        return new Summary(items.size(), scores, signatures);
    }
}

package org.lungta.run;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.ToDoubleFunction;
import org.lungta.eval.Translation;
import org.lungta.evidence.Value;
import org.lungta.lab.TruthReport;
import org.lungta.lab.Verdict;
import org.lungta.metric.Bootstrap;
import org.lungta.metric.Chrf;
import org.lungta.metric.CorpusMetric;
import org.lungta.metric.Interval;
import org.lungta.metric.Metrics;
import org.lungta.metric.Segment;
import org.lungta.reward.Similarity;
import org.lungta.statistics.Bounds;

/**
 * What greedy outputs on a test of the task are worth.
 *
 * @param language of the outputs
 * @param judge an encoder that no reward saw
 * @param hackable encoders by name that can be gamed, and that hackable arms are rewarded by
 * @param truth of the lab
 * @param references more than the pair's own, by its id
 * @param published the metric that papers print of such a task, a mean of sentences
 */
record TargetSkill(
        String language,
        Optional<Similarity> judge,
        Map<String, Similarity> hackable,
        Optional<LabTruth> truth,
        Map<String, List<String>> references,
        Optional<String> published) {
    static TargetSkill of(
            ExperimentRecipe recipe, Workbench bench, ExperimentData data, Map<String, Similarity> hackable) {
        return new TargetSkill(
                recipe.task().to(),
                bench.encoders.judging(),
                hackable,
                LabTruth.of(recipe, data),
                data.references(),
                MeasureList.published(recipe));
    }

    /** Greedy outputs, with their similarity to the reference by the encoder that rewards. */
    static Translation translation(ExperimentRecipe recipe, Workbench bench) {
        return new Translation(
                recipe.task().to(),
                Optional.of(bench.encoders.similarity()),
                Optional.empty(),
                recipe.task().maxNewTokens());
    }

    /** Adds the measures of a test; those of another test than the leading one have its name behind theirs. */
    void measure(List<Translation.Item> items, String suffix, Values values) {
        List<Segment> segments = items.stream()
                .map(i -> new Segment(i.output(), List.of(i.reference())))
                .toList();
        CorpusMetric bleu = Metrics.named("bleu", language);
        values.put("bleu" + suffix, corpus(bleu, segments));
        Chrf chrf = Chrf.standard();
        mean(values, "chrf" + suffix, items, i -> chrf.value(chrf.statistics(new Segment(i.output(), i.reference()))));
        published.ifPresent(name -> {
            CorpusMetric metric = Metrics.named(name, language);
            mean(
                    values,
                    name + suffix,
                    items,
                    i -> metric.value(metric.statistics(new Segment(i.output(), i.reference()))));
        });
        mean(values, "similarity" + suffix, items, Translation.Item::cosine);
        mean(values, "language" + suffix, items, i -> i.language() ? 1 : 0);
        mean(values, "ended" + suffix, items, i -> i.ended() ? 1 : 0);
        judge.ifPresent(encoder -> judged("similarity, judge" + suffix, encoder, items, values));
        hackable.forEach((name, encoder) -> judged(MeasureList.by(name) + suffix, encoder, items, values));
        truth.ifPresent(known -> {
            exact(known, items, suffix, values);
            values.put("bleu 4 references" + suffix, corpus(bleu, several(items)));
        });
    }

    private static void judged(String name, Similarity encoder, List<Translation.Item> items, Values values) {
        List<Double> cosines = encoder.cosines(items.stream()
                .map(i -> new Similarity.Pair(i.output(), i.reference()))
                .toList());
        Map<String, Double> byId = new HashMap<>();
        for (int i = 0; i < items.size(); i++) {
            byId.put(items.get(i).id(), cosines.get(i));
        }
        mean(values, name, items, i -> byId.get(i.id()));
    }

    private static void exact(LabTruth truth, List<Translation.Item> items, String suffix, Values values) {
        Map<String, Verdict> verdicts = new HashMap<>();
        items.forEach(i -> verdicts.put(i.id(), truth.judge(i.id(), i.output())));
        ToDoubleFunction<Translation.Item> exact = i -> verdicts.get(i.id()).exact() ? 1 : 0;
        mean(values, "exact facts" + suffix, items, exact);
        mean(values, "grammatical" + suffix, items, i -> verdicts.get(i.id()).grammatical() ? 1 : 0);
        mean(
                values,
                "allomorph errors" + suffix,
                items,
                i -> verdicts.get(i.id()).slips().isEmpty() ? 0 : 1);
        mean(values, "slot f1" + suffix, items, i -> report(verdicts, i).all().f1());
        mean(
                values,
                "hallucinated slots" + suffix,
                items,
                i -> report(verdicts, i).hallucinated());
    }

    private static TruthReport report(Map<String, Verdict> verdicts, Translation.Item item) {
        return LabTruth.report(verdicts.get(item.id()));
    }

    private List<Segment> several(List<Translation.Item> items) {
        return items.stream()
                .map(i -> {
                    List<String> all = new ArrayList<>(List.of(i.reference()));
                    all.addAll(references.getOrDefault(i.id(), List.of()));
                    return new Segment(i.output(), all);
                })
                .toList();
    }

    private static Value corpus(CorpusMetric metric, List<Segment> segments) {
        Interval interval = metric.score(segments, Bootstrap.standard()).interval();
        return Value.of(interval.estimate(), segments.size(), new Bounds(interval.low(), interval.high()));
    }

    private static void mean(
            Values values, String name, List<Translation.Item> items, ToDoubleFunction<Translation.Item> value) {
        values.mean(name, items, Translation.Item::id, Translation.Item::id, value);
    }
}

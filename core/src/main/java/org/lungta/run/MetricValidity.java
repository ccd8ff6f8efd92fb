package org.lungta.run;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.function.ToDoubleFunction;
import org.lungta.eval.Translation;
import org.lungta.evidence.Figure;
import org.lungta.lab.Validity;
import org.lungta.metric.Bleu;
import org.lungta.metric.Chrf;
import org.lungta.metric.Segment;
import org.lungta.statistics.RankCorrelation;

/**
 * What metrics are worth where the truth is exact: whether one puts right outputs above wrong ones (the AUC within each checkpoint that
 * has both, a mean over these), and better checkpoints above worse ones (Spearman's correlation over all).
 */
record MetricValidity(String language, LabTruth truth, List<ExperimentRun.Measured> measured) {
    private static final String GROUP = "Metrics against the exact truth";
    private static final String TRUTH = "exact facts";
    private static final List<String> OF_CHECKPOINTS =
            List.of("bleu", "bleu 4 references", "chrf", "similarity", "similarity, judge");

    List<Figure> figures() {
        List<Figure> figures = new ArrayList<>();
        scores().forEach((metric, score) -> items(metric, score, figures));
        OF_CHECKPOINTS.forEach(metric -> checkpoints(metric, figures));
        return figures;
    }

    private Map<String, ToDoubleFunction<Translation.Item>> scores() {
        Bleu bleu = Bleu.sentence(Rewards.tokens(language));
        Chrf chrf = Chrf.standard();
        Map<String, ToDoubleFunction<Translation.Item>> scores = new LinkedHashMap<>();
        scores.put("bleu of a sentence", item -> bleu.bleu(segment(item)).value());
        scores.put("chrf", item -> chrf.value(chrf.statistics(segment(item))));
        scores.put("similarity", Translation.Item::cosine);
        return scores;
    }

    private static Segment segment(Translation.Item item) {
        return new Segment(item.output(), item.reference());
    }

    private void items(String metric, ToDoubleFunction<Translation.Item> score, List<Figure> figures) {
        List<Double> aucs = new ArrayList<>();
        for (ExperimentRun.Measured checkpoint : measured) {
            List<Double> right = new ArrayList<>();
            List<Double> wrong = new ArrayList<>();
            checkpoint
                    .found()
                    .outputs()
                    .forEach(item -> (truth.judge(item.id(), item.output()).exact() ? right : wrong)
                            .add(score.applyAsDouble(item)));
            if (!right.isEmpty() && !wrong.isEmpty()) {
                aucs.add(Validity.auc(right, wrong));
            }
        }
        OptionalDouble mean = aucs.stream().mapToDouble(Double::doubleValue).average();
        mean.ifPresent(auc -> figures.add(new Figure(
                GROUP,
                metric + ", output by output",
                auc,
                "AUC",
                ("How often a right output scores above a wrong one of the same checkpoint, .5 by chance;"
                                + " mean over the %d checkpoints that have both.")
                        .formatted(aucs.size()))));
    }

    private void checkpoints(String metric, List<Figure> figures) {
        List<RankCorrelation.Pair> pairs = measured.stream()
                .map(m -> m.found().values())
                .filter(values -> values.containsKey(metric))
                .map(values -> new RankCorrelation.Pair(
                        values.get(metric).mean(), values.get(TRUTH).mean()))
                .toList();
        RankCorrelation.of(pairs)
                .ifPresent(rank -> figures.add(new Figure(
                        GROUP,
                        metric + ", checkpoint by checkpoint",
                        rank,
                        "rank correlation",
                        "Over %d checkpoints.".formatted(pairs.size()))));
    }
}

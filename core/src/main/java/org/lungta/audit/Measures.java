package org.lungta.audit;

import static org.lungta.check.Check.require;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import org.lungta.metric.MixedTokens;
import org.lungta.metric.Surface;
import org.lungta.reward.Answers;
import org.lungta.reward.Score;
import org.lungta.statistics.Percentile;
import org.lungta.statistics.RankCorrelation;
import org.lungta.text.Completion;

/**
 * What one step's completions look like, whatever the reward says of them.
 *
 * @param reward the mean total
 * @param length words in the mean
 * @param copied the mean share of an output that stands in its source
 * @param distinct distinct-2 over the step
 * @param unique different outputs of a prompt, as a share of its outputs, in the mean
 * @param repetition the 90th percentile of the share of repeated 4-grams
 * @param lengthReward the mean over prompts of Spearman's correlation of length and reward; empty where no prompt has one
 * @param flat the share of prompts whose outputs all got the same reward
 * @param independent a metric that is not the reward, the higher the better, where this step measured it
 */
public record Measures(
        double reward,
        double length,
        double copied,
        double distinct,
        double unique,
        double repetition,
        OptionalDouble lengthReward,
        double flat,
        OptionalDouble independent) {
    private static final double LEAST_SPREAD = 1e-6;

    public static Measures of(List<Answers> groups, List<List<Score>> scores, OptionalDouble independent) {
        require(groups.size() == scores.size(), "%d groups have %d lists of scores", groups.size(), scores.size());
        List<String> texts = new ArrayList<>();
        List<Double> copied = new ArrayList<>();
        List<Double> unique = new ArrayList<>();
        List<List<RankCorrelation.Pair>> byGroup = new ArrayList<>();
        for (int g = 0; g < groups.size(); g++) {
            Answers group = groups.get(g);
            List<String> own =
                    group.completions().stream().map(Completion::text).toList();
            texts.addAll(own);
            unique.add(Surface.unique(own));
            own.forEach(text -> copied.add(Surface.copied(group.prompt().source(), text)));
            byGroup.add(pairs(own, scores.get(g)));
        }
        require(!texts.isEmpty(), "a step without completions has no measures");
        return new Measures(
                mean(byGroup.stream()
                        .flatMap(List::stream)
                        .map(RankCorrelation.Pair::y)
                        .toList()),
                mean(texts.stream().map(Measures::words).toList()),
                mean(copied),
                Surface.distinct(texts, 2),
                mean(unique),
                Percentile.of(texts.stream().map(Surface::repeated).toList(), 0.9),
                byGroup.stream()
                        .map(RankCorrelation::of)
                        .flatMapToDouble(OptionalDouble::stream)
                        .average(),
                mean(byGroup.stream().map(p -> isFlat(p) ? 1.0 : 0.0).toList()),
                independent);
    }

    private static List<RankCorrelation.Pair> pairs(List<String> texts, List<Score> scores) {
        List<RankCorrelation.Pair> pairs = new ArrayList<>();
        for (int i = 0; i < texts.size(); i++) {
            if (scores.get(i) instanceof Score.Value value) {
                pairs.add(new RankCorrelation.Pair(words(texts.get(i)), value.total()));
            }
        }
        return pairs;
    }

    private static boolean isFlat(List<RankCorrelation.Pair> group) {
        java.util.DoubleSummaryStatistics range =
                group.stream().mapToDouble(RankCorrelation.Pair::y).summaryStatistics();
        return range.getMax() - range.getMin() < LEAST_SPREAD;
    }

    private static double words(String text) {
        return MixedTokens.words(text).size();
    }

    private static double mean(List<Double> values) {
        return values.stream().mapToDouble(Double::doubleValue).average().orElse(Double.NaN);
    }
}

package org.lungta.audit;

import static org.lungta.check.Check.require;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.stream.DoubleStream;
import org.lungta.metric.Chrf;
import org.lungta.metric.Segment;
import org.lungta.reward.Answers;
import org.lungta.reward.Score;
import org.lungta.statistics.RankCorrelation;

/**
 * Whether a reward tells the samples of one prompt apart, without which nothing is learnt, and whether it does so as chrF would.
 *
 * @param groups prompts that had at least two scored samples
 * @param deviation the mean over groups of the standard deviation (n - 1) of the rewards
 * @param flat the share of groups whose rewards differ by less than 1e-6
 * @param correlation the mean over groups of Spearman's correlation of reward and chrF; empty where no group has one
 */
public record Discriminability(int groups, double deviation, double flat, OptionalDouble correlation) {
    private static final double LEAST_SPREAD = 1e-6;
    private static final double MOST_FLAT = 0.4;
    private static final Chrf CHRF = Chrf.standard();

    private record Sample(double reward, double chrf) {}

    public static Discriminability of(List<Answers> groups, List<List<Score>> scores) {
        require(groups.size() == scores.size(), "%d groups have %d lists of scores", groups.size(), scores.size());
        List<List<Sample>> samples = new ArrayList<>();
        for (int g = 0; g < groups.size(); g++) {
            List<Sample> group = samples(groups.get(g), scores.get(g));
            if (group.size() > 1) {
                samples.add(group);
            }
        }
        require(!samples.isEmpty(), "no prompt has two scored samples: draw more of them");
        return new Discriminability(
                samples.size(),
                samples.stream()
                        .mapToDouble(Discriminability::deviation)
                        .average()
                        .orElseThrow(),
                (double) samples.stream().filter(Discriminability::isFlat).count() / samples.size(),
                samples.stream()
                        .map(Discriminability::correlation)
                        .flatMapToDouble(OptionalDouble::stream)
                        .average());
    }

    /** Whether too many groups would teach nothing. */
    public boolean isFlat() {
        return flat > MOST_FLAT;
    }

    private static List<Sample> samples(Answers group, List<Score> scores) {
        List<Sample> samples = new ArrayList<>();
        for (int i = 0; i < scores.size(); i++) {
            if (scores.get(i) instanceof Score.Value value) {
                Segment segment = new Segment(
                        group.completions().get(i).text(), group.prompt().reference());
                samples.add(new Sample(value.total(), CHRF.value(CHRF.statistics(segment))));
            }
        }
        return samples;
    }

    private static double deviation(List<Sample> group) {
        double mean = group.stream().mapToDouble(Sample::reward).average().orElseThrow();
        return Math.sqrt(group.stream()
                        .mapToDouble(s -> (s.reward() - mean) * (s.reward() - mean))
                        .sum()
                / (group.size() - 1));
    }

    private static boolean isFlat(List<Sample> group) {
        DoubleStream rewards = group.stream().mapToDouble(Sample::reward);
        java.util.DoubleSummaryStatistics range = rewards.summaryStatistics();
        return range.getMax() - range.getMin() < LEAST_SPREAD;
    }

    private static OptionalDouble correlation(List<Sample> group) {
        return isFlat(group)
                ? OptionalDouble.empty()
                : RankCorrelation.of(group.stream()
                        .map(s -> new RankCorrelation.Pair(s.reward(), s.chrf()))
                        .toList());
    }
}

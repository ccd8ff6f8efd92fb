package org.lungta.train;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.DoubleStream;
import org.lungta.reward.Score;
import org.lungta.text.Completion;
import org.lungta.text.Finish;

/**
 * What a GRPO step did, in TRL's metric names, and the groups it learnt from.
 *
 * @param metrics a finite number each
 */
public record Step(List<Group> groups, Map<String, Double> metrics) {

    static Step of(List<Group> groups, List<Learner> learners, List<AdamW.Update> updates) {
        Map<String, Double> metrics = new LinkedHashMap<>();
        AdamW.Update last = updates.get(updates.size() - 1);
        metrics.put(
                "loss",
                learners.stream()
                        .mapToDouble(l -> l.losses().get(l.losses().size() - 1))
                        .sum());
        metrics.put("grad_norm", last.gradNorm());
        metrics.put("learning_rate", last.rate());
        rewards(groups, metrics);
        lengths(groups, metrics);
        sampling(learners, metrics);
        Region.metrics(learners.stream().map(Learner::region).toList(), metrics);
        return new Step(groups, metrics);
    }

    private static void rewards(List<Group> groups, Map<String, Double> metrics) {
        List<Score.Value> values =
                values(groups.stream().flatMap(g -> g.experience().stream()).toList());
        double[] totals = values.stream().mapToDouble(Score.Value::total).toArray();
        metrics.put("reward", mean(totals));
        metrics.put("reward_std", Advantage.deviation(totals));
        Set<String> names = new TreeSet<>(List.of("similarity", "language", "cosine"));
        values.forEach(v -> names.addAll(v.parts().keySet()));
        for (String part : names) {
            double[] parts = values.stream()
                    .mapToDouble(v -> v.parts().getOrDefault(part, 0.0))
                    .toArray();
            metrics.put("rewards/" + part + "/mean", mean(parts));
            metrics.put("rewards/" + part + "/std", Advantage.deviation(parts));
        }
        long flat = groups.stream().filter(g -> !Advantage.hasSpread(totals(g))).count();
        metrics.put("frac_reward_zero_std", (double) flat / groups.size());
        metrics.put(
                "unscorable",
                (double) groups.stream().mapToInt(g -> g.experience().size()).sum() - totals.length);
    }

    private static void lengths(List<Group> groups, Map<String, Double> metrics) {
        List<Completion> completions = groups.stream()
                .flatMap(g -> g.experience().stream())
                .map(e -> e.rollout().completion())
                .toList();
        double[] lengths =
                completions.stream().mapToDouble(c -> c.tokens().length()).toArray();
        double[] terminated = completions.stream()
                .filter(c -> c.finish() == Finish.STOP)
                .mapToDouble(c -> c.tokens().length())
                .toArray();
        metrics.put("completions/mean_length", mean(lengths));
        metrics.put("completions/min_length", DoubleStream.of(lengths).min().orElse(0));
        metrics.put("completions/max_length", DoubleStream.of(lengths).max().orElse(0));
        metrics.put("completions/mean_terminated_length", mean(terminated));
        metrics.put("completions/clipped_ratio", 1 - (double) terminated.length / lengths.length);
        metrics.put(
                "completions/duplicate_ratio",
                1 - (double) groups.stream().mapToLong(Step::distinct).sum() / completions.size());
    }

    private static long distinct(Group group) {
        return group.experience().stream()
                .map(e -> e.rollout().completion().text())
                .distinct()
                .count();
    }

    /** The gap between the sampler's log-probabilities and the first training pass's, and the policy's entropy. */
    private static void sampling(List<Learner> learners, Map<String, Double> metrics) {
        List<Double> gaps = new ArrayList<>();
        List<Double> entropies = new ArrayList<>();
        for (Learner learner : learners) {
            int at = 0;
            for (Experience e : learner.batch().experience()) {
                for (float sampled : e.rollout().logProbs()) {
                    gaps.add((double)
                            Math.abs(sampled - learner.scored().logProbs().get(at)));
                    entropies.add((double) learner.scored().entropies().get(at++));
                }
            }
        }
        double[] all = gaps.stream().mapToDouble(Double::doubleValue).toArray();
        metrics.put("sampling/sampling_logp_difference/mean", mean(all));
        metrics.put(
                "sampling/sampling_logp_difference/max",
                DoubleStream.of(all).max().orElse(0));
        metrics.put(
                "entropy",
                mean(entropies.stream().mapToDouble(Double::doubleValue).toArray()));
        metrics.put("num_tokens", (double) all.length);
    }

    private static List<Score.Value> values(List<Experience> experience) {
        return experience.stream()
                .map(Experience::score)
                .filter(Score.Value.class::isInstance)
                .map(Score.Value.class::cast)
                .toList();
    }

    private static double[] totals(Group group) {
        return values(group.experience()).stream()
                .mapToDouble(Score.Value::total)
                .toArray();
    }

    private static double mean(double... values) {
        return DoubleStream.of(values).average().orElse(0);
    }
}

package org.lungta.reward;

import static org.lungta.check.Check.require;

import java.util.List;

/**
 * tau, "the minimal semantic adequacy level of the cold-start phase": a quantile of the cosines that the cold start's own samples
 * reach.
 *
 * @param below the share of the samples at or below tau, which earn no R_sim
 */
public record Calibration(double quantile, double tau, int samples, double mean, double below) {
    private static final double HIGHEST = 0.95;

    /** The quantile (linear between order statistics) of the cosines, at most .95. */
    public static Calibration of(List<Double> cosines, double quantile) {
        require(!cosines.isEmpty(), "tau cannot be calibrated: there are no samples of the cold start");
        require(0 <= quantile && quantile < 1, "the quantile of tau is %s, outside [0, 1)", quantile);
        List<Double> sorted = cosines.stream().sorted().toList();
        double place = quantile * (sorted.size() - 1);
        int low = (int) place;
        int high = Math.min(low + 1, sorted.size() - 1);
        double tau = Math.min(HIGHEST, sorted.get(low) + (place - low) * (sorted.get(high) - sorted.get(low)));
        double mean = sorted.stream().mapToDouble(Double::doubleValue).average().orElseThrow();
        double below = (double) sorted.stream().filter(c -> c <= tau).count() / sorted.size();
        return new Calibration(quantile, tau, sorted.size(), mean, below);
    }
}

package org.lungta.reward;

import static org.lungta.check.Check.require;

import java.util.List;
import org.lungta.statistics.Percentile;

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
        double tau = Math.min(HIGHEST, Percentile.of(cosines, quantile));
        double mean =
                cosines.stream().mapToDouble(Double::doubleValue).average().orElseThrow();
        double below = (double) cosines.stream().filter(c -> c <= tau).count() / cosines.size();
        return new Calibration(quantile, tau, cosines.size(), mean, below);
    }
}

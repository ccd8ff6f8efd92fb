package org.lungta.train;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * How a micro-batch's tokens stood to the trust region: the share of each completion's tokens that the clip stopped from below (ratio
 * under 1 - low with A negative) and from above (ratio over 1 + high with A positive).
 *
 * @param kl the sum of beta kl over the tokens
 */
record Region(List<Share> completions, int tokens, double kl) {
    /** One completion's clipped tokens. */
    record Share(int length, int low, int high) {
        double ofLow() {
            return (double) low / Math.max(1, length);
        }

        double ofHigh() {
            return (double) high / Math.max(1, length);
        }
    }

    static Region of(List<Experience> experience, float[] ratios, float[] penalties, Clip clip) {
        List<Share> shares = new ArrayList<>();
        double kl = 0;
        int at = 0;
        for (Experience e : experience) {
            int low = 0;
            int high = 0;
            for (int i = 0; i < e.length(); i++, at++) {
                low += ratios[at] < 1 - clip.low() && e.advantage() < 0 ? 1 : 0;
                high += ratios[at] > 1 + clip.high() && e.advantage() > 0 ? 1 : 0;
                kl += penalties[at];
            }
            shares.add(new Share(e.length(), low, high));
        }
        return new Region(shares, at, kl);
    }

    /** TRL's names; means over tokens, extremes over completions. {@code kl} carries its factor beta. */
    static void metrics(List<Region> regions, Map<String, Double> metrics) {
        List<Share> all =
                regions.stream().flatMap(r -> r.completions().stream()).toList();
        double tokens = Math.max(1, regions.stream().mapToInt(Region::tokens).sum());
        double low = all.stream().mapToInt(Share::low).sum() / tokens;
        double high = all.stream().mapToInt(Share::high).sum() / tokens;
        metrics.put("kl", regions.stream().mapToDouble(Region::kl).sum() / tokens);
        metrics.put("clip_ratio/low_mean", low);
        metrics.put(
                "clip_ratio/low_min",
                all.stream().mapToDouble(Share::ofLow).min().orElse(0));
        metrics.put("clip_ratio/high_mean", high);
        metrics.put(
                "clip_ratio/high_max",
                all.stream().mapToDouble(Share::ofHigh).max().orElse(0));
        metrics.put("clip_ratio/region_mean", low + high);
    }
}

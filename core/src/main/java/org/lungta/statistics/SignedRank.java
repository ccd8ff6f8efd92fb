package org.lungta.statistics;

import static org.lungta.check.Check.require;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.apache.commons.statistics.inference.ContinuityCorrection;
import org.apache.commons.statistics.inference.PValueMethod;
import org.apache.commons.statistics.inference.WilcoxonSignedRankTest;

/**
 * Wilcoxon's signed rank test (1945) of paired differences. Differences of zero are left out. Up to 50 differences without ties p is
 * exact, otherwise it is the normal approximation with continuity correction.
 */
public final class SignedRank {
    private static final int EXACT_UP_TO = 50;

    private SignedRank() {}

    /** The two-sided p value; 1 where no difference is left. */
    public static double p(List<Double> differences) {
        double[] kept = differences.stream()
                .mapToDouble(Double::doubleValue)
                .filter(d -> d != 0)
                .toArray();
        for (double d : kept) {
            require(Double.isFinite(d), "a difference is %s: leave out or mend the items that cannot be scored", d);
        }
        if (kept.length == 0) {
            return 1;
        }
        boolean exact = kept.length <= EXACT_UP_TO && !ties(kept);
        return WilcoxonSignedRankTest.withDefaults()
                .with(exact ? PValueMethod.EXACT : PValueMethod.ASYMPTOTIC)
                .with(ContinuityCorrection.ENABLED)
                .test(kept)
                .getPValue();
    }

    private static boolean ties(double... values) {
        Set<Double> sizes = new TreeSet<>();
        for (double value : values) {
            sizes.add(Math.abs(value));
        }
        return sizes.size() < values.length;
    }
}

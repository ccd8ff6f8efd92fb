package org.lungta.statistics;

import java.util.Locale;

/**
 * A claim with what was found.
 *
 * @param p of the null hypothesis that the true difference is at most minus the margin
 * @param adjusted p after Holm's correction over the ledger
 * @param power of the test where the true difference is the expected one
 */
public record Finding(Claim claim, Effect effect, double p, double adjusted, double power, Verdict verdict) {
    /** One line, the power before the verdict. */
    @Override
    public String toString() {
        Bounds interval = effect.interval(0.95);
        return String.format(
                Locale.ROOT,
                "%s: %+.3f [%+.3f, %+.3f], margin %s, n = %s, power %.0f %%, p = %.4f (Holm), %s",
                claim.name(),
                effect.difference(),
                interval.low(),
                interval.high(),
                claim.margin(),
                effect.sample(),
                100 * power,
                adjusted,
                verdict.words());
    }
}

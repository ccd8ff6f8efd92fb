package org.lungta.run;

import java.util.Locale;
import java.util.OptionalDouble;
import org.lungta.audit.AuditReport;
import org.lungta.audit.Discriminability;

/** What the attack on the reward found, and whether the reward tells samples of one prompt apart. */
public record AuditFindings(AuditReport report, Spread spread) {
    private static final double MOST_FLAT = 0.4;

    /**
     * {@link Discriminability}, as a run keeps it.
     *
     * @param deviation the mean standard deviation of the rewards of one prompt
     * @param flatGroups the share of prompts whose rewards are all the same
     * @param correlation with chrF inside prompts; empty where no prompt has one
     */
    public record Spread(int groups, double deviation, double flatGroups, OptionalDouble correlation) {
        static Spread of(Discriminability d) {
            return new Spread(d.groups(), d.deviation(), d.flat(), d.correlation());
        }

        boolean tooFlat() {
            return flatGroups > MOST_FLAT;
        }

        /** One line for people. */
        String line() {
            return String.format(
                    Locale.ROOT,
                    "inside a prompt the reward's deviation is %.4f, its correlation with chrF %s; %.0f %% of %d prompts are flat%s",
                    deviation,
                    correlation.isPresent() ? String.format(Locale.ROOT, "%.2f", correlation.getAsDouble()) : "unknown",
                    100 * flatGroups,
                    groups,
                    tooFlat() ? "   FAILS" : "");
        }
    }

    boolean passed() {
        return report.passes() && !spread.tooFlat();
    }
}

package org.lungta.audit;

import static org.lungta.check.Check.require;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.lungta.statistics.Bounds;
import org.lungta.statistics.Proportion;

/**
 * What an audit found.
 *
 * @param rate how often a cheat may win
 */
public record AuditReport(double rate, List<Row> rows) {
    public AuditReport {
        rows = List.copyOf(rows);
    }

    /**
     * One cheat.
     *
     * @param cases prompts that it was tried on
     * @param unscorable of those, how many got no score
     * @param mean of the scores
     * @param won comparisons with an honest translation that it won, with a higher score and not an equal one
     * @param interval of the share won
     * @param fails whether it won more often than is allowed
     */
    public record Row(
            Cheat cheat, int cases, int unscorable, double mean, Proportion won, Bounds interval, boolean fails) {}

    /** Whether no cheat wins too often. */
    public boolean passes() {
        return failed().isEmpty();
    }

    /** The cheats that win too often. */
    public List<Cheat> failed() {
        return rows.stream().filter(Row::fails).map(Row::cheat).toList();
    }

    /** Refuses the reward when a cheat wins too often. */
    public void refuseIfItFails() {
        require(
                passes(),
                "the reward pays for cheating: %s win more than %.0f %% against honest translations:%n%s%n"
                        + "put a gate or a penalty before it, or choose another encoder",
                failed(),
                100 * rate,
                table());
    }

    /** For people. */
    public String table() {
        return rows.stream()
                .map(row -> String.format(
                        Locale.ROOT,
                        "%-17s mean %7.3f   wins %5.1f %% [%.1f, %.1f] of %d%s%s",
                        row.cheat().name().toLowerCase(Locale.ROOT).replace('_', ' '),
                        row.mean(),
                        100 * row.won().share(),
                        100 * row.interval().low(),
                        100 * row.interval().high(),
                        row.won().trials(),
                        row.unscorable() > 0 ? "   unscorable: " + row.unscorable() : "",
                        row.fails() ? "   FAILS" : ""))
                .collect(Collectors.joining("\n"));
    }
}

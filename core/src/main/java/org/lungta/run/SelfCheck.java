package org.lungta.run;

import java.util.List;
import java.util.Locale;

/**
 * What a run on a made-up world must show, read from its results alone.
 *
 * @param detail the figures behind the verdict
 */
public record SelfCheck(String name, boolean passed, String detail) {

    /** Every check. */
    public static List<SelfCheck> of(Results results) {
        Results.ColdStartResult start = results.coldStart();
        double before =
                results.coldStartEvaluation().pool().orElseThrow().similarity().estimate();
        double after =
                results.grpoEvaluation().pool().orElseThrow().similarity().estimate();
        return List.of(
                check(
                        "the cold start halves the dev loss",
                        start.devBest() <= start.devBefore() / 2,
                        "%.3f to %.3f nats a token",
                        start.devBefore(),
                        start.devBest()),
                check("GRPO raises R_sim on its pool", after > before, "%.4f to %.4f", before, after),
                check(
                        "GRPO moves the adapter",
                        results.grpo().adapterMoved() > 0,
                        "by %.4f",
                        results.grpo().adapterMoved()),
                check(
                        "competence is scored for base, cold start and GRPO",
                        List.of(results.base(), results.coldStartEvaluation(), results.grpoEvaluation()).stream()
                                .allMatch(e -> e.comprehension()
                                        .filter(c -> c.questions() > 0)
                                        .isPresent()),
                        "%d questions",
                        results.base().comprehension().map(c -> c.questions()).orElse(0)));
    }

    private static SelfCheck check(String name, boolean passed, String detail, Object... values) {
        return new SelfCheck(name, passed, String.format(Locale.ROOT, detail, values));
    }
}

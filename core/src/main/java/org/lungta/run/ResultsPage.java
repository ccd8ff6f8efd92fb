package org.lungta.run;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.lungta.metric.Interval;

/** results.md: what was gained, what was lost, how sure we are. */
final class ResultsPage {
    private static final Set<String> SHARES =
            Set.of("test similarity", "test judge similarity", "test language", "test ended");

    private ResultsPage() {}

    static String of(Results results) {
        StringBuilder page = new StringBuilder("# Results\n\n");
        results.header()
                .forEach((name, value) -> page.append("- ")
                        .append(name)
                        .append(": ")
                        .append(value)
                        .append('\n'));
        page.append("\nIntervals are 95 %, by bootstrap over items (contexts for CMRC).\n\n");
        page.append("| | base | cold start | GRPO |\n| --- | --- | --- | --- |\n");
        rows(results).forEach(row -> page.append(row).append('\n'));
        stages(results, page);
        page.append(ExtrasPage.of(results));
        page.append("\n## R_sim after GRPO minus after the cold start, paired by prompt\n\n");
        page.append(line("- pool (trained on): %s", signed(results.gains().pool())));
        page.append(line(
                "- test prompts (nothing was trained on them): %s",
                signed(results.gains().heldOut())));
        page.append("\n## Signatures\n\n");
        results.base().test().signatures().forEach((name, value) -> page.append(line("- %s: `%s`", name, value)));
        return page.toString();
    }

    private static void stages(Results results, StringBuilder page) {
        page.append("\n## Stages\n\n");
        Results.ColdStartResult start = results.coldStart();
        page.append(line(
                "- cold start: %d updates, loss %.3f to %.3f; dev loss %.3f before, %.3f at best (update %d)",
                start.steps(),
                start.firstLoss(),
                start.lastLoss(),
                start.devBefore(),
                start.devBest(),
                start.bestStep()));
        page.append(line(
                "- tau %.4f: quantile %.2f of %d samples of the cold start, mean cosine %.4f",
                results.tau().tau(),
                results.tau().quantile(),
                results.tau().samples(),
                results.tau().mean()));
        page.append(line(
                "- GRPO: %d steps, mean R_sim (in SG-SRL: score) %.4f in the first tenth, %.4f in the last; the adapter moved by %.4f (L2)",
                results.grpo().steps(),
                results.grpo().firstSimilarity(),
                results.grpo().lastSimilarity(),
                results.grpo().adapterMoved()));
        results.grpo()
                .dev()
                .forEach(p -> page.append(line(
                        "- dev, after %d updates: R_sim %.4f, language %.4f", p.step(), p.similarity(), p.language())));
    }

    private static List<String> rows(Results r) {
        List<String> rows = new ArrayList<>();
        Map<String, Interval> base = r.base().test().scores();
        for (String name : base.keySet()) {
            rows.add(row(
                    "test " + name,
                    base.get(name),
                    r.coldStartEvaluation().test().scores().get(name),
                    r.grpoEvaluation().test().scores().get(name)));
        }
        if (r.base().comprehension().isPresent()) {
            var b = r.base().comprehension().orElseThrow();
            var c = r.coldStartEvaluation().comprehension().orElseThrow();
            var g = r.grpoEvaluation().comprehension().orElseThrow();
            rows.add(row("CMRC EM", b.exact(), c.exact(), g.exact()));
            rows.add(row("CMRC F1", b.f1(), c.f1(), g.f1()));
            rows.add(row("CMRC Avg", b.average(), c.average(), g.average()));
        }
        r.coldStartEvaluation()
                .pool()
                .ifPresent(c -> rows.add("| sampled R_sim, pool | - | %s | %s |"
                        .formatted(
                                share(c.similarity()),
                                share(r.grpoEvaluation().pool().orElseThrow().similarity()))));
        r.coldStartEvaluation()
                .heldOut()
                .ifPresent(c -> rows.add("| sampled R_sim, test prompts | - | %s | %s |"
                        .formatted(
                                share(c.similarity()),
                                share(r.grpoEvaluation().heldOut().orElseThrow().similarity()))));
        return rows;
    }

    private static String row(String name, Interval base, Interval started, Interval improved) {
        Function<Interval, String> format = SHARES.contains(name) ? ResultsPage::share : ResultsPage::percent;
        return "| %s | %s | %s | %s |"
                .formatted(name, format.apply(base), format.apply(started), format.apply(improved));
    }

    /** 0 to 100 with two digits. */
    private static String percent(Interval i) {
        return String.format(Locale.ROOT, "%.2f [%.2f, %.2f] n=%d", i.estimate(), i.low(), i.high(), i.items());
    }

    /** 0 to 1 with four digits. */
    private static String share(Interval i) {
        return String.format(Locale.ROOT, "%.4f [%.4f, %.4f] n=%d", i.estimate(), i.low(), i.high(), i.items());
    }

    private static String signed(Interval i) {
        return String.format(Locale.ROOT, "%+.4f [%+.4f, %+.4f] n=%d", i.estimate(), i.low(), i.high(), i.items());
    }

    private static String line(String format, Object... values) {
        return String.format(Locale.ROOT, format, values) + "\n";
    }
}

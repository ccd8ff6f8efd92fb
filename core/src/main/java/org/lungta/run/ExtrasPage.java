package org.lungta.run;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.lungta.eval.Drifting;
import org.lungta.metric.Interval;

/** The part of results.md that a recipe may leave out. */
final class ExtrasPage {
    private ExtrasPage() {}

    static String of(Results results) {
        Extras extras = results.extras();
        StringBuilder page = new StringBuilder();
        extras.lead().ifPresent(lead -> scores(page, "first syllables", lead.scores(), results));
        extras.recovery().ifPresent(r -> scores(page, "recovery", r.test().scores(), results));
        drift(page, extras.drift());
        extras.audit()
                .ifPresent(audit -> page.append("\n## Audit of the reward before GRPO\n\n```\n")
                        .append(audit.report().table())
                        .append('\n')
                        .append(audit.spread().line())
                        .append("\n```\n"));
        if (!extras.alarms().isEmpty()) {
            page.append("\n## Alarms during GRPO\n\n");
            extras.alarms().forEach(alarm -> page.append("- ").append(alarm).append('\n'));
        }
        return page.toString();
    }

    /** A system beside the three models. */
    private static void scores(StringBuilder page, String name, Map<String, Interval> scores, Results results) {
        page.append("\n## Beside the models: ")
                .append(name)
                .append("\n\n| | ")
                .append(name)
                .append(" | base | cold start | GRPO |\n| --- | --- | --- | --- | --- |\n");
        scores.forEach((metric, own) -> page.append(String.format(
                Locale.ROOT,
                "| test %s | %.4f [%.4f, %.4f] n=%d | %.4f | %.4f | %.4f |%n",
                metric,
                own.estimate(),
                own.low(),
                own.high(),
                own.items(),
                results.base().test().scores().get(metric).estimate(),
                results.coldStartEvaluation().test().scores().get(metric).estimate(),
                results.grpoEvaluation().test().scores().get(metric).estimate())));
    }

    private static void drift(StringBuilder page, Map<String, Map<String, Drifting.Summary>> drift) {
        List<String> rows = drift.entrySet().stream()
                .flatMap(model -> model.getValue().entrySet().stream()
                        .map(set -> row(model.getKey(), set.getKey(), set.getValue())))
                .toList();
        if (!rows.isEmpty()) {
            page.append(
                            "\n## Drift from the base model\n\nNats; KL(base || tuned) exact over the vocabulary. Of NLL the change.\n\n")
                    .append("| model | on | NLL by text: mean, P90 | NLL by token: mean, P90 | KL by text: mean, P90 |"
                            + " KL by token: mean, P90 | same first choice | n |\n")
                    .append("| --- | --- | --- | --- | --- | --- | --- | --- |\n");
            rows.forEach(row -> page.append(row).append('\n'));
        }
    }

    private static String row(String model, String set, Drifting.Summary s) {
        return String.format(
                Locale.ROOT,
                "| %s | %s | %+.4f, %+.4f | %+.4f, %+.4f | %.4f, %.4f | %.4f, %.4f | %.3f | %d texts, %d tokens |",
                model,
                set,
                s.nll().byText().mean(),
                s.nll().byText().p90(),
                s.nll().byToken().mean(),
                s.nll().byToken().p90(),
                s.kl().byText().mean(),
                s.kl().byText().p90(),
                s.kl().byToken().mean(),
                s.kl().byToken().p90(),
                s.topAgreement(),
                s.texts(),
                s.tokens());
    }
}

package org.lungta.run;

import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.lungta.corpus.Borders;
import org.lungta.corpus.Example;
import org.lungta.eval.Drifting;
import org.lungta.eval.Translation;
import org.lungta.model.Adapter;
import org.lungta.reward.Calibration;

/** The stages beside the main line, each of which a recipe may leave out: audit, baseline without a model, drift, recovery. */
final class Beside {
    private final Workbench bench;
    private Optional<AuditFindings> audit = Optional.empty();

    Beside(Workbench bench) {
        this.bench = bench;
    }

    /** Between calibration and GRPO. */
    void before(Adapter started, Calibration tau) {
        audit = new AuditStage(bench).audit(started, tau);
    }

    /** After all else. */
    Extras after(Adapter started, Adapter improved, Calibration tau, EvaluationStage evaluation) {
        DriftStage drift = new DriftStage(bench);
        Map<String, Map<String, Drifting.Summary>> drifts = new TreeMap<>();
        drifts.put("cold-start", drift.measure("cold-start", started));
        drifts.put("grpo", drift.measure("grpo", improved));
        Optional<Adapter> recovered = new RecoveryStage(bench).recover(improved);
        try {
            recovered.ifPresent(a -> drifts.put(RecoveryStage.NAME, drift.measure(RecoveryStage.NAME, a)));
            return new Extras(
                    lead(),
                    audit,
                    Watchman.alarms(bench),
                    drifts,
                    recovered.map(a -> evaluation.measure(RecoveryStage.NAME, Optional.of(a), tau)));
        } finally {
            recovered.ifPresent(Adapter::close);
        }
    }

    private Optional<Translation.Summary> lead() {
        return bench.recipe
                .task()
                .headline()
                .map(h -> new Translation(
                                bench.recipe.task().to(),
                                Optional.of(bench.encoders.similarity()),
                                bench.encoders.judging(),
                                bench.recipe.task().maxNewTokens())
                        .score(
                                bench.prompts(bench.data.test()),
                                bench.data.test().stream()
                                        .map(Example::source)
                                        .map(text -> Borders.first(text, h.lead()))
                                        .toList()));
    }
}

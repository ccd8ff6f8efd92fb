package org.lungta.run;

import java.util.Optional;
import org.lungta.model.Adapter;
import org.lungta.reward.Calibration;

/** Lungta's main job: from a base model and sentence pairs to a measured adapter. */
public record Run(Recipe recipe, RunFolder folder, Console console) {

    /** The pipeline. Each stage is taken from the run folder if it was finished with the same inputs. */
    Results execute() {
        try (Workbench bench = Workbench.open(recipe, folder, console)) {
            ColdStartStage coldStart = new ColdStartStage(bench);
            GrpoStage grpo = new GrpoStage(bench);
            EvaluationStage evaluation = new EvaluationStage(bench);
            Beside beside = new Beside(bench);

            try (Adapter started = coldStart.learn()) {
                Calibration tau = new CalibrationStage(bench).calibrate(started);
                beside.before(started, tau);
                try (Adapter improved = grpo.learn(started, tau)) {
                    Results results = new Results(
                            bench.header(),
                            coldStart.result(),
                            tau,
                            grpo.result(),
                            evaluation.measure("base", Optional.empty(), tau),
                            evaluation.measure("cold-start", Optional.of(started), tau),
                            evaluation.measure("grpo", Optional.of(improved), tau),
                            evaluation.gains(),
                            beside.after(started, improved, tau, evaluation));
                    folder.writeJson("results.json", results);
                    return results;
                }
            }
        }
    }
}

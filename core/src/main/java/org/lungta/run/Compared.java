package org.lungta.run;

import java.util.List;
import org.lungta.corpus.Cmrc;
import org.lungta.corpus.Reading;

/**
 * How the checkpoints of an experiment are measured: beside the base, and some behind worked examples.
 *
 * @param shots of each few-shot arm
 * @param answers gold answers whose likelihood is measured
 */
record Compared(List<Shots> shots, int answers) {
    Compared {
        shots = List.copyOf(shots);
    }

    /** What the recipe's arms will be asked; the file of worked questions is read where an arm needs one. */
    static Compared of(ExperimentRecipe recipe, Datasets data) {
        List<Arm.FewShot> arms = recipe.arms().values().stream()
                .filter(Arm.FewShot.class::isInstance)
                .map(Arm.FewShot.class::cast)
                .toList();
        List<Reading> worked =
                arms.isEmpty() ? List.of() : recipe.replay().map(Cmrc::read).orElse(List.of());
        return new Compared(
                arms.stream()
                        .map(arm -> Shots.draw(arm.shots(), recipe.shared(), data, worked))
                        .toList(),
                recipe.evaluation().answers());
    }
}

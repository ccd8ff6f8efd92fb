package org.lungta.run;

import org.lungta.train.Advantage;
import org.lungta.train.Aggregation;
import org.lungta.train.Clip;
import org.lungta.train.Objective;
import org.lungta.train.Ratio;
import org.lungta.train.Reference;

/** From a recipe's words to the parts of an objective. */
final class Objectives {
    private Objectives() {}

    static Objective of(Recipe.Loss loss, Reference reference) {
        return new Objective(
                loss.kind() == Recipe.Loss.Kind.GSPO ? new Ratio.BySequence() : new Ratio.ByToken(),
                new Clip(loss.clipLow(), loss.clipHigh()),
                aggregation(loss.kind()),
                reference);
    }

    static Advantage advantage(Recipe.Loss.Scale scale) {
        return switch (scale) {
            case GROUP -> new Advantage.ScaledByGroup();
            case BATCH -> new Advantage.ScaledByBatch();
            case NONE -> new Advantage.Unscaled();
        };
    }

    private static Aggregation aggregation(Recipe.Loss.Kind kind) {
        return switch (kind) {
            case GRPO, GSPO -> new Aggregation.ByCompletion();
            case DAPO -> new Aggregation.ByToken();
            case DR_GRPO -> new Aggregation.ByConstant();
        };
    }
}

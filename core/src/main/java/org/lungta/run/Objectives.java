package org.lungta.run;

import org.lungta.model.DecoderWeights;
import org.lungta.model.Policy;
import org.lungta.train.Advantage;
import org.lungta.train.Aggregation;
import org.lungta.train.Clip;
import org.lungta.train.Objective;
import org.lungta.train.Penalty;
import org.lungta.train.Ratio;
import org.lungta.train.Reference;

/** From a recipe's words to the parts of an objective. */
final class Objectives {
    private Objectives() {}

    static Objective of(Recipe.Loss loss, DecoderWeights base, Policy coldStart) {
        return new Objective(
                loss.kind() == Recipe.Loss.Kind.GSPO ? new Ratio.BySequence() : new Ratio.ByToken(),
                new Clip(loss.clipLow(), loss.clipHigh()),
                aggregation(loss.kind()),
                reference(loss.reference(), base, coldStart));
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

    private static Reference reference(Recipe.Anchor anchor, DecoderWeights base, Policy coldStart) {
        if (anchor instanceof Recipe.Anchor.Base to) {
            return new Reference.Frozen((s, t) -> Policy.score(base, s, t), new Penalty.K3(), to.beta());
        }
        if (anchor instanceof Recipe.Anchor.ColdStart to) {
            return new Reference.Frozen(coldStart::score, new Penalty.K3(), to.beta());
        }
        return new Reference.None();
    }
}

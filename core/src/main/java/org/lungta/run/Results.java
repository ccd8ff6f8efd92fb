package org.lungta.run;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.lungta.eval.SampledReward;
import org.lungta.eval.Translation;
import org.lungta.metric.CmrcScore;
import org.lungta.metric.Interval;
import org.lungta.reward.Calibration;

/** What a run found: no clock times in it, so that the same run gives the same bytes. */
public record Results(
        Map<String, String> header,
        ColdStartResult coldStart,
        Calibration tau,
        GrpoResult grpo,
        Evaluation base,
        Evaluation coldStartEvaluation,
        Evaluation grpoEvaluation,
        Gains gains,
        Extras extras) {

    /** The supervised stage: dev loss in nats a target token before, at the best checkpoint, and where that was. */
    public record ColdStartResult(
            int steps, double firstLoss, double lastLoss, double devBefore, double devBest, int bestStep) {}

    /**
     * The reinforcement stage: mean R_sim over its first and last tenth of steps, how far the adapter moved, and, where the recipe
     * asks for it, what samples earned on dev prompts along the way.
     */
    public record GrpoResult(
            int steps,
            double firstSimilarity,
            double lastSimilarity,
            double adapterMoved,
            List<DevMeasure.Point> dev) {}

    /** One model on everything that is measured; sampled rewards where there is a task adapter to sample from. */
    public record Evaluation(
            Translation.Summary test,
            Optional<CmrcScore> comprehension,
            Optional<SampledReward.Summary> pool,
            Optional<SampledReward.Summary> heldOut) {}

    /** R_sim after GRPO minus after the cold start, paired by prompt: on the pool, and on prompts never trained on. */
    public record Gains(Interval pool, Interval heldOut) {}
}

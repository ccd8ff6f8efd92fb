package org.lungta.report;

import java.util.ArrayList;
import java.util.List;
import org.lungta.evidence.Experiment;
import org.lungta.evidence.Header.Ground;

/** What these numbers do not say. */
record Limits(Experiment experiment) {
    static final String CAN =
            "The lab can show that the whole line works, since its truth is exact; in which direction an effect goes"
                    + " under known conditions: forgetting with growing KL, data of the policy itself against data of others, the language gate,"
                    + " the threshold, hard negatives, scaled adapters, replay, a recovery stage; which metrics and judges put outputs in the"
                    + " right order; how often the tests find what is not there and miss what is; and that the known ways to cheat a reward are"
                    + " seen.";
    static final String CANNOT =
            "The lab cannot show how large an effect is in a large model or in real Tibetan; whether text is"
                    + " fluent; what people would prefer; what pre-training on a great deal of text is worth, for tiny models that know nothing"
                    + " else forget more than large ones; whether encoders made for real languages are blind in the same places; or whether"
                    + " anything carries over beyond this grammar.";

    List<String> sentences() {
        List<String> limits = new ArrayList<>();
        if (experiment.header().ground() == Ground.LAB) {
            limits.add(CAN);
            limits.add(CANNOT);
        }
        int seeds = experiment.seeds().size();
        limits.add(
                seeds < 2
                        ? "One seed: every interval speaks of the items and of this one training, not of the next."
                        : "%d seeds: intervals hold the variance of items and of seeds, the latter from %d trainings."
                                .formatted(seeds, seeds));
        limits.add(
                "Intervals in tables are of 95 %, each by itself. Only the declared claims are corrected for their number.");
        limits.add("Between checkpoints every value is on a straight line; the model in between was not measured.");
        if (experiment.axes().independent().isEmpty()) {
            limits.add("No measure stands beside the reward's own that was not optimised: gaming could go unseen.");
        }
        limits.addAll(experiment.header().notes());
        return limits;
    }
}

package org.lungta.statistics;

import java.util.ArrayList;
import java.util.List;
import org.lungta.random.CounterRandom;

/**
 * Claims about made-up trainings whose true differences are known: three seeds answer 320 questions on 80 contexts. Contexts, seeds
 * and single answers all vary.
 *
 * @param number which ledger; the same number gives the same ledger
 * @param above how far the true differences are above the bounds, in units of the expected distance: 0 at the null hypothesis
 */
record SimulatedLedger(long number, double above) {
    private static final int SEEDS = 3;
    private static final int CONTEXTS = 80;
    private static final int QUESTIONS = 4;
    private static final double MARGIN = 0.14;
    private static final double GAIN = 0.25;

    List<Claim> claims() {
        return List.of(
                Claim.nothingLost("answers stay right", MARGIN, answers()),
                Claim.gain("likelihood against the other arm", GAIN, likelihoods(1, 0.04)),
                Claim.gain("likelihood, seeds alike", GAIN, likelihoods(2, 0)));
    }

    /** Right or wrong before and after: -1, 0 or 1, of mean -margin + above margin. */
    private List<Observation> answers() {
        List<Observation> observations = new ArrayList<>();
        double mean = -MARGIN + above * MARGIN;
        for (int seed = 0; seed < SEEDS; seed++) {
            double luck = 0.015 * normal(1, seed);
            for (int context = 0; context < CONTEXTS; context++) {
                double hard = 0.10 * normal(2, context);
                for (int question = 0; question < QUESTIONS; question++) {
                    double u = CounterRandom.uniform(number, 3, seed, context, question);
                    double shift = mean + luck + hard;
                    double difference = u < 0.2 + shift / 2 ? 1 : u > 0.8 + shift / 2 ? -1 : 0;
                    observations.add(new Observation("" + seed, "" + context, difference));
                }
            }
        }
        return observations;
    }

    /** Nats, of mean above gain. */
    private List<Observation> likelihoods(int which, double betweenSeeds) {
        List<Observation> observations = new ArrayList<>();
        for (int seed = 0; seed < SEEDS; seed++) {
            double luck = betweenSeeds * normal(10 + which, seed);
            for (int context = 0; context < CONTEXTS; context++) {
                double hard = 0.4 * normal(20 + which, context);
                for (int question = 0; question < QUESTIONS; question++) {
                    double rest = 0.8 * normal(30 + which, seed, context, question);
                    observations.add(new Observation("" + seed, "" + context, above * GAIN + luck + hard + rest));
                }
            }
        }
        return observations;
    }

    private double normal(long... at) {
        return Gaussian.at(number, CounterRandom.bits(at));
    }
}

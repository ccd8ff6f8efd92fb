package org.lungta.judge;

import org.lungta.random.CounterRandom;

/**
 * Prefers the longer output, but errs and favours a place by chances that are set: a judge whose faults are known.
 *
 * @param noise how often it says anything
 * @param place how often it takes the first place without looking
 */
record NoisyJudge(double noise, double place, long seed) implements Judge {
    @Override
    public String id() {
        return "noisy|" + noise + "|" + place + "|" + seed;
    }

    @Override
    public Opinion compare(Question question) {
        long key = CounterRandom.bits(
                seed, CounterRandom.coordinate(question.a()), CounterRandom.coordinate(question.b() + "|"));
        if (CounterRandom.uniform(key, 0) < place) {
            return new Opinion(Opinion.Choice.A, "by place");
        }
        if (CounterRandom.uniform(key, 1) < noise) {
            return new Opinion(Opinion.Choice.values()[(int) (CounterRandom.uniform(key, 2) * 3)], "by chance");
        }
        int longer = Integer.compare(question.a().length(), question.b().length());
        return new Opinion(
                longer > 0 ? Opinion.Choice.A : longer < 0 ? Opinion.Choice.B : Opinion.Choice.TIE, "by length");
    }
}

package org.lungta.probe;

import org.lungta.random.CounterRandom;

/** The choices that a rule makes for one text: functions of seed, kind and text. */
record Draw(long key) {
    static Draw of(long seed, Kind kind, String text) {
        return new Draw(CounterRandom.bits(seed, kind.ordinal(), CounterRandom.coordinate(text)));
    }

    /** Other choices for the same text. */
    Draw again(int time) {
        return new Draw(CounterRandom.bits(key, time));
    }

    /** A number in [0, bound); {@code use} tells the choices for one text apart. */
    int below(int bound, int use) {
        return (int) Math.floor(CounterRandom.uniform(key, use) * bound);
    }
}

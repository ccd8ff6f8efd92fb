package org.lungta.run;

/** Texts a second, over all that was added. */
final class Speed {
    private long texts;
    private long nanos;

    void add(int more, long took) {
        texts += more;
        nanos += took;
    }

    double rate() {
        return nanos == 0 ? 0 : texts / (nanos / 1e9);
    }
}

package org.lungta.lab;

import java.util.Locale;

/** What a fact may be used for; every fact is in one pool, and always in the same one. */
enum Pool {
    /** Passages in the dominant language that the base model learns from. */
    BASE(0.30),
    /** Passages that its dominant language is tested on. */
    READING(0.10),
    ENCODER(0.15),
    TRAIN(0.30),
    DEV(0.05),
    /** Tests of facts like those of the training. */
    IID(0.10),
    /** Tests of pairs of names that no other pool has together. */
    COMPOSITIONAL(0),
    /** Tests of facts with more slots filled than any other pool has. */
    LENGTH(0);

    private final double share;

    Pool(double share) {
        this.share = share;
    }

    /** The pool at this place of [0, 1), among those that have a share. */
    static Pool at(double uniform) {
        double end = 0;
        for (Pool pool : values()) {
            end += pool.share;
            if (uniform < end) {
                return pool;
            }
        }
        return IID;
    }

    /** The name of the split, as files write it. */
    String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}

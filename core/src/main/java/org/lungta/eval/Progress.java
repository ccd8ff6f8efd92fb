package org.lungta.eval;

/** Is told how far an evaluation is, in batches. */
@FunctionalInterface
public interface Progress {
    void at(int done, int total);
}

package org.lungta.train;

import static org.lungta.check.Check.require;

/** The learning rate of a step, as a factor of its peak; steps count from 0. Each warms up linearly before its own course. */
public sealed interface Schedule {
    /** The factor in [0, 1] at {@code step} of {@code total}. */
    double factor(int step, int total);

    private static double warm(double share, int step, int total) {
        int warmup = (int) Math.ceil(share * total);
        return step < warmup ? (double) step / warmup : 1;
    }

    private static double progress(double share, int step, int total) {
        int warmup = (int) Math.ceil(share * total);
        return step < warmup ? 0 : (double) (step - warmup) / Math.max(1, total - warmup);
    }

    private static void check(double warmup) {
        require(0 <= warmup && warmup < 1, "warmup is %s of the steps, outside [0, 1)", warmup);
    }

    /** The peak throughout. */
    record Constant(double warmup) implements Schedule {
        public Constant {
            check(warmup);
        }

        @Override
        public double factor(int step, int total) {
            return warm(warmup, step, total);
        }
    }

    /** Straight down to 0. */
    record Linear(double warmup) implements Schedule {
        public Linear {
            check(warmup);
        }

        @Override
        public double factor(int step, int total) {
            return warm(warmup, step, total) * (1 - progress(warmup, step, total));
        }
    }

    /** Half a cosine down to 0 (arXiv:1608.03983). */
    record Cosine(double warmup) implements Schedule {
        public Cosine {
            check(warmup);
        }

        @Override
        public double factor(int step, int total) {
            return warm(warmup, step, total) * 0.5 * (1 + Math.cos(Math.PI * progress(warmup, step, total)));
        }
    }
}

package org.lungta.model;

import static org.lungta.check.Check.require;

/** Rotary positions (arXiv:2104.09864): pair i of a head of size D turns by scaling(base^(-2 i / D)) a position. */
public record Rope(double base, Scaling scaling) {
    public Rope {
        require(base > 0, "rope_theta is %s; it must be positive", base);
    }

    double frequency(int pair, int size) {
        return scaling.of(1 / Math.pow(base, 2.0 * pair / size));
    }

    /** How frequencies are slowed for contexts longer than those of the first training. */
    public sealed interface Scaling {
        double of(double frequency);

        /** f */
        record None() implements Scaling {
            @Override
            public double of(double frequency) {
                return frequency;
            }
        }

        /** f / factor (arXiv:2306.15595). */
        record Linear(double factor) implements Scaling {
            public Linear {
                require(factor >= 1, "rope factor is %s; it must be at least 1", factor);
            }

            @Override
            public double of(double frequency) {
                return frequency / factor;
            }
        }

        /**
         * Llama 3.1's (arXiv:2407.21783, as its reference code has it): f where more than {@code high} turns fit into the
         * {@code original} context, f / factor where fewer than {@code low} do, and between them a blend.
         *
         * <pre>
         *   turns = original f / 2 pi
         *   s     = clamp((turns - low) / (high - low), 0, 1)
         *   f'    = s f + (1 - s) f / factor
         * </pre>
         */
        record Llama3(double factor, double low, double high, int original) implements Scaling {
            public Llama3 {
                require(factor >= 1, "rope factor is %s; it must be at least 1", factor);
                require(low < high, "low_freq_factor %s is not below high_freq_factor %s", low, high);
            }

            @Override
            public double of(double frequency) {
                double turns = original * frequency / (2 * Math.PI);
                double share = Math.max(0, Math.min(1, (turns - low) / (high - low)));
                return share * frequency + (1 - share) * frequency / factor;
            }
        }
    }
}

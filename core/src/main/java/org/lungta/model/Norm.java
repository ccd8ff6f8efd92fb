package org.lungta.model;

import org.lungta.tensor.Tensor;

/** A frozen normalisation of the last dimension. Whoever owns the weights closes it. */
public sealed interface Norm {
    Tensor apply(Tensor x);

    void close();

    /** The families' two readings of a weight [H]. */
    enum Kind {
        RMS {
            @Override
            Norm of(Tensor weight, double epsilon) {
                return new Rms(weight, epsilon);
            }
        },
        CENTRED_RMS {
            @Override
            Norm of(Tensor weight, double epsilon) {
                return new CentredRms(weight, epsilon);
            }
        };

        /** The norm of this weight, which it takes over; it closes it. */
        abstract Norm of(Tensor weight, double epsilon);
    }

    /** x */
    record None() implements Norm {
        @Override
        public Tensor apply(Tensor x) {
            return x;
        }

        @Override
        public void close() {
            // nothing is held
        }
    }

    /** x / sqrt(mean x^2 + epsilon) w (arXiv:1910.07467); w multiplies after the rounding to the type of x. */
    record Rms(Tensor weight, double epsilon) implements Norm {
        @Override
        public Tensor apply(Tensor x) {
            return scaled(x, epsilon).to(x.dtype()).mul(weight);
        }

        @Override
        public void close() {
            weight.close();
        }
    }

    /** x / sqrt(mean x^2 + epsilon) (1 + w), the product in float32 and rounded once, as Gemma has it. */
    record CentredRms(Tensor weight, double epsilon) implements Norm {
        @Override
        public Tensor apply(Tensor x) {
            Tensor gain = weight.to(x.dtype().wide()).add(1); // [H]
            return scaled(x, epsilon).mul(gain).to(x.dtype());
        }

        @Override
        public void close() {
            weight.close();
        }
    }

    /** x / sqrt(mean x^2 + epsilon) in the wide type of x, float32 for all that runs use. */
    private static Tensor scaled(Tensor x, double epsilon) {
        Tensor wide = x.to(x.dtype().wide()); // [.., H]
        Tensor inverse =
                wide.normLast().square().mul(1.0 / x.size(-1)).add(epsilon).rsqrt(); // [.., 1]
        return wide.mul(inverse);
    }
}

package org.lungta.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.function.DoubleSupplier;
import org.lungta.random.CounterRandom;
import org.lungta.tensor.Autograd;
import org.lungta.tensor.Tensor;

/** Holds the gradients of a policy against what a loss does when a number moves. */
final class FiniteDifferences {
    private static final double STEP = 3e-3;
    private static final double TOLERANCE = 2e-2;

    private FiniteDifferences() {}

    /**
     * Fails where a parameter's gradient is not that of the loss.
     *
     * @param seed draws one entry of each parameter
     * @param loss of the policy as it is when asked, by another way than the gradients
     * @return how many parameters were held
     */
    static int hold(Policy policy, long seed, DoubleSupplier loss) {
        int held = 0;
        for (Tensor parameter : policy.parameters()) {
            int index = (int) (CounterRandom.uniform(seed, held) * parameter.numel());
            double analytic = parameter.grad().floats()[index];
            double numeric = (moved(parameter, index, STEP, loss) - moved(parameter, index, -STEP, loss)) / (2 * STEP);
            assertThat(numeric)
                    .as("parameter %d, entry %d", held, index)
                    .isCloseTo(analytic, within(TOLERANCE + TOLERANCE * Math.abs(analytic)));
            held++;
        }
        return held;
    }

    private static double moved(Tensor parameter, int index, double change, DoubleSupplier loss) {
        move(parameter, index, change);
        try {
            return loss.getAsDouble();
        } finally {
            move(parameter, index, -change);
        }
    }

    private static void move(Tensor parameter, int index, double change) {
        float[] changes = new float[Math.toIntExact(parameter.numel())];
        changes[index] = (float) change;
        Autograd.run(() -> parameter.detach().addInPlace(Tensor.of(changes, parameter.shape())));
    }
}

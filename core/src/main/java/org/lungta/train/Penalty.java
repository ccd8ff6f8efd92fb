package org.lungta.train;

import org.lungta.tensor.Tensor;

/** The divergence from a reference, token by token; a variant with importance weights corrects the bias of its gradient. */
public sealed interface Penalty {
    /**
     * KL(pi || pi_ref), estimated.
     *
     * @return [N], at least 0
     */
    Tensor of(Tensor now, Tensor reference, Tensor ratio);

    /** k3 = pi_ref/pi - log(pi_ref/pi) - 1 (Schulman, "Approximating KL divergence", 2020). */
    record K3() implements Penalty {
        @Override
        public Tensor of(Tensor now, Tensor reference, Tensor ratio) {
            Tensor log = reference.sub(now);
            return log.exp().sub(log).sub(1);
        }
    }

    /** ratio k3, whose gradient is that of the true divergence; what TRL computes since 1.13. */
    record WeightedK3() implements Penalty {
        @Override
        public Tensor of(Tensor now, Tensor reference, Tensor ratio) {
            return new K3().of(now, reference, ratio).mul(ratio);
        }
    }
}

package org.lungta.contrast;

import org.lungta.model.Readout;
import org.lungta.tensor.Tensor;

/** How far embeddings [B, H] are from those that they should become. */
public sealed interface Distance {
    /** A scalar. */
    Tensor of(Tensor found, Tensor taught);

    /** mean over all numbers of (x - y)^2, as in the distillation of arXiv:2004.09813. */
    record Squared() implements Distance {
        @Override
        public Tensor of(Tensor found, Tensor taught) {
            return found.sub(taught).square().sum().mul(1.0 / found.numel());
        }
    }

    /** mean over rows of 1 - cos(x, y). */
    record Cosine() implements Distance {
        @Override
        public Tensor of(Tensor found, Tensor taught) {
            Tensor cosines = Readout.unit(found).mul(Readout.unit(taught)).sum();
            return cosines.mul(-1.0 / found.size(0)).add(1);
        }
    }
}

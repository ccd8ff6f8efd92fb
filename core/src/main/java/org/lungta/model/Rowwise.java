package org.lungta.model;

import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.lungta.tensor.Autograd;
import org.lungta.tensor.Tensor;

/**
 * A map of each row by itself, some rows at a time where no gradients are recorded: what it makes on the way then stays in the
 * allocator's hands and in the processor's caches, where tensors of ten thousand rows are asked of the system and returned to it each
 * time (glibc does so above 32 MiB), zeroed pages and all.
 */
final class Rowwise {
    private static final int TOGETHER = 1024;

    private Rowwise() {}

    /** The rows [T, ..] of the map of the rows of x [T, ..]. */
    static Tensor apply(Tensor x, UnaryOperator<Tensor> map) {
        int rows = Math.toIntExact(x.size(0));
        if (rows <= TOGETHER || Autograd.recording()) {
            return map.apply(x);
        }
        return Autograd.keep(() -> {
            List<Tensor> parts = new ArrayList<>();
            for (int from = 0; from < rows; from += TOGETHER) {
                Tensor part = x.narrow(0, from, Math.min(TOGETHER, rows - from));
                parts.add(Autograd.keep(() -> map.apply(part)));
            }
            return Tensor.cat(parts, 0);
        });
    }
}

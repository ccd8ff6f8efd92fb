package org.lungta.bench;

import java.util.ArrayList;
import java.util.List;
import org.lungta.tensor.Autograd;
import org.lungta.tensor.DType;
import org.lungta.tensor.Packed;
import org.lungta.tensor.Tensor;

/** What the machine reaches: products of matrices in GFLOP/s, the best of several sizes, plain and packed; reading in GB/s. */
final class Peak {
    private static final int IN = 1024;
    private static final int OUT = 4096;
    private static final int[] ROWS = {384, 768, 1536};
    private static final int REPETITIONS = 5;
    private static final double BILLION = 1e9;
    private static final long READ = 1L << 28;

    private Peak() {}

    /** The greatest speed of x[m, 1024] W[4096, 1024]^T over m and layouts. */
    static Figure products(DType type) {
        Figure best = null;
        for (int rows : ROWS) {
            for (Figure figure : products(type, rows)) {
                best = best == null || figure.median() > best.median() ? figure : best;
            }
        }
        return best;
    }

    private static List<Figure> products(DType type, int rows) {
        return Autograd.inference(() -> {
            Tensor x = Tensor.randn(1, type, rows, IN);
            Tensor w = Tensor.randn(1, type, OUT, IN);
            List<Figure> figures = new ArrayList<>();
            figures.add(speed(type, rows, "plain", () -> x.linear(w)));
            Packed packed = Packed.of(w, rows);
            if (packed != null) {
                figures.add(speed(type, rows, "packed", () -> packed.linear(x, null)));
                packed.close();
            }
            return figures;
        });
    }

    private static Figure speed(DType type, int rows, String layout, Runnable product) {
        int times = 10;
        double flop = 2.0 * times * rows * IN * OUT;
        Spread spread = Spread.seconds(REPETITIONS, () -> {
            for (int i = 0; i < times; i++) {
                Autograd.run(product);
            }
        });
        return Figure.of(
                "GEMM peak, %s (%s, m=%d)".formatted(type, layout, rows),
                spread.falling(s -> flop / s / BILLION),
                "GFLOP/s");
    }

    /** Reading 1 GiB of float32 once. */
    static Figure reading() {
        return Autograd.inference(() -> {
            Tensor values = Tensor.full(1, DType.FLOAT32, READ);
            Spread spread = Spread.seconds(REPETITIONS, () -> Autograd.run(values::max));
            return Figure.of("memory read", spread.falling(s -> READ * 4 / s / BILLION), "GB/s");
        });
    }
}

package org.lungta.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.lungta.tensor.Autograd;
import org.lungta.tensor.DType;
import org.lungta.tensor.Tensor;

class RowwiseTest {
    private static final int ROWS = 2500;

    private final List<Long> seen = new ArrayList<>();

    private Tensor squared(Tensor x) {
        seen.add(x.size(0));
        return x.square();
    }

    @Test
    void manyRowsAreMappedInPartsAndComeBackInTheirOrder() {
        Autograd.run(() -> {
            Tensor x = Tensor.randn(1, DType.FLOAT32, ROWS, 3);
            assertThat(Rowwise.apply(x, this::squared).floats())
                    .containsExactly(x.square().floats());
        });
        assertThat(seen).containsExactly(1024L, 1024L, 452L);
    }

    @Test
    void fewRowsAreMappedAtOnce() {
        Autograd.run(() -> Rowwise.apply(Tensor.randn(1, DType.FLOAT32, 1024, 3), this::squared));
        assertThat(seen).containsExactly(1024L);
    }

    @Test
    void whereGradientsAreRecordedAllRowsAreMappedAtOnce() {
        Autograd.training(() -> Rowwise.apply(Tensor.randn(1, DType.FLOAT32, ROWS, 3), this::squared)
                .size(0));
        assertThat(seen).containsExactly((long) ROWS);
    }
}

package org.lungta.contrast;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Optional;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.lungta.tensor.Autograd;
import org.lungta.tensor.Engine;
import org.lungta.tensor.Tensor;

/** The contrastive loss against MultipleNegativesRankingLoss, computed in double by numpy. */
class ContrastiveTest {
    private static final Contrastive CONTRAST = new Contrastive(20);

    @BeforeAll
    static void start() {
        Engine.start();
    }

    private static Tensor queries() {
        return Tensor.of(new float[] {1, 0, 0.2f, 0, 1, -0.1f, 0.3f, 0.3f, 1}, 3, 3);
    }

    private static Tensor documents() {
        return Tensor.of(new float[] {0.9f, 0.1f, 0, 0.1f, 0.8f, 0.2f, 0.5f, 0, 0.9f}, 3, 3);
    }

    private static Tensor negatives() {
        return Tensor.of(new float[] {0.8f, 0.3f, 0.1f, 0.2f, 0.7f, 0.6f, 0.1f, 0.9f, 0.4f}, 3, 3);
    }

    @Test
    void eachDirectionIsTheReferences() {
        double forward = Autograd.inference(
                () -> CONTRAST.forward(queries(), documents(), Optional.empty()).item());
        double backward = Autograd.inference(
                () -> CONTRAST.backward(queries(), documents()).item());
        assertThat(forward).isCloseTo(0.0005609163721350304, within(2e-6));
        assertThat(backward).isCloseTo(0.0010697857922430387, within(2e-6));
    }

    @Test
    void bothWaysAreTheirMean() {
        double symmetric = Autograd.inference(
                () -> CONTRAST.loss(queries(), documents(), Optional.empty()).item());
        assertThat(symmetric).isCloseTo(0.0008153510821890346, within(2e-6));
    }

    @Test
    void hardNegativesEnterFromQueryToDocumentAlone() {
        double forward = Autograd.inference(() -> CONTRAST.forward(queries(), documents(), Optional.of(negatives()))
                .item());
        double both = Autograd.inference(() ->
                CONTRAST.loss(queries(), documents(), Optional.of(negatives())).item());
        assertThat(forward).isCloseTo(0.2514538696850413, within(2e-6));
        assertThat(both).isCloseTo((0.2514538696850413 + 0.0010697857922430387) / 2, within(2e-6));
    }
}

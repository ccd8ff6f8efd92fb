package org.lungta.tensor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ZeroedTest {
    private static final int ROWS = 40_001; // times 5: not a multiple of the four elements that share a draw
    private static final double SIGMAS = 4.5;

    @BeforeAll
    static void start() {
        Engine.start();
    }

    @ParameterizedTest
    @ValueSource(doubles = {0.05, 0.1, 0.5, 0.9})
    void everyPlaceIsZeroedEquallyOften(double probability) {
        Engine.seed(3);
        float[] kept = values(probability);
        double each = kept.length / 4.0;
        double sigma = Math.sqrt(probability * (1 - probability) / each);
        for (int lane = 0; lane < 4; lane++) {
            int zeroed = 0;
            for (int i = lane; i < kept.length; i += 4) {
                zeroed += kept[i] == 0 ? 1 : 0;
            }
            assertThat(zeroed / each).isEqualTo(probability, within(SIGMAS * sigma));
        }
    }

    @Test
    void neighboursAreZeroedApart() {
        Engine.seed(4);
        float[] kept = values(0.5);
        for (int distance = 1; distance <= 4; distance++) {
            int both = 0;
            for (int i = distance; i < kept.length; i++) {
                both += kept[i] == 0 && kept[i - distance] == 0 ? 1 : 0;
            }
            double pairs = kept.length - distance;
            assertThat(both / pairs).isEqualTo(0.25, within(SIGMAS * Math.sqrt(0.25 * 0.75 / pairs)));
        }
    }

    @Test
    void theGainKeepsTheMeanAndTheGradientGoesWhereTheValueWent() {
        Engine.seed(5);
        Autograd.training(() -> {
            Tensor x = Tensor.of(new float[] {1, 2, 3, 4, 5, 6, 7, 8, 9}, 9).trainable();
            Tensor zeroed = x.zeroed(0.5);
            zeroed.sum().backward();
            float[] out = zeroed.detach().floats();
            float[] slopes = x.grad().floats();
            for (int i = 0; i < out.length; i++) {
                assertThat(slopes[i]).isEqualTo(out[i] == 0 ? 0 : 1);
                assertThat(out[i]).isIn(0f, i + 1f);
            }
            return null;
        });
        assertThat(Tensor.gain(0.5)).isEqualTo(2);
        assertThat(Tensor.gain(0.05) * 0.95).isEqualTo(1, within(1e-5));
        assertThat(Tensor.gain(0)).isEqualTo(1);
    }

    private static float[] values(double probability) {
        return Autograd.inference(
                () -> Tensor.full(1, DType.FLOAT32, ROWS, 5).zeroed(probability).floats());
    }
}

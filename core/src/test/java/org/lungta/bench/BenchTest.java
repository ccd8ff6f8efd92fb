package org.lungta.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.lungta.model.DecoderConfig;
import org.lungta.model.DecoderWeights;
import org.lungta.model.Sequences;
import org.lungta.tensor.Autograd;
import org.lungta.tensor.DType;
import org.lungta.tensor.Engine;
import org.lungta.tensor.Tensor;

class BenchTest {
    private static final DecoderConfig SMALL =
            Subject.config(2, new DecoderConfig.Sizes(32, 8, 12, 512), new DecoderConfig.Heads(2, 1, 4));

    @BeforeAll
    static void start() {
        Engine.start();
    }

    @Test
    void theMiddleOfRepetitionsStandsBetweenTheLeastAndTheGreatest() {
        assertThat(Spread.of(3, 1, 2)).isEqualTo(new Spread(1, 2, 3));
    }

    @Test
    void aSpeedFromTimesTurnsTheOrderRound() {
        assertThat(Spread.of(1, 2, 4).falling(s -> 8 / s)).isEqualTo(new Spread(2, 4, 8));
    }

    @Test
    void theOperationsOfAStepAreThoseCountedMapByMap() {
        try (DecoderWeights weights = weights()) {
            Sequences batch = new Sequences(TrainPart.examples(SMALL, 8, 64, 32));
            double tokens = 8 * 96;
            double[][] maps = {{8, 8}, {8, 4}, {8, 4}, {8, 8}, {8, 12}, {8, 12}, {12, 8}};
            double expected = 0;
            for (double[] map : maps) {
                expected += 2 * tokens * (4 * map[0] * map[1] + 6 * 64 * (map[0] + map[1])); // two layers
            }
            expected += 8 * 32 * 4 * 32 * 8; // the head, forward and back to the hidden states, on scored tokens
            double seen = 0;
            for (int token = 1; token <= 96; token++) {
                seen += 8 * token;
            }
            expected += 2 * 3 * (2 + 2) * 2 * 4 * seen; // 2 layers, thrice, scores and sums, 2 heads of 4
            assertThat(TrainPart.flop(weights, batch)).isEqualTo(expected);
        }
    }

    @Test
    void everyPartOfATinyModelGivesFiguresThatAreNumbers() {
        List<Figure> figures = new ArrayList<>();
        Bench.run(List.of(Bench.Part.TRAIN, Bench.Part.DECODE), new Subject("test", type -> weights()), figures::add);
        assertThat(figures).hasSize(5).allSatisfy(figure -> {
            assertThat(figure.median()).isPositive().isBetween(figure.low(), figure.high());
            assertThat(figure.ratio().orElseThrow().value()).isPositive();
        });
    }

    private static DecoderWeights weights() {
        return DecoderWeights.read(SMALL, (name, shape) -> Autograd.own(() -> Tensor.full(0.01, DType.FLOAT32, shape)));
    }
}

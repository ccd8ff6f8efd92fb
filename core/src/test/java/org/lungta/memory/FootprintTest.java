package org.lungta.memory;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import org.lungta.model.Activation;
import org.lungta.model.Adapter;
import org.lungta.model.AdapterConfig;
import org.lungta.model.DecoderConfig;
import org.lungta.model.DecoderWeights;
import org.lungta.model.Goldens;
import org.lungta.model.Norm;
import org.lungta.model.Norms;
import org.lungta.model.PromptGroup;
import org.lungta.model.Rope;
import org.lungta.model.Window;
import org.lungta.tensor.DType;
import org.lungta.tensor.Tensor;
import org.lungta.text.Tokens;

class FootprintTest {
    /** One layer: hidden 8, intermediate 12, 2 heads of 4 on 1, 32 tokens. */
    private static final DecoderConfig ONE = new DecoderConfig(
            new DecoderConfig.Sizes(32, 8, 12, 512),
            new DecoderConfig.Heads(2, 1, 4),
            new Norms(Norm.Kind.RMS, 1e-6, Map.of(Norms.Place.INPUT, "input_norm", Norms.Place.MLP_INPUT, "mlp_norm")),
            Activation.SILU,
            1,
            true,
            Set.of(),
            Collections.nCopies(1, new DecoderConfig.Layer(new Rope(1e4, new Rope.Scaling.None()), Window.FULL)));

    @ParameterizedTest
    @FieldSource("org.lungta.model.Goldens#DECODERS")
    void theNumbersOfAModelAndOfAnAdapterAreThoseOfTheirTensors(String name) {
        try (DecoderWeights weights = Goldens.decoder(name)) {
            Footprint shape = new Footprint(weights.config(), DType.FLOAT32, 6);
            long tables = weights.embedding().numel()
                    + (weights.config().tiedHead() ? 0 : weights.head().numel());
            assertThat(shape.linear()).isEqualTo(weights.linearParameters());
            assertThat(shape.parameters()).isBetween(weights.linearParameters() + tables, (long)
                    (1.02 * (weights.linearParameters() + tables)));
            try (Adapter adapter = Adapter.fresh(new AdapterConfig(6, 12, 0, AdapterConfig.EVERY_LINEAR), weights, 1)) {
                assertThat(shape.adapter(0))
                        .isEqualTo(adapter.tensors().values().stream()
                                .mapToLong(Tensor::numel)
                                .sum());
            }
        }
    }

    @Test
    void aLayerKeepsWhatItsBackwardPassReads() {
        Load load = new Load(10, 100, 4);
        // by tensor, [10, ..]: two norms' inputs in float32, two normed, q, k, v, attended, gate, its activation, up,
        // product
        long numbers = 2 * 8 + 8 + 4 + 4 + 8 + 4 * 12 + 7 * 3;
        assertThat(new Footprint(ONE, DType.BFLOAT16, 3).layer(load, false))
                .isEqualTo(10 * (2 * 8 * 4 + numbers * 2) + 2 * 100 * (4 + 2));
        assertThat(new Footprint(ONE, DType.FLOAT32, 3).layer(load, false))
                .isEqualTo(10 * (2 * 8 * 4 + numbers * 4) + 2 * 100 * 4);
        // with dropout each of the seven maps has a mask and a masked input, instead of four inputs that they shared
        long masked = 2 * (5 * 8 + 8 + 12) - (2 * 8 + 8 + 12);
        assertThat(new Footprint(ONE, DType.BFLOAT16, 3).layer(load, true))
                .isEqualTo(10 * (2 * 8 * 4 + (numbers + masked) * 2) + 2 * 100 * (4 + 2));
    }

    @Test
    void aPromptIsCountedOnceAndItsTailsSeeItAndEachOther() {
        PromptGroup group = new PromptGroup(Tokens.of(1, 2, 3), List.of(Tokens.of(4, 5), Tokens.of(6, 7)));
        assertThat(Load.of(group)).isEqualTo(new Load(7, 3 * 3 + 4 * 7, 4)).isEqualTo(Load.of(3, 2, 2));
        assertThat(Load.of(3, 1, 2)).isEqualTo(new Load(5, 25, 2));
        List<Load> three = Collections.nCopies(3, Load.of(group));
        assertThat(Load.largest(three, 14).tokens()).isEqualTo(14);
        assertThat(Load.largest(three, 13).tokens()).isEqualTo(7);
        assertThat(Load.largest(three, 1).tokens()).isEqualTo(7);
    }
}

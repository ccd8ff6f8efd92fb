package org.lungta.bench;

import java.nio.file.Path;
import java.util.Collections;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.lungta.checkpoint.ModelFolder;
import org.lungta.model.Activation;
import org.lungta.model.DecoderConfig;
import org.lungta.model.DecoderConfig.Heads;
import org.lungta.model.DecoderConfig.Layer;
import org.lungta.model.DecoderConfig.Sizes;
import org.lungta.model.DecoderWeights;
import org.lungta.model.Norm;
import org.lungta.model.Norms;
import org.lungta.model.Rope;
import org.lungta.model.Window;
import org.lungta.tensor.Autograd;
import org.lungta.tensor.DType;
import org.lungta.tensor.Tensor;

/** The decoder that is measured: a model folder, or random weights of a shape. */
public record Subject(String name, Function<DType, DecoderWeights> weights) {

    /** Shapes that need no files. */
    public enum Shape {
        TINY(6, new Sizes(8192, 256, 768, 4096), new Heads(8, 4, 32)),
        SMALL(12, new Sizes(32000, 512, 1536, 4096), new Heads(8, 4, 64)),
        HALF_BILLION(24, new Sizes(151936, 896, 4864, 32768), new Heads(14, 2, 64));

        private final DecoderConfig config;

        Shape(int layers, Sizes sizes, Heads heads) {
            this.config = config(layers, sizes, heads);
        }
    }

    /** A tied decoder as Qwen2 has it. */
    static DecoderConfig config(int layers, Sizes sizes, Heads heads) {
        Map<Norms.Place, String> norms =
                Map.of(Norms.Place.INPUT, "input_norm", Norms.Place.MLP_INPUT, "post_attention_norm");
        Layer layer = new Layer(new Rope(1e6, new Rope.Scaling.None()), Window.FULL);
        return new DecoderConfig(
                sizes,
                heads,
                new Norms(Norm.Kind.RMS, 1e-6, norms),
                Activation.SILU,
                1,
                true,
                Set.of("q_proj", "k_proj", "v_proj"),
                Collections.nCopies(layers, layer));
    }

    public static Subject of(Path folder) {
        ModelFolder model = ModelFolder.open(folder);
        return new Subject(folder.getFileName().toString(), model::weights);
    }

    public static Subject random(Shape shape) {
        return new Subject(
                "random " + shape,
                type -> DecoderWeights.read(
                        shape.config,
                        (name, size) -> Autograd.own(() -> name.endsWith("norm.weight")
                                ? Tensor.full(1, type, size)
                                : Tensor.randn(0.02, type, size))));
    }
}

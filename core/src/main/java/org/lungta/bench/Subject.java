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
public record Subject(String name, Function<DType, DecoderWeights> weights, GrpoStep.Plan plan) {
    private static final int LARGE_HIDDEN = 768;

    /** Shapes that need no files. */
    public enum Shape {
        TINY("tiny", config(6, new Sizes(8192, 256, 768, 4096), new Heads(8, 4, 32)), GrpoStep.Plan.SMALL),
        MILLIONS_54("54m", qwen3(12, new Sizes(32000, 512, 1536, 4096), new Heads(8, 4, 64)), GrpoStep.Plan.SMALL),
        HALF_BILLION(
                "0.5b", config(24, new Sizes(151936, 896, 4864, 32768), new Heads(14, 2, 64)), GrpoStep.Plan.LARGE);

        private final String label;
        private final DecoderConfig config;
        private final GrpoStep.Plan plan;

        Shape(String label, DecoderConfig config, GrpoStep.Plan plan) {
            this.label = label;
            this.config = config;
            this.plan = plan;
        }

        /** How the command line calls it. */
        @Override
        public String toString() {
            return label;
        }
    }

    /** A tied decoder as Qwen3 has it. */
    private static DecoderConfig qwen3(int layers, Sizes sizes, Heads heads) {
        Map<Norms.Place, String> norms = Map.of(
                Norms.Place.INPUT, "input_norm",
                Norms.Place.QUERY, "query_norm",
                Norms.Place.KEY, "key_norm",
                Norms.Place.MLP_INPUT, "post_attention_norm");
        return config(layers, sizes, heads, norms, Set.of());
    }

    /** A tied decoder as Qwen2 has it. */
    static DecoderConfig config(int layers, Sizes sizes, Heads heads) {
        Map<Norms.Place, String> norms =
                Map.of(Norms.Place.INPUT, "input_norm", Norms.Place.MLP_INPUT, "post_attention_norm");
        return config(layers, sizes, heads, norms, Set.of("q_proj", "k_proj", "v_proj"));
    }

    private static DecoderConfig config(
            int layers, Sizes sizes, Heads heads, Map<Norms.Place, String> norms, Set<String> biases) {
        Layer layer = new Layer(new Rope(1e6, new Rope.Scaling.None()), Window.FULL);
        return new DecoderConfig(
                sizes,
                heads,
                new Norms(Norm.Kind.RMS, 1e-6, norms),
                Activation.SILU,
                1,
                true,
                biases,
                Collections.nCopies(layers, layer));
    }

    public static Subject of(Path folder) {
        ModelFolder model = ModelFolder.open(folder);
        boolean large = model.config().sizes().hidden() >= LARGE_HIDDEN;
        return new Subject(
                folder.getFileName().toString(), model::weights, large ? GrpoStep.Plan.LARGE : GrpoStep.Plan.SMALL);
    }

    public static Subject random(Shape shape) {
        return new Subject(
                "random " + shape,
                type -> DecoderWeights.read(
                        shape.config,
                        (name, size) -> Autograd.own(() -> name.endsWith("norm.weight")
                                ? Tensor.full(1, type, size)
                                : Tensor.randn(0.02, type, size))),
                shape.plan);
    }
}

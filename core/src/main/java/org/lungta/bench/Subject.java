package org.lungta.bench;

import java.nio.file.Path;
import java.util.function.Function;
import org.lungta.checkpoint.ModelFolder;
import org.lungta.model.DecoderConfig;
import org.lungta.model.DecoderWeights;
import org.lungta.tensor.Autograd;
import org.lungta.tensor.DType;
import org.lungta.tensor.Tensor;

/** The decoder that is measured: a model folder, or random weights of a shape. */
public record Subject(String name, Function<DType, DecoderWeights> weights) {

    /** Shapes that need no files. */
    public enum Shape {
        TINY(new DecoderConfig(8192, 256, 768, 6, 8, 4, 32, 1e-6, 1e4, 4096, true, true)),
        SMALL(new DecoderConfig(32000, 512, 1536, 12, 8, 4, 64, 1e-6, 1e6, 4096, true, true)),
        HALF_BILLION(new DecoderConfig(151936, 896, 4864, 24, 14, 2, 64, 1e-6, 1e6, 32768, true, true));

        private final DecoderConfig config;

        Shape(DecoderConfig config) {
            this.config = config;
        }
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

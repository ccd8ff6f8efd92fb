package org.lungta.bench;

import java.util.List;
import java.util.function.Consumer;
import org.lungta.tensor.DType;
import org.lungta.tensor.Engine;

/** Runs the parts of the benchmark on one subject, types of numbers that this processor is good at. */
public final class Bench {
    private static final int MEMORY_STEPS = 500;

    private Bench() {}

    /** What can be measured. */
    public enum Part {
        START,
        MEMORY,
        PEAK,
        LOAD,
        TRAIN,
        DECODE,
        GRPO,
        ENCODER
    }

    /** Measures these parts in their order and hands each figure over as soon as it is known. */
    public static void run(List<Part> parts, Subject subject, Consumer<Figure> figures) {
        Engine.start();
        for (Part part : Part.values()) {
            if (parts.contains(part)) {
                measure(part, subject).forEach(figures);
            }
        }
    }

    private static List<Figure> measure(Part part, Subject subject) {
        DType type = Engine.device().fastType();
        return switch (part) {
            case START -> StartPart.measure(MEMORY_STEPS);
            case MEMORY -> MemoryPart.measure(subject, type);
            case PEAK -> List.of(Peak.products(DType.FLOAT32), Peak.products(DType.BFLOAT16), Peak.reading());
            case LOAD -> List.of(load(subject, type));
            case TRAIN ->
                types(type).stream()
                        .flatMap(t -> TrainPart.measure(subject, t, Peak.products(t)).stream())
                        .toList();
            case DECODE -> DecodePart.measure(subject, type);
            case GRPO ->
                types(type).stream()
                        .flatMap(t -> GrpoPart.measure(subject, t, Peak.products(t)).stream())
                        .toList();
            case ENCODER ->
                types(type).stream()
                        .map(t -> EncoderPart.measure(t, Peak.products(t)))
                        .toList();
        };
    }

    private static List<DType> types(DType best) {
        return best == DType.FLOAT32 ? List.of(best) : List.of(DType.FLOAT32, best);
    }

    private static Figure load(Subject subject, DType type) {
        Spread seconds = Spread.seconds(3, () -> subject.weights().apply(type).close());
        return Figure.of("loading %s".formatted(subject.name()), seconds, "s");
    }
}

package org.lungta.app;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.lungta.bench.Bench;
import org.lungta.bench.Figure;
import org.lungta.bench.Subject;
import org.lungta.tensor.Engine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.TypeConversionException;
import tools.jackson.databind.json.JsonMapper;

/** lungta bench. */
@Command(
        name = "bench",
        description = "Measures the hot paths against what this machine reaches in the same process.",
        mixinStandardHelpOptions = true)
final class BenchCommand implements Callable<Integer> {
    /** What can be named on the command line. */
    enum Part {
        start,
        memory,
        peak,
        load,
        train,
        decode,
        grpo,
        encoder,
        all
    }

    /** A shape by the name that it prints. */
    static final class ShapeNames implements ITypeConverter<Subject.Shape>, Iterable<String> {
        @Override
        public Subject.Shape convert(String name) {
            return Stream.of(Subject.Shape.values())
                    .filter(shape -> shape.toString().equals(name))
                    .findFirst()
                    .orElseThrow(() ->
                            new TypeConversionException("no shape is called \"" + name + "\": tiny, 54m or 0.5b"));
        }

        @Override
        public Iterator<String> iterator() {
            return Stream.of(Subject.Shape.values())
                    .map(Subject.Shape::toString)
                    .iterator();
        }
    }

    @Parameters(
            paramLabel = "PART",
            arity = "0..*",
            description =
                    "${COMPLETION-CANDIDATES}; all where none is named. start and memory are true only where they run first.")
    private List<Part> parts = List.of(Part.all);

    @Option(names = "--model", paramLabel = "DIR", description = "A Hugging Face model folder.")
    private Optional<Path> model = Optional.empty();

    @Option(
            names = "--shape",
            defaultValue = "tiny",
            converter = ShapeNames.class,
            completionCandidates = ShapeNames.class,
            description = "Random weights where no model is named: ${COMPLETION-CANDIDATES}; default ${DEFAULT-VALUE}.")
    private Subject.Shape shape;

    @Option(names = "--json", description = "Prints one JSON object with the machine and every figure.")
    private boolean json;

    /** Everything that was measured, and on what. */
    private record Report(String machine, String subject, List<Figure> figures) {}

    @Override
    public Integer call() {
        List<Bench.Part> chosen = parts.contains(Part.all)
                ? List.of(Bench.Part.values())
                : parts.stream()
                        .map(p -> Bench.Part.valueOf(p.name().toUpperCase(Locale.ROOT)))
                        .toList();
        Subject subject = model.map(Subject::of).orElseGet(() -> Subject.random(shape));
        if (!json) {
            Main.print(Engine.cpu() + "; " + subject.name());
        }
        List<Figure> figures = new ArrayList<>();
        Bench.run(chosen, subject, figure -> {
            figures.add(figure);
            if (!json) {
                Main.print(line(figure));
            }
        });
        if (json) {
            Main.print(
                    JsonMapper.builder().build().writeValueAsString(new Report(Engine.cpu(), subject.name(), figures)));
        }
        return 0;
    }

    private static String line(Figure f) {
        String ratio = f.ratio()
                .map(r -> String.format(Locale.ROOT, "   %.3f = %s", r.value(), r.of()))
                .orElse("");
        return String.format(
                Locale.ROOT,
                "%-46s %10.2f %-9s [%.2f, %.2f]%s",
                f.name(),
                f.median(),
                f.unit(),
                f.low(),
                f.high(),
                ratio);
    }
}

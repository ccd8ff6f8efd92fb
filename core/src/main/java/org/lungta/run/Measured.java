package org.lungta.run;

import static org.lungta.check.Check.refuse;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;
import org.lungta.eval.Comprehension;
import org.lungta.eval.Translation;
import org.lungta.evidence.Item;
import org.lungta.evidence.Row;
import org.lungta.evidence.Value;
import org.lungta.metric.CmrcQuestion;
import org.lungta.metric.CmrcScore;
import org.lungta.metric.Interval;
import org.lungta.statistics.Bounds;
import tools.jackson.core.JacksonException;

/** One model of a pipeline, with the folder of its evaluations, whose items pair it with others. */
record Measured(Row bare, Results.Evaluation evaluation, Path folder) {
    Row.Key key() {
        return bare.key();
    }

    Row row() {
        Map<String, Value> values = new HashMap<>();
        evaluation.test().scores().forEach((name, interval) -> values.put(name, value(interval)));
        List<Translation.Item> outputs = translations();
        if (!outputs.isEmpty()) {
            values.put("language", mean(outputs, item -> item.language() ? 1 : 0));
            values.put("ended", mean(outputs, item -> item.ended() ? 1 : 0));
            if (outputs.stream().allMatch(item -> Double.isFinite(item.cosine()))) {
                values.put("similarity", mean(outputs, Translation.Item::cosine));
            }
        }
        evaluation.comprehension().ifPresent(score -> {
            values.put("cmrc f1", value(score.f1()));
            values.put("cmrc exact", scaled(score.exact()));
        });
        List<CmrcScore.Graded> answers = answers();
        if (!answers.isEmpty()) {
            values.put("cmrc f1", marks(answers, CmrcScore.Graded::percentF1));
            values.put("cmrc exact", marks(answers, mark -> mark.exact() ? 1 : 0));
        }
        Row row = bare;
        for (Map.Entry<String, Value> value : values.entrySet()) {
            row = row.with(value.getKey(), value.getValue());
        }
        return row;
    }

    private static Value value(Interval i) {
        return Value.of(i.estimate(), i.items(), new Bounds(i.low(), i.high()));
    }

    private static Value scaled(Interval i) {
        return Value.of(i.estimate() / 100, i.items(), new Bounds(i.low() / 100, i.high() / 100));
    }

    private static Value mean(List<Translation.Item> outputs, ToDoubleFunction<Translation.Item> value) {
        return Value.of(outputs.stream()
                .map(item -> Item.of(item.id(), value.applyAsDouble(item)))
                .toList());
    }

    private static Value marks(List<CmrcScore.Graded> answers, ToDoubleFunction<CmrcScore.Graded> value) {
        return Value.of(answers.stream()
                .map(mark -> new Item(mark.question().id(), mark.question().context(), value.applyAsDouble(mark)))
                .toList());
    }

    /** The outputs on the test pairs. */
    List<Translation.Item> translations() {
        List<Translation.Item> items =
                file("test-").map(file -> lines(file, Translation.Item.class)).orElse(List.of());
        return items.size() == evaluation.test().items() ? items : List.of();
    }

    private List<CmrcScore.Graded> answers() {
        List<Comprehension.Item> items =
                file("cmrc-").map(file -> lines(file, Comprehension.Item.class)).orElse(List.of());
        Map<String, String> outputs = new HashMap<>();
        items.forEach(item -> outputs.put(item.id(), item.output()));
        List<CmrcQuestion> questions = items.stream()
                .map(item -> new CmrcQuestion(item.id(), item.context(), item.answers()))
                .toList();
        boolean whole = evaluation
                .comprehension()
                .filter(s -> s.questions() == questions.size())
                .isPresent();
        return whole ? CmrcScore.grade(questions, outputs) : List.of();
    }

    /** The file of an evaluation, where there is only one: which of several belongs to the results cannot be told. */
    Optional<Path> file(String prefix) {
        if (!Files.isDirectory(folder)) {
            return Optional.empty();
        }
        try (Stream<Path> files = Files.list(folder)) {
            List<Path> found = files.filter(
                            file -> file.getFileName().toString().startsWith(prefix))
                    .toList();
            return found.size() == 1 ? Optional.of(found.get(0)) : Optional.empty();
        } catch (IOException unreadable) {
            throw refuse("%s cannot be read: %s", folder, unreadable);
        }
    }

    static <T> List<T> lines(Path file, Class<T> type) {
        if (!Files.isRegularFile(file)) {
            return List.of();
        }
        try {
            return Files.readAllLines(file, StandardCharsets.UTF_8).stream()
                    .map(line -> RunFolder.JSON.readValue(line, type))
                    .toList();
        } catch (IOException | JacksonException broken) {
            throw refuse(
                    "%s cannot be read: %s",
                    file, broken.getMessage().lines().findFirst().orElse(""));
        }
    }
}

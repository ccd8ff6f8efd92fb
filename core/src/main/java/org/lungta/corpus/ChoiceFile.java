package org.lungta.corpus;

import static org.lungta.check.Check.require;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.lungta.random.CounterRandom;
import tools.jackson.databind.JsonNode;

/**
 * Questions with answers to choose from, one JSON object a line: {@code {id, context?, question, choices, answer, split?}}, with
 * {@code answer} the index of the right one, from 0.
 */
public final class ChoiceFile {
    private static final long DRAW = CounterRandom.coordinate("choices");

    private ChoiceFile() {}

    /** The questions of the file, of one split where its lines name any. */
    public static List<ChoiceQuestion> read(Path file, String split) {
        List<ChoiceQuestion> questions = new ArrayList<>();
        Map<String, String> clusters = new HashMap<>();
        JsonLines.forEach(file, line -> {
            if (!line.object().has("split") || line.text("split").equals(split)) {
                questions.add(question(line, clusters));
            }
        });
        require(!questions.isEmpty(), "%s has no questions of the split %s: ask for what the file holds", file, split);
        return List.copyOf(questions);
    }

    /** So many of them in random order. */
    public static List<ChoiceQuestion> draw(List<ChoiceQuestion> questions, int limit, long seed) {
        return Pairs.drawn(questions, limit, seed, DRAW);
    }

    private static ChoiceQuestion question(JsonLine line, Map<String, String> clusters) {
        String id = line.text("id");
        boolean told = line.object().has("context")
                && !line.object().get("context").asString().isBlank();
        String context = told ? line.text("context") : "";
        JsonNode choices = line.object().get("choices");
        JsonNode answer = line.object().get("answer");
        require(
                choices != null && choices.isArray() && answer != null && answer.isInt(),
                "%s: \"choices\" must be a list of texts and \"answer\" the index of the right one",
                line.place());
        List<String> options = new ArrayList<>();
        choices.forEach(choice -> options.add(choice.asString()));
        String cluster = told ? clusters.computeIfAbsent(context, key -> id) : id;
        return new ChoiceQuestion(id, cluster, context, line.text("question"), options, answer.intValue());
    }
}

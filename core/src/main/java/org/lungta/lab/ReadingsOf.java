package org.lungta.lab;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * Passages of the dominant language with their questions, in three forms: extractive ones as {@code corpus.Cmrc} reads them, some with four
 * answers to choose from, and as plain text. Mutable: collects one split.
 */
final class ReadingsOf {
    private static final int FEWEST_QUESTIONS = 2;
    private static final int MOST_CHOICES = 4;

    private final Scene scene;
    private final String split;
    private final List<Object> articles = new ArrayList<>();

    ReadingsOf(Scene scene, String split) {
        this.scene = scene;
        this.split = split;
    }

    /** Draws passages of one pool that all differ and can be asked about; texts seen are passed over and added to. */
    void fill(Pool pool, int count, Set<String> seen, Lines choices, Lines texts) {
        Passages passages = new Passages(scene.world(), scene.pools());
        Questions questions = new Questions(scene.dominant());
        for (int i = 0; articles.size() < count; i++) {
            Choice choice = scene.choice("reading " + split, i);
            Told told = Told.tell(scene.dominant(), passages.draw(pool, choice), choice);
            List<Ask> asks = questions.about(told, choice);
            if (asks.size() >= FEWEST_QUESTIONS && seen.add(told.text())) {
                String id = split.toUpperCase(Locale.ROOT) + "_" + articles.size();
                articles.add(article(id, told, asks));
                texts.add(text(id, told));
                for (int q = 0; q < Math.min(MOST_CHOICES, asks.size()); q++) {
                    choices.add(choice(id + "_CHOICE_" + q, told, asks.get(q), choice));
                }
            }
        }
    }

    /** The file in the form of CMRC 2018. */
    String comprehension() {
        return TinyWorld.JSON.writeValueAsString(Map.of("version", "1.0", "data", articles));
    }

    int count() {
        return articles.size();
    }

    private static Map<String, Object> article(String id, Told told, List<Ask> asks) {
        List<Object> questions = new ArrayList<>();
        for (Ask ask : asks) {
            Map<String, Object> question = new LinkedHashMap<>();
            question.put("id", id + "_QUERY_" + questions.size());
            question.put("question", ask.text());
            question.put("answers", List.of(Map.of("text", ask.answer(), "answer_start", ask.start())));
            question.put("asked", ask.asked().label());
            question.put("hops", ask.hops());
            questions.add(question);
        }
        Map<String, Object> paragraph = Map.of(
                "id",
                id,
                "context",
                told.text(),
                "qas",
                questions,
                "facts",
                told.passage().keys());
        return Map.of("id", "ARTICLE_" + id, "title", id, "paragraphs", List.of(paragraph));
    }

    private Map<String, Object> text(String id, Told told) {
        return Map.of(
                "id",
                id,
                "text",
                told.text(),
                "split",
                split,
                "facts",
                told.passage().keys());
    }

    private Map<String, Object> choice(String id, Told told, Ask ask, Choice choice) {
        Choices.Options options =
                new Choices(scene.world(), scene.dominant().tongue().lexicon()).of(told.passage(), ask, choice);
        return Map.of(
                "id", id,
                "context", told.text(),
                "question", ask.text(),
                "choices", options.texts(),
                "answer", options.right(),
                "split", split);
    }
}

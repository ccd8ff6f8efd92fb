package org.lungta.eval;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.lungta.corpus.Question;
import org.lungta.corpus.Reading;
import org.lungta.metric.Bootstrap;
import org.lungta.metric.CmrcQuestion;
import org.lungta.metric.CmrcScore;
import org.lungta.model.Cuts;
import org.lungta.model.PromptGroup;
import org.lungta.rollout.Rollout;
import org.lungta.text.Tokens;

/**
 * General competence: CMRC 2018 (arXiv:1810.07366), generative, zero-shot and greedy, scored as the official script does. The
 * questions on one context share its prefill; intervals resample whole contexts.
 */
public record Comprehension(int maxNewTokens) {
    /** The words around a passage and a question. */
    public static final String INSTRUCTION = "阅读短文，回答问题。答案必须是短文中的原文片段，尽量简短，只输出答案，不要解释。";

    public static final String CONTEXT = "短文：";
    public static final String QUESTION = "问题：";

    /** Tokens of passages and questions that are read together. */
    public static final int TOKEN_BUDGET = 10_000;

    /** One answer. */
    public record Item(String context, String id, String question, List<String> answers, String output) {}

    private record Passage(Reading reading, PromptGroup prompts) {}

    /** Answers what is missing in {@code items} and sums up. */
    public CmrcScore evaluate(Model model, List<Reading> readings, Path items, Progress progress) {
        List<Item> answered = answer(model, readings, items, progress);
        return CmrcScore.of(questions(answered), predictions(answered), Bootstrap.standard());
    }

    /** Answers what is missing in {@code items}, and marks each. */
    public List<CmrcScore.Graded> grade(Model model, List<Reading> readings, Path items, Progress progress) {
        List<Item> answered = answer(model, readings, items, progress);
        return CmrcScore.grade(questions(answered), predictions(answered));
    }

    /** The marks of answers that no model gave: what is said to every question on a passage. */
    public static List<CmrcScore.Graded> grade(List<Reading> readings, Function<Reading, String> said) {
        List<Item> answered = readings.stream()
                .flatMap(r -> r.questions().stream()
                        .map(q -> new Item(r.id(), q.id(), q.question(), q.answers(), said.apply(r))))
                .toList();
        return CmrcScore.grade(questions(answered), predictions(answered));
    }

    private List<Item> answer(Model model, List<Reading> readings, Path items, Progress progress) {
        return new ItemFile<>(items, Item.class)
                .complete(batches(model, readings), Comprehension::answers, batch -> answer(model, batch), progress);
    }

    private static List<CmrcQuestion> questions(List<Item> answered) {
        return answered.stream()
                .map(item -> new CmrcQuestion(item.id(), item.context(), item.answers()))
                .toList();
    }

    private static Map<String, String> predictions(List<Item> answered) {
        Map<String, String> predictions = new HashMap<>();
        answered.forEach(item -> predictions.put(item.id(), item.output()));
        return predictions;
    }

    private static int answers(List<Passage> passages) {
        return passages.stream().mapToInt(p -> p.reading().questions().size()).sum();
    }

    /** What the model is asked; the question stands last. */
    public static String question(String context, String question) {
        return INSTRUCTION + "\n\n" + CONTEXT + context + "\n\n" + QUESTION + question;
    }

    /** Passages that are read together; what all prompts begin with is computed once a batch and not counted again. */
    private static List<List<Passage>> batches(Model model, List<Reading> readings) {
        List<Passage> passages = readings.stream()
                .map(reading -> new Passage(reading, prompts(model, reading)))
                .toList();
        int common = PromptGroup.common(passages.stream().map(Passage::prompts).toList());
        return Cuts.within(TOKEN_BUDGET, passages, passage -> passage.prompts().tokens() - common);
    }

    /** Each question with its first answer, end of turn included, as a model would be taught it. */
    public static List<Drifting.Probe> taught(Model model, List<Reading> readings) {
        return readings.stream()
                .flatMap(r -> r.questions().stream()
                        .map(q -> new Drifting.Probe(
                                q.id(),
                                new PromptGroup(
                                        prompt(model, r, q),
                                        List.of(model.answer(q.answers().get(0)))))))
                .toList();
    }

    private static PromptGroup prompts(Model model, Reading reading) {
        return PromptGroup.sharing(
                reading.questions().stream().map(q -> prompt(model, reading, q)).toList());
    }

    private static Tokens prompt(Model model, Reading reading, Question question) {
        return model.userTurn(question(reading.context(), question.question()), "question " + question.id());
    }

    private List<Item> answer(Model model, List<Passage> passages) {
        List<List<Rollout>> rollouts =
                model.greedy(passages.stream().map(Passage::prompts).toList(), maxNewTokens);
        List<Item> items = new ArrayList<>();
        for (int p = 0; p < passages.size(); p++) {
            Reading reading = passages.get(p).reading();
            for (int q = 0; q < reading.questions().size(); q++) {
                Question question = reading.questions().get(q);
                String text = rollouts.get(p).get(q).completion().text().strip();
                items.add(new Item(
                        reading.id(),
                        question.id(),
                        question.question(),
                        question.answers(),
                        text.lines().findFirst().orElse("").strip()));
            }
        }
        return items;
    }
}

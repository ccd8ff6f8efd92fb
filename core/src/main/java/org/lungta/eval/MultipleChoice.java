package org.lungta.eval;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import org.lungta.metric.Bootstrap;
import org.lungta.metric.Choice;
import org.lungta.metric.Interval;
import org.lungta.model.Cuts;
import org.lungta.model.PromptGroup;
import org.lungta.model.Sequences;
import org.lungta.text.Tokens;

/**
 * Questions about a passage with several answers, all of them shown: the model prefers the one that it finds most likely, its end of turn
 * included. The options of one question share its prefill; intervals resample passages.
 */
public record MultipleChoice() {
    /** The words around a passage, a question and its options. */
    public static final String INSTRUCTION = "阅读短文，选择正确的答案。";

    public static final String OPTIONS = "选项：";
    public static final String BETWEEN = "、";

    private static final int BATCH = 16;

    /** A question; {@code right} is the index of the right option. */
    public record Question(String id, String context, String question, List<String> options, int right) {
        public Question {
            options = List.copyOf(options);
        }
    }

    /** One question and what the model thinks of each option. */
    public record Item(String id, String context, int right, List<Option> options) {}

    /** An option and its log p in nats. */
    public record Option(String text, double logLikelihood) {}

    /** The share of right answers, 0 to 1, and the mean probability of the right option among all. */
    public record Summary(int questions, Interval accuracy, Interval probability) {}

    /** What the model is asked. */
    public static String question(String context, String question, List<String> options) {
        return INSTRUCTION + "\n\n" + Comprehension.CONTEXT + context + "\n\n" + Comprehension.QUESTION
                + options(question, options);
    }

    /** The part of it that differs from question to question on one passage. */
    public static String options(String question, List<String> options) {
        return question + "\n\n" + OPTIONS + String.join(BETWEEN, options);
    }

    /** Scores what is missing in {@code items} and sums up. */
    public Summary evaluate(Model model, List<Question> questions, Path items, Progress progress) {
        return summary(answer(model, questions, items, progress));
    }

    /** Scores what is missing in {@code items}. */
    public List<Item> answer(Model model, List<Question> questions, Path items, Progress progress) {
        return new ItemFile<>(items, Item.class)
                .complete(Cuts.every(BATCH, questions), List::size, batch -> score(model, batch), progress);
    }

    private static List<Item> score(Model model, List<Question> questions) {
        List<PromptGroup> groups = questions.stream()
                .map(q -> new PromptGroup(
                        model.userTurn(question(q.context(), q.question(), q.options()), "choice " + q.id()),
                        q.options().stream().map(model::answer).toList()))
                .toList();
        List<Float> logProbs = model.weights().logProbs(new Sequences(groups));
        List<Item> items = new ArrayList<>();
        int at = 0;
        for (int i = 0; i < questions.size(); i++) {
            Question question = questions.get(i);
            List<Option> options = new ArrayList<>();
            for (Tokens answer : groups.get(i).tails()) {
                double sum = logProbs.subList(at, at + answer.length()).stream()
                        .mapToDouble(Float::doubleValue)
                        .sum();
                options.add(new Option(question.options().get(options.size()), sum));
                at += answer.length();
            }
            items.add(new Item(question.id(), question.context(), question.right(), options));
        }
        return items;
    }

    private static Summary summary(List<Item> items) {
        Bootstrap bootstrap = Bootstrap.standard();
        return new Summary(
                items.size(),
                bootstrap.mean(items, item -> choice(item).correct(Choice.Rule.LIKELIHOOD), Item::context),
                bootstrap.mean(items, item -> choice(item).probability(), Item::context));
    }

    /** An item as the metrics see it. */
    public static Choice choice(Item item) {
        return new Choice(
                item.options().stream()
                        .map(o -> new Choice.Option(o.text(), o.logLikelihood(), OptionalDouble.empty()))
                        .toList(),
                item.right());
    }
}

package org.lungta.eval;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.lungta.metric.Bootstrap;
import org.lungta.metric.Interval;
import org.lungta.metric.Sums;
import org.lungta.model.Cuts;
import org.lungta.model.PromptGroup;
import org.lungta.model.Sequences;
import org.lungta.text.Prompt;
import org.lungta.text.Tokens;

/**
 * What a model thinks of the references: -log p(reference, end of turn | prompt), teacher-forced, and the same behind the source of the
 * next pair. A model that reads its source tells the two apart; no form of answer is asked for.
 *
 * <pre>
 *   nats a token  = sum of nats / sum of target tokens
 *   bits a byte   = sum of nats / (ln 2 * sum of the references' UTF-8 bytes)       the same unit for every tokenizer
 * </pre>
 */
public record Likelihood() {
    private static final int BATCH = 16;

    /** One reference: nats and tokens behind its own source, nats behind another's. */
    public record Item(String id, double nats, int tokens, int bytes, double natsWithOtherSource) {}

    /** Ratios of sums, with intervals over pairs. */
    public record Summary(int items, Map<String, Interval> scores) {}

    private record Lesson(Prompt prompt, Prompt other) {}

    /** Scores what is missing in {@code items} and sums up. */
    public Summary evaluate(Model model, List<Prompt> prompts, Path items, Progress progress) {
        List<Lesson> lessons = IntStream.range(0, prompts.size())
                .mapToObj(i -> new Lesson(prompts.get(i), prompts.get((i + 1) % prompts.size())))
                .toList();
        return summary(new ItemFile<>(items, Item.class)
                .complete(Cuts.every(BATCH, lessons), List::size, batch -> score(model, batch), progress));
    }

    private static List<Item> score(Model model, List<Lesson> lessons) {
        List<PromptGroup> groups = new ArrayList<>();
        for (Lesson lesson : lessons) {
            Tokens target = model.answer(lesson.prompt().reference());
            groups.add(new PromptGroup(lesson.prompt().tokens(), List.of(target)));
            groups.add(new PromptGroup(lesson.other().tokens(), List.of(target)));
        }
        List<Float> logProbs = model.weights().logProbs(new Sequences(groups));
        List<Item> items = new ArrayList<>();
        int at = 0;
        for (int i = 0; i < lessons.size(); i++) {
            Prompt prompt = lessons.get(i).prompt();
            int tokens = groups.get(2 * i).tailTokens();
            double own = nats(logProbs.subList(at, at + tokens));
            double other = nats(logProbs.subList(at + tokens, at + 2 * tokens));
            at += 2 * tokens;
            int bytes = prompt.reference().getBytes(StandardCharsets.UTF_8).length;
            items.add(new Item(prompt.id(), own, tokens, bytes, other));
        }
        return items;
    }

    private static double nats(List<Float> logProbs) {
        return -logProbs.stream().mapToDouble(Float::doubleValue).sum();
    }

    private static Summary summary(List<Item> items) {
        List<Sums> sums = items.stream()
                .map(i -> Sums.of(i.nats(), i.tokens(), i.bytes(), i.natsWithOtherSource()))
                .toList();
        Bootstrap bootstrap = Bootstrap.standard();
        Map<String, Interval> scores = new LinkedHashMap<>();
        scores.put("nats/token", bootstrap.statistic(sums, s -> s.at(0) / s.at(1)));
        scores.put("other source", bootstrap.statistic(sums, s -> s.at(3) / s.at(1)));
        scores.put("bits/byte", bootstrap.statistic(sums, s -> s.at(0) / s.at(2) / Math.log(2)));
        return new Summary(items.size(), scores);
    }
}

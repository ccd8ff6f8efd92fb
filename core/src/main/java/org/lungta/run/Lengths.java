package org.lungta.run;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.lungta.corpus.Example;
import org.lungta.corpus.Reading;
import org.lungta.eval.Comprehension;
import org.lungta.eval.Departure;
import org.lungta.eval.Model;
import org.lungta.eval.Translation;
import org.lungta.memory.Load;
import org.lungta.model.Cuts;
import org.lungta.model.PromptGroup;
import org.lungta.text.ChatFormat;
import org.lungta.text.Message;
import org.lungta.text.Tokenizer;
import org.lungta.text.Tokens;
import org.lungta.train.Sft;

/**
 * How many tokens the stages of a recipe compute at once, counted with the model's own tokenizer.
 *
 * @param compared how an experiment measures; empty in a plain run
 */
record Lengths(Recipe recipe, Datasets data, Tokenizer tokenizer, ChatFormat chat, Optional<Compared> compared) {
    private static final int READINGS = 64; // counted ones

    /** A pass without gradients over prompts, and the cache that it fills. */
    record Prefill(Load load, long groups, long longest, long rows, long newTokens) {}

    private Tokens prompt(Example example) {
        return turn(List.of(), recipe.task().asked(example), example.place());
    }

    private Tokens turn(List<Message> before, String text, String place) {
        return Model.userTurn(tokenizer, chat, before, text, place);
    }

    private Load lesson(Example example) {
        Tokens target = tokenizer.encode(chat.completion(example.target()));
        return Load.of(new PromptGroup(prompt(example), List.of(target)));
    }

    /** The greatest micro-batch of the cold start under this budget. */
    Load coldStart(int budget) {
        List<Load> lessons = data.coldStart().stream().map(this::lesson).toList();
        Recipe.ColdStart c = recipe.coldStart();
        Sft.Settings settings = new Sft.Settings(c.batchSize(), c.epochs(), 0, budget, recipe.seed(), c.schedule());
        Load largest = Load.NONE;
        for (int step = 0; step < settings.steps(lessons.size()); step++) {
            largest = Load.greatest(largest, Load.largest(settings.batch(step, lessons), budget));
        }
        return largest;
    }

    /** The greatest micro-batch of GRPO under this budget, with completions that are never ended. */
    Load grpo(int budget) {
        List<Integer> pool = pool();
        Load largest = Load.NONE;
        for (int step = 0; step < recipe.grpo().steps(); step++) {
            List<Load> groups = GrpoStage.drawn(recipe, pool, step).stream()
                    .map(prompt -> Load.of(
                            prompt,
                            recipe.grpo().sampling().group(),
                            recipe.task().maxNewTokens()))
                    .toList();
            largest = Load.greatest(largest, Load.largest(groups, budget));
        }
        return largest;
    }

    private List<Integer> pool() {
        return data.pool().stream().map(example -> prompt(example).length()).toList();
    }

    /** The greatest rollout. */
    Prefill rollout() {
        List<Integer> pool = pool();
        Load largest = Load.NONE;
        long longest = 0;
        for (int step = 0; step < recipe.grpo().steps(); step++) {
            List<Integer> prompts = GrpoStage.drawn(recipe, pool, step);
            largest = Load.greatest(
                    largest, prompts.stream().map(p -> Load.of(p, 0, 0)).reduce(Load.NONE, Load::plus));
            longest = prompts.stream().mapToLong(p -> p).reduce(longest, Math::max);
        }
        long rows = (long) recipe.grpo().prompts() * recipe.grpo().sampling().group();
        return new Prefill(
                largest, recipe.grpo().prompts(), longest, rows, recipe.task().maxNewTokens());
    }

    /** The passes of an evaluation behind these examples: outputs on the test set, answers about passages, and scored gold answers. */
    List<Prefill> evaluation(Shots shots) {
        List<Prefill> passes = new ArrayList<>();
        passes.add(outputs(shots.task()));
        data.readings().ifPresent(readings -> {
            passes.addAll(answers(shots.reading(), readings));
            compared.ifPresent(c -> passes.addAll(scored(shots.reading(), GoldAnswer.spread(readings, c.answers()))));
        });
        return passes;
    }

    /** The same behind the examples of every few-shot arm; none where there is no such arm. */
    List<Prefill> behindExamples() {
        return compared.stream()
                .flatMap(c -> c.shots().stream())
                .flatMap(shots -> evaluation(shots).stream())
                .toList();
    }

    private Prefill outputs(List<Message> before) {
        List<PromptGroup> test = data.test().stream()
                .limit(Translation.TOGETHER)
                .map(e -> PromptGroup.repeated(turn(before, recipe.task().asked(e), e.place()), 1))
                .toList();
        return decoded(test, recipe.task().maxNewTokens());
    }

    private List<Prefill> answers(List<Message> before, List<Reading> readings) {
        List<PromptGroup> passages = readings.subList(0, Math.min(READINGS, readings.size())).stream()
                .map(reading -> passage(before, reading))
                .toList();
        int common = PromptGroup.common(passages);
        return Cuts.within(Comprehension.TOKEN_BUDGET, passages, passage -> passage.tokens() - common).stream()
                .map(together -> decoded(together, recipe.evaluation().answerTokens()))
                .toList();
    }

    /** A pass over prompts and the beginnings of what follows them, each of which goes on by so many tokens. */
    private static Prefill decoded(List<PromptGroup> groups, int newTokens) {
        int longest = groups.stream().mapToInt(g -> g.prompt().length()).max().orElse(0);
        int rows = groups.stream().mapToInt(g -> g.tails().size()).max().orElse(0);
        int begun = groups.stream()
                .flatMap(g -> g.tails().stream())
                .mapToInt(Tokens::length)
                .max()
                .orElse(0);
        return new Prefill(
                Load.sharing(groups), groups.size(), longest, (long) groups.size() * rows, newTokens + begun);
    }

    /** The questions on a passage as prompts. */
    private PromptGroup passage(List<Message> before, Reading reading) {
        return PromptGroup.sharing(reading.questions().stream()
                .map(q -> turn(before, Comprehension.question(reading.context(), q.question()), "question " + q.id()))
                .toList());
    }

    /** Whole texts, of which nothing is decoded. */
    private List<Prefill> scored(List<Message> before, List<GoldAnswer> answers) {
        List<PromptGroup> texts = answers.stream()
                .map(gold -> new PromptGroup(
                        turn(before, gold.asked(), "question " + gold.question().id()),
                        List.of(tokenizer.encode(chat.completion(gold.text())))))
                .toList();
        return Cuts.every(Departure.TOGETHER, texts).stream()
                .map(together -> new Prefill(Load.sharing(together), 0, 0, 0, 0))
                .toList();
    }
}

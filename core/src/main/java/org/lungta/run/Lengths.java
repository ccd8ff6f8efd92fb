package org.lungta.run;

import java.util.ArrayList;
import java.util.List;
import org.lungta.corpus.Example;
import org.lungta.corpus.Question;
import org.lungta.corpus.Reading;
import org.lungta.eval.Model;
import org.lungta.memory.Load;
import org.lungta.model.PromptGroup;
import org.lungta.text.ChatFormat;
import org.lungta.text.Tokenizer;
import org.lungta.text.Tokens;
import org.lungta.train.Sft;

/** How many tokens the stages of a recipe compute at once, counted with the model's own tokenizer. */
record Lengths(Recipe recipe, Datasets data, Tokenizer tokenizer, ChatFormat chat) {
    private static final int TRANSLATED_TOGETHER = 32;
    private static final int ANSWERED_TOGETHER = 6000; // tokens
    private static final int READINGS = 64; // counted ones

    /** A pass without gradients over prompts, and the cache that it fills. */
    record Prefill(Load load, long groups, long longest, long rows, long newTokens) {}

    private Tokens prompt(Example example) {
        String text = recipe.task().instruction().replace("{source}", example.source());
        return Model.userTurn(tokenizer, chat, text, example.place());
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

    /** The greater of the batches that an evaluation decodes: outputs on the test set, and answers about passages. */
    Prefill evaluation() {
        List<Load> test = data.test().stream()
                .limit(TRANSLATED_TOGETHER)
                .map(example -> Load.of(prompt(example).length(), 0, 0))
                .toList();
        Load together = test.stream().reduce(Load.NONE, Load::plus);
        Prefill translation = new Prefill(
                together,
                test.size(),
                test.stream().mapToLong(Load::tokens).max().orElse(0),
                test.size(),
                recipe.task().maxNewTokens());
        return data.readings()
                .map(this::answers)
                .filter(answers -> answers.load().pairs() > together.pairs())
                .orElse(translation);
    }

    private Prefill answers(List<Reading> readings) {
        List<PromptGroup> groups =
                readings.stream().limit(READINGS).map(this::passage).toList();
        Load batch = Load.NONE;
        List<PromptGroup> together = new ArrayList<>();
        Load largest = Load.NONE;
        List<PromptGroup> chosen = List.of();
        for (PromptGroup group : groups) {
            if (batch.tokens() > 0 && batch.tokens() + group.tokens() > ANSWERED_TOGETHER) {
                batch = Load.NONE;
                together = new ArrayList<>();
            }
            batch = batch.plus(Load.of(group));
            together.add(group);
            if (batch.pairs() > largest.pairs()) {
                largest = batch;
                chosen = List.copyOf(together);
            }
        }
        return new Prefill(
                largest,
                chosen.size(),
                chosen.stream().mapToLong(g -> g.prompt().length()).max().orElse(0),
                chosen.size()
                        * chosen.stream().mapToLong(g -> g.tails().size()).max().orElse(0),
                recipe.evaluation().answerTokens()
                        + chosen.stream()
                                .flatMap(g -> g.tails().stream())
                                .mapToLong(Tokens::length)
                                .max()
                                .orElse(0));
    }

    /** About what the questions on a passage look like as prompts. */
    private PromptGroup passage(Reading reading) {
        Tokens shared = Model.userTurn(tokenizer, chat, reading.context(), "context " + reading.id());
        return new PromptGroup(
                shared,
                reading.questions().stream()
                        .map(Question::question)
                        .map(tokenizer::encode)
                        .toList());
    }
}

package org.lungta.run;

import static org.lungta.check.Check.require;

import java.util.List;
import org.lungta.lab.BaseModel;
import org.lungta.lab.Curriculum;
import org.lungta.lab.WorldSettings;
import org.lungta.recipe.Default;
import org.lungta.train.Schedule;

/**
 * The pre-training of the lab's base model, as its YAML file says it; the key {@code pretraining} tells it from other recipes.
 *
 * @param languages what its tokenizer can write
 */
public record PretrainingRecipe(
        @Default("1") long seed,
        @Default("100") int checkpointEvery,
        @Default("{}") World world,
        @Default("[zh, bo, ug]") List<String> languages,
        @Default("{}") BaseModel.Shape model,
        Pretraining pretraining,
        @Default("{}") Examination examination,
        @Default("{}") Gate gate) {

    /** The key that only these recipes have. */
    public static final String MARK = "pretraining";

    /** Where the schoolwork is from; a run that starts from this model must have the same world. */
    public record World(
            @Default("zh") String dominant,
            @Default("d1") String difficulty,
            @Default("1") long seed,
            @Default("[bo, ug]") List<String> fresh) {
        public World {
            require(!fresh.isEmpty(), "fresh names no language: name at least one that will be learnt");
        }

        WorldSettings settings() {
            return new WorldSettings(
                    dominant,
                    fresh.get(0),
                    difficulty,
                    seed,
                    WorldSettings.Sizes.standard(),
                    WorldSettings.Regime.plain());
        }
    }

    /**
     * How it learns.
     *
     * @param batch pieces of schoolwork an update, once it has grown
     * @param easy the share of the updates in which passages grow to their length
     * @param row tokens of a row that pieces share
     * @param atOnce rows of a micro-batch, which changes the speed alone
     */
    public record Pretraining(
            int steps,
            double rate,
            @Default("{full: 20, first: 4, updates: 200}") Batch batch,
            @Default("0.3") double easy,
            @Default("192") int row,
            @Default("4") int atOnce,
            @Default("0.01") double weightDecay,
            @Default("{cosine: {warmup: 0.03}}") Schedule schedule,
            @Default("{}") Curriculum.Shares shares,
            @Default("{}") Weights weights) {
        public Pretraining {
            require(steps > 0 && rate > 0, "steps and rate must be above 0");
            require(0 <= easy && easy <= 1, "easy is %s, outside [0, 1]", easy);
        }
    }

    /** A batch that grows from {@code first} to {@code full} pieces in so many updates: the first updates are cheap. */
    public record Batch(int full, int first, int updates) {
        public Batch {
            require(0 < first && first <= full && updates > 0, "a batch cannot grow from %d to %d", first, full);
        }

        int at(int step) {
            return first + (int) ((long) (full - first) * Math.min(step, updates) / updates);
        }
    }

    /** What tokens count in the loss; instructions count nothing. */
    public record Weights(
            @Default("0.5") double passage,
            @Default("0.5") double question,
            @Default("4.0") double answer,
            @Default("1.0") double text) {}

    /**
     * What is measured along the way and at the end, on passages that nothing is learnt from.
     *
     * @param every updates between two looks
     * @param passages of each kind at a look
     * @param last passages of each kind at the end
     */
    public record Examination(
            @Default("500") int every,
            @Default("40") int passages,
            @Default("150") int last,
            @Default("12") int answerTokens) {
        public Examination {
            require(every > 0 && passages > 1 && last > 1, "every must be above 0, passages and last above 1");
        }
    }

    /** Between which shares of exact answers a base model is of use, 0 to 100. */
    public record Gate(
            @Default("80.0") double from, @Default("97.0") double to) {}
}

package org.lungta.train;

import java.util.List;
import org.lungta.check.Stop;
import org.lungta.model.Policy;
import org.lungta.model.PromptGroup;
import org.lungta.model.Sequences;
import org.lungta.random.CounterRandom;
import org.lungta.tensor.Engine;

/**
 * Supervised fine-tuning: the mean over a batch's target tokens, end-of-turn included, of -log pi(token | prompt, tokens before).
 * Prompts carry no loss; examples lie side by side and do not see each other.
 */
public record Sft(Policy policy, AdamW optimizer, Settings settings) {

    /** {@code batchSize} examples an update, computed in micro-batches of {@code tokenBudget} tokens. */
    public record Settings(int batchSize, int epochs, double dropout, int tokenBudget, long seed, Schedule schedule) {
        /** Updates in all for this many examples; the last batch of an epoch may be smaller. */
        public int steps(int examples) {
            return Course.Epochs.steps(examples, batchSize, epochs);
        }

        /** The examples of an update, which follow from (seed, epoch) alone. */
        public <T> List<T> batch(int step, List<T> examples) {
            return Course.Epochs.batch(step, examples, batchSize, seed);
        }
    }

    /** What an update did: mean loss in nats a token over {@code tokens} target tokens, a penalty left out. */
    public record Step(double loss, int tokens, double gradNorm, double rate) {}

    /** Updates in all for this many examples; the last batch of an epoch may be smaller. */
    public int steps(int examples) {
        return settings.steps(examples);
    }

    /** Update number {@code step}: its examples follow from (seed, epoch) alone. */
    public Step step(int step, List<PromptGroup> examples) {
        return step(
                step,
                new Course.Epochs(examples, settings.batchSize(), settings.epochs(), settings.seed()),
                new Imitation.Plain());
    }

    /** Update number {@code step} of a course. */
    public Step step(int step, Course course, Imitation imitation) {
        List<PromptGroup> batch = course.batch(step);
        int tokens = batch.stream().mapToInt(PromptGroup::tailTokens).sum();
        double loss = 0;
        List<Sequences> parts = Sequences.split(batch, settings.tokenBudget());
        policy.dropout(settings.dropout());
        for (int part = 0; part < parts.size(); part++) {
            Stop.check();
            Engine.seed(CounterRandom.bits(settings.seed(), step, part));
            List<Float> logProbs = imitation.learn(policy, parts.get(part), 1.0 / tokens);
            loss -= logProbs.stream().mapToDouble(Float::doubleValue).sum() / tokens;
        }
        policy.dropout(0);
        AdamW.Update update = optimizer.step(settings.schedule().factor(step, course.steps()));
        return new Step(loss, tokens, update.gradNorm(), update.rate());
    }

    /** Mean loss in nats a target token, without dropout and without learning. */
    public double loss(List<PromptGroup> examples) {
        double sum = 0;
        int tokens = 0;
        for (Sequences part : Sequences.split(examples, settings.tokenBudget())) {
            Stop.check();
            Policy.Scored scored = policy.score(part, 1);
            sum -= scored.logProbs().stream().mapToDouble(Float::doubleValue).sum();
            tokens += part.scored();
        }
        return sum / tokens;
    }
}

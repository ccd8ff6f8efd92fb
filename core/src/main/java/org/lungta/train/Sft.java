package org.lungta.train;

import java.util.ArrayList;
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
            return epochs * stepsPerEpoch(examples);
        }

        private int stepsPerEpoch(int examples) {
            return (examples + batchSize - 1) / batchSize;
        }

        /** The examples of an update, which follow from (seed, epoch) alone. */
        public <T> List<T> batch(int step, List<T> examples) {
            int perEpoch = stepsPerEpoch(examples.size());
            int[] order = CounterRandom.permutation(examples.size(), seed, step / perEpoch);
            int from = step % perEpoch * batchSize;
            List<T> batch = new ArrayList<>();
            for (int i = from; i < Math.min(from + batchSize, examples.size()); i++) {
                batch.add(examples.get(order[i]));
            }
            return batch;
        }
    }

    /** What an update did: mean loss in nats a token over {@code tokens} target tokens. */
    public record Step(double loss, int tokens, double gradNorm, double rate) {}

    /** Updates in all for this many examples; the last batch of an epoch may be smaller. */
    public int steps(int examples) {
        return settings.steps(examples);
    }

    /** Update number {@code step}: its examples follow from (seed, epoch) alone. */
    public Step step(int step, List<PromptGroup> examples) {
        List<PromptGroup> batch = settings.batch(step, examples);
        int tokens = batch.stream().mapToInt(PromptGroup::tailTokens).sum();
        double loss = 0;
        List<Sequences> parts = Sequences.split(batch, settings.tokenBudget());
        policy.dropout(settings.dropout());
        for (int part = 0; part < parts.size(); part++) {
            Stop.check();
            Engine.seed(CounterRandom.bits(settings.seed(), step, part));
            List<Float> logProbs = policy.imitate(parts.get(part), 1.0 / tokens);
            loss -= logProbs.stream().mapToDouble(Float::doubleValue).sum() / tokens;
        }
        policy.dropout(0);
        AdamW.Update update = optimizer.step(settings.schedule().factor(step, steps(examples.size())));
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

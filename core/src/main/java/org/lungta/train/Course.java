package org.lungta.train;

import static org.lungta.check.Check.require;

import java.util.ArrayList;
import java.util.List;
import org.lungta.model.PromptGroup;
import org.lungta.random.CounterRandom;

/** Which examples each update of supervised learning sees. */
public sealed interface Course {
    /** Updates in all. */
    int steps();

    /** The examples of update number {@code step}, which follow from it alone. */
    List<PromptGroup> batch(int step);

    /** Every example once an epoch, in an order that follows from (seed, epoch); the last batch of an epoch may be smaller. */
    record Epochs(List<PromptGroup> examples, int batchSize, int epochs, long seed) implements Course {
        public Epochs {
            require(!examples.isEmpty(), "there are no examples to learn from");
            require(
                    batchSize > 0 && epochs > 0,
                    "%d epochs in batches of %d: both must be 1 or more",
                    epochs,
                    batchSize);
            examples = List.copyOf(examples);
        }

        static int steps(int examples, int batchSize, int epochs) {
            return epochs * ((examples + batchSize - 1) / batchSize);
        }

        @Override
        public int steps() {
            return steps(examples.size(), batchSize, epochs);
        }

        static <T> List<T> batch(int step, List<T> examples, int batchSize, long seed) {
            int perEpoch = steps(examples.size(), batchSize, 1);
            int[] order = CounterRandom.permutation(examples.size(), seed, step / perEpoch);
            int from = step % perEpoch * batchSize;
            List<T> batch = new ArrayList<>();
            for (int i = from; i < Math.min(from + batchSize, examples.size()); i++) {
                batch.add(examples.get(order[i]));
            }
            return batch;
        }

        @Override
        public List<PromptGroup> batch(int step) {
            return batch(step, examples, batchSize, seed);
        }
    }

    /**
     * A course with replay: general examples are added to each batch, so that of all examples seen after any number of updates the
     * share is general, up to rounding to a whole example. They are passed through in a random order, again and again.
     *
     * <pre>
     *   general examples after n of the course's own = round(n share / (1 - share))
     * </pre>
     */
    record Replayed(Epochs own, List<PromptGroup> general, double share) implements Course {
        private static final long STREAM = CounterRandom.coordinate("replay");

        public Replayed {
            require(0 < share && share < 1, "the share of replay is %s, outside (0, 1)", share);
            require(!general.isEmpty(), "there are no general examples to replay");
            general = List.copyOf(general);
        }

        @Override
        public int steps() {
            return own.steps();
        }

        @Override
        public List<PromptGroup> batch(int step) {
            List<PromptGroup> batch = new ArrayList<>(own.batch(step));
            int before = seen(step);
            for (int i = replayed(before); i < replayed(before + own.batch(step).size()); i++) {
                int[] order = CounterRandom.permutation(general.size(), own.seed(), STREAM, i / general.size());
                batch.add(general.get(order[i % general.size()]));
            }
            return batch;
        }

        /** Own examples before an update. */
        private int seen(int step) {
            int perEpoch = own.steps() / own.epochs();
            return step / perEpoch * own.examples().size() + step % perEpoch * own.batchSize();
        }

        private int replayed(int seen) {
            return (int) Math.round(seen * share / (1 - share));
        }
    }
}

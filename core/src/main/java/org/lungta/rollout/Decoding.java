package org.lungta.rollout;

import static org.lungta.check.Check.require;

import java.util.ArrayList;
import java.util.List;
import org.lungta.tensor.Tensor;

/** How the next token is chosen from logits. */
public sealed interface Decoding {
    /** A token and its log-probability. */
    record Pick(int token, float logProb) {}

    /**
     * Chooses one token a row.
     *
     * @param logits [B, V], float32; may be overwritten
     * @param rows the row numbers that {@code draws} knows
     * @param position within the completions
     */
    List<Pick> pick(Tensor logits, int[] rows, int position, Draws draws);

    /** The most probable token. */
    record Greedy() implements Decoding {
        @Override
        public List<Pick> pick(Tensor logits, int[] rows, int position, Draws draws) {
            Tensor best = logits.argmaxLast(); // [B]
            float[] logProbs = logits.gather(1, best.unsqueeze(1))
                    .sub(logits.logSumExpLast())
                    .floats();
            long[] tokens = best.longs();
            List<Pick> picks = new ArrayList<>();
            for (int i = 0; i < rows.length; i++) {
                picks.add(new Pick((int) tokens[i], logProbs[i]));
            }
            return picks;
        }
    }

    /**
     * A draw from softmax(logits / temperature), cut to the nucleus: the fewest most probable tokens that hold {@code topP}
     * (arXiv:1904.09751). By rejection: a token is kept if those more probable than it hold less than {@code topP}, which is exact
     * and sorts nothing.
     */
    record Nucleus(double temperature, double topP) implements Decoding {
        private static final int TOGETHER = 8; // rows whose shares stay in the cache from one pass to the next

        public Nucleus {
            require(
                    temperature > 0,
                    "temperature is %s; it must be positive (greedy is a decoding of its own)",
                    temperature);
            require(0 < topP && topP <= 1, "top-p is %s, outside (0, 1]", topP);
        }

        @Override
        public List<Pick> pick(Tensor logits, int[] rows, int position, Draws draws) {
            List<Pick> picks = new ArrayList<>();
            for (int from = 0; from < rows.length; from += TOGETHER) {
                int count = Math.min(TOGETHER, rows.length - from);
                List<Shares> shares = Shares.ofEach(shares(logits.narrow(0, from, count)));
                for (int i = 0; i < count; i++) {
                    picks.add(draw(shares.get(i), rows[from + i], position, draws));
                }
            }
            return picks;
        }

        /** e^(x / temperature) by each row's greatest, in place: the distribution but for its sum. */
        private Tensor shares(Tensor logits) {
            Tensor scaled = temperature == 1 ? logits : logits.mulInPlace(1 / temperature);
            return scaled.subInPlace(scaled.maxLast()).expInPlace();
        }

        private Pick draw(Shares shares, int number, int position, Draws draws) {
            for (int attempt = 0; ; attempt++) {
                Pick pick = shares.at(draws.uniform(number, position, attempt));
                if (topP == 1 || shares.isWithin(topP, pick.token())) {
                    return pick;
                }
            }
        }
    }
}

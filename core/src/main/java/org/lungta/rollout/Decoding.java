package org.lungta.rollout;

import static org.lungta.check.Check.require;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
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
        private static final int BLOCK = 128;
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
                Tensor shares = shares(logits.narrow(0, from, count)); // [n, V']
                int blocks = Math.toIntExact(shares.size(1) / BLOCK);
                float[] sums = shares.view(count, blocks, BLOCK).sum(2).floats();
                for (int i = 0; i < count; i++) {
                    Row row = new Row(shares.narrow(0, i, 1), sums, i * blocks, blocks);
                    picks.add(draw(row, rows[from + i], position, draws));
                }
            }
            return picks;
        }

        /** e^(x / temperature) by each row's greatest, in place: the distribution but for its sum. */
        private Tensor shares(Tensor logits) {
            Tensor scaled = temperature == 1 ? logits : logits.mulInPlace(1 / temperature);
            return padded(scaled.subInPlace(scaled.maxLast()).expInPlace());
        }

        private Pick draw(Row row, int number, int position, Draws draws) {
            for (int attempt = 0; ; attempt++) {
                Pick pick = row.at(draws.uniform(number, position, attempt));
                if (topP == 1 || row.massAbove(pick.token()) < topP) {
                    return pick;
                }
            }
        }

        private static Tensor padded(Tensor shares) {
            long missing = (BLOCK - shares.size(1) % BLOCK) % BLOCK;
            return missing == 0
                    ? shares
                    : Tensor.cat(List.of(shares, Tensor.zeros(shares.dtype(), shares.size(0), missing)), 1);
        }

        /** One row's shares [1, V'], which add up to {@code total}, with the sums of its blocks from {@code first}. */
        private static final class Row {
            private final Tensor shares;
            private final float[] sums;
            private final int first;
            private final int blocks;
            private final double total;

            Row(Tensor shares, float[] sums, int first, int blocks) {
                this.shares = shares;
                this.sums = sums;
                this.first = first;
                this.blocks = blocks;
                this.total = IntStream.range(first, first + blocks)
                        .mapToDouble(b -> sums[b])
                        .sum();
            }

            /** The token at which the cumulative share passes {@code u} of the total. */
            Pick at(double u) {
                double left = u * total;
                int block = 0;
                while (block < blocks - 1 && left >= sums[first + block]) {
                    left -= sums[first + block++];
                }
                return within(block, left);
            }

            private Pick within(int block, double left) {
                float[] shares =
                        this.shares.narrow(1, (long) block * BLOCK, BLOCK).floats();
                int last = 0;
                double rest = left;
                for (int i = 0; i < BLOCK; i++) {
                    if (shares[i] > 0) {
                        last = i;
                        if (rest < shares[i]) {
                            break;
                        }
                        rest -= shares[i];
                    }
                }
                return new Pick(block * BLOCK + last, (float) Math.log(shares[last] / total));
            }

            /** The share of the tokens that are more probable than this one. */
            double massAbove(int token) {
                double own = shares.narrow(1, token, 1).item(); // exactly this token's share
                return shares.threshold(own).sum().item() / total;
            }
        }
    }
}

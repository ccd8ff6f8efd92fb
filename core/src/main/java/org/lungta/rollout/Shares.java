package org.lungta.rollout;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.lungta.tensor.Tensor;

/**
 * One row's distribution over the vocabulary, unnormalised, with the sums of its blocks: a draw reads the sums and one block, and most
 * questions of what lies above a token are answered by the sums alone.
 */
final class Shares {
    private static final int BLOCK = 128;
    private static final int FEW = 24; // blocks that are read one by one sooner than the whole row
    private static final double SLACK = 1e-5; // of float32 sums: what is nearer to the border is added up exactly

    private final Tensor shares; // [1, V]
    private final float[] sums;
    private final double total;

    private Shares(Tensor shares, float[] sums) {
        this.shares = shares;
        this.sums = sums;
        double added = 0;
        for (float sum : sums) {
            added += sum;
        }
        this.total = added;
    }

    /** Of each row of [n, V], which are not negative and not all 0. */
    static List<Shares> ofEach(Tensor rows) {
        int count = Math.toIntExact(rows.size(0));
        int whole = Math.toIntExact(rows.size(1) / BLOCK);
        int rest = Math.toIntExact(rows.size(1) % BLOCK);
        float[] sums = whole == 0
                ? new float[0]
                : rows.narrow(1, 0, (long) whole * BLOCK)
                        .view(count, whole, BLOCK)
                        .sum(2)
                        .floats();
        float[] ends = rest == 0
                ? new float[0]
                : rows.narrow(1, (long) whole * BLOCK, rest).sum(1).floats();
        List<Shares> made = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            float[] own = Arrays.copyOfRange(sums, i * whole, i * whole + whole + (rest == 0 ? 0 : 1));
            if (rest > 0) {
                own[whole] = ends[i];
            }
            made.add(new Shares(rows.narrow(0, i, 1), own));
        }
        return made;
    }

    /** The token at which the cumulative share passes {@code u} of the total. */
    Decoding.Pick at(double u) {
        double left = u * total;
        int block = 0;
        while (block < sums.length - 1 && left >= sums[block]) {
            left -= sums[block++];
        }
        float[] within = block(block);
        int last = 0;
        for (int i = 0; i < within.length; i++) {
            if (within[i] > 0) {
                last = i;
                if (left < within[i]) {
                    break;
                }
                left -= within[i];
            }
        }
        return new Decoding.Pick(block * BLOCK + last, (float) Math.log(within[last] / total));
    }

    /** Whether the tokens that are more probable than this one hold less than {@code topP}. */
    boolean isWithin(double topP, int token) {
        double own = block(token / BLOCK)[token % BLOCK];
        double most = 0; // a block whose sum is no more than the token has none that is more probable
        int blocks = 0;
        for (float sum : sums) {
            most += sum > own ? sum : 0;
            blocks += sum > own ? 1 : 0;
        }
        double border = topP * total;
        if (Math.min(most, total - own) < border * (1 - SLACK)) {
            return true;
        }
        return (blocks <= FEW ? addedByBlock(own) : shares.threshold(own).sum().item()) < border;
    }

    private double addedByBlock(double own) {
        double above = 0;
        for (int b = 0; b < sums.length; b++) {
            if (sums[b] > own) {
                for (float share : block(b)) {
                    above += share > own ? share : 0;
                }
            }
        }
        return above;
    }

    private float[] block(int block) {
        long from = (long) block * BLOCK;
        return shares.narrow(1, from, Math.min(BLOCK, shares.size(1) - from)).floats();
    }
}

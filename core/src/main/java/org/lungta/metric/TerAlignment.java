package org.lungta.metric;

import java.util.Arrays;
import java.util.List;

/**
 * The edit distance of TER with the alignment that it implies. Only cells near the diagonal are looked at, 25 to either side or more
 * where the lengths are very different. Of equally cheap ways matching comes first, then leaving out a word of the hypothesis, then
 * putting in one of the reference.
 */
final class TerAlignment {
    private static final int BEAM = 25;
    private static final int FAR = Integer.MAX_VALUE / 2;

    private final int edits;
    private final int[] places;
    private final boolean[] wrongHypothesis;
    private final boolean[] wrongReference;

    private enum Step {
        MATCH,
        LEAVE_OUT,
        PUT_IN
    }

    private TerAlignment(int edits, int hypothesis, int reference) {
        this.edits = edits;
        this.places = new int[reference];
        this.wrongHypothesis = new boolean[hypothesis];
        this.wrongReference = new boolean[reference];
    }

    static TerAlignment of(List<String> hypothesis, List<String> reference) {
        int rows = hypothesis.size() + 1;
        int[][] costs = new int[rows][reference.size() + 1];
        Step[][] steps = new Step[rows][reference.size() + 1];
        for (int j = 0; j <= reference.size(); j++) {
            costs[0][j] = j;
            steps[0][j] = Step.PUT_IN;
        }
        double ratio = hypothesis.isEmpty() ? 1 : (double) reference.size() / hypothesis.size();
        int beam = BEAM < ratio / 2 ? (int) Math.ceil(ratio / 2 + BEAM) : BEAM;
        for (int i = 1; i < rows; i++) {
            Arrays.fill(costs[i], FAR);
            int diagonal = (int) Math.floor(i * ratio);
            int last = i == rows - 1 ? reference.size() : Math.min(reference.size(), diagonal + beam - 1);
            for (int j = Math.max(0, diagonal - beam); j <= last; j++) {
                boolean same = j > 0 && hypothesis.get(i - 1).equals(reference.get(j - 1));
                cell(costs, steps, i, j, same ? 0 : 1);
            }
        }
        return trace(hypothesis, reference, costs, steps);
    }

    private static void cell(int[][] costs, Step[][] steps, int i, int j, int substitution) {
        if (j > 0) {
            improve(costs, steps, i, j, costs[i - 1][j - 1] + substitution, Step.MATCH);
        }
        improve(costs, steps, i, j, costs[i - 1][j] + 1, Step.LEAVE_OUT);
        if (j > 0) {
            improve(costs, steps, i, j, costs[i][j - 1] + 1, Step.PUT_IN);
        }
    }

    private static void improve(int[][] costs, Step[][] steps, int i, int j, int cost, Step step) {
        if (cost < costs[i][j]) {
            costs[i][j] = cost;
            steps[i][j] = step;
        }
    }

    /** From the last cell back to the first; a word put in stands behind what was aligned before it. */
    private static TerAlignment trace(List<String> hypothesis, List<String> reference, int[][] costs, Step[][] steps) {
        int i = hypothesis.size();
        int j = reference.size();
        TerAlignment found = new TerAlignment(costs[i][j], i, j);
        while (i > 0 || j > 0) {
            Step step = steps[i][j];
            if (step != Step.PUT_IN) {
                i--;
            }
            if (step != Step.LEAVE_OUT) {
                j--;
            }
            boolean wrong = step != Step.MATCH || !hypothesis.get(i).equals(reference.get(j));
            if (step != Step.PUT_IN) {
                found.wrongHypothesis[i] = wrong;
            }
            if (step != Step.LEAVE_OUT) {
                found.wrongReference[j] = wrong;
                found.places[j] = step == Step.MATCH ? i : i - 1;
            }
        }
        return found;
    }

    int edits() {
        return edits;
    }

    /** The place in the hypothesis that this word of the reference is aligned with or stands behind; -1 at the beginning. */
    int place(int inReference) {
        return places[inReference];
    }

    boolean wrongInHypothesis(int from, int length) {
        return any(wrongHypothesis, from, length);
    }

    boolean wrongInReference(int from, int length) {
        return any(wrongReference, from, length);
    }

    private static boolean any(boolean[] wrong, int from, int length) {
        for (int i = from; i < from + length; i++) {
            if (wrong[i]) {
                return true;
            }
        }
        return false;
    }
}

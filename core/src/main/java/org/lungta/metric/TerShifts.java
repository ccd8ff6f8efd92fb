package org.lungta.metric;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * The greedy search of TER: as long as it lowers the edit distance, the run of words is moved whose move lowers it most. Only runs of
 * up to ten words that stand in the reference at most 50 places off are tried, only where the alignment is wrong at both ends, and
 * once 1000 moves were tried the search ends without the last round.
 */
final class TerShifts {
    private static final int LONGEST = 10;
    private static final int FARTHEST = 50;
    private static final int MOST_TRIED = 1000;

    /** Best first: the most saved, then the longest, then the earliest run, then the earliest target. */
    private static final Comparator<Move> BY_RANK = Comparator.comparingInt(Move::saved)
            .thenComparingInt(m -> m.run().length())
            .thenComparingInt(m -> -m.run().from())
            .thenComparingInt(m -> -m.target());

    private final List<String> reference;
    private int tried;

    private TerShifts(List<String> reference) {
        this.reference = reference;
    }

    /** The edits that turn the hypothesis into the reference, each move counting one. */
    static int edits(List<String> hypothesis, List<String> reference) {
        return reference.isEmpty() ? hypothesis.size() : new TerShifts(reference).search(hypothesis);
    }

    /** A run of words that both texts have. */
    private record Run(int from, int inReference, int length) {}

    private record Move(Run run, int target, int saved, List<String> words) {}

    private int search(List<String> hypothesis) {
        List<String> words = hypothesis;
        int moves = 0;
        while (true) {
            Optional<Move> best = best(words);
            if (tried >= MOST_TRIED || best.isEmpty() || best.get().saved() <= 0) {
                return moves + TerAlignment.of(words, reference).edits();
            }
            words = best.get().words();
            moves++;
        }
    }

    private Optional<Move> best(List<String> words) {
        TerAlignment alignment = TerAlignment.of(words, reference);
        List<Move> moves = new ArrayList<>();
        for (Run run : runs(words)) {
            if (worthMoving(run, alignment)) {
                moves(run, words, alignment).forEach(moves::add);
            }
            if (tried >= MOST_TRIED) {
                break;
            }
        }
        return moves.stream().max(BY_RANK);
    }

    private List<Run> runs(List<String> words) {
        List<Run> runs = new ArrayList<>();
        for (int from = 0; from < words.size(); from++) {
            for (int to = 0; to < reference.size(); to++) {
                if (Math.abs(to - from) <= FARTHEST) {
                    for (int n = 1; n <= common(words, from, to); n++) {
                        runs.add(new Run(from, to, n));
                    }
                }
            }
        }
        return runs;
    }

    private int common(List<String> words, int from, int to) {
        int most = Math.min(LONGEST, Math.min(words.size() - from, reference.size() - to));
        int n = 0;
        while (n < most && words.get(from + n).equals(reference.get(to + n))) {
            n++;
        }
        return n;
    }

    private static boolean worthMoving(Run run, TerAlignment alignment) {
        int now = alignment.place(run.inReference());
        boolean within = run.from() <= now && now < run.from() + run.length();
        return !within
                && alignment.wrongInHypothesis(run.from(), run.length())
                && alignment.wrongInReference(run.inReference(), run.length());
    }

    private List<Move> moves(Run run, List<String> words, TerAlignment alignment) {
        List<Move> moves = new ArrayList<>();
        int before = -1;
        for (int offset = -1; offset < run.length(); offset++) {
            int at = run.inReference() + offset;
            if (at >= reference.size()) {
                break;
            }
            int target = at == -1 ? 0 : alignment.place(at) + 1;
            if (target != before) {
                before = target;
                List<String> moved = moved(words, run, target);
                int saved =
                        alignment.edits() - TerAlignment.of(moved, reference).edits();
                moves.add(new Move(run, target, saved, moved));
                tried++;
            }
        }
        return moves;
    }

    /** The words with the run in front of what stood at the target; within or right behind the run, that many words later. */
    private static List<String> moved(List<String> words, Run run, int target) {
        int end = run.from() + run.length();
        List<String> rest = new ArrayList<>(words.subList(0, run.from()));
        rest.addAll(words.subList(end, words.size()));
        int at = target < run.from() ? target : target > end ? target - run.length() : Math.min(target, rest.size());
        rest.addAll(at, words.subList(run.from(), end));
        return rest;
    }
}

package org.lungta.model;

import static org.lungta.check.Check.require;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.lungta.text.Tokens;

/**
 * Lessons that are computed together, in rows of equal length, so that one call attends within all rows. Several lessons share a row and
 * do not see each other; what is left of a row is filled.
 */
public final class Lessons {
    private final Sequences sequences;
    private final int row;
    private final List<Float> weights;
    private final long[] predictors;
    private final long[] targets;

    private Lessons(List<List<Lesson>> rows, int row) {
        List<Lesson> all = rows.stream().flatMap(List::stream).toList();
        this.sequences = new Sequences(all.stream().map(Lesson::group).toList());
        this.row = row;
        this.weights = all.stream()
                .flatMap(lesson -> lesson.weights().stream())
                .filter(weight -> weight > 0)
                .toList();
        this.predictors = new long[weights.size()];
        this.targets = new long[weights.size()];
        int at = 0;
        int scored = 0;
        for (Lesson lesson : all) {
            scored = lay(lesson, at, scored);
            at += lesson.tokens();
        }
    }

    /**
     * Packs lessons into rows, the longest first, each into the first row that has room for it.
     *
     * @param row tokens of a row
     * @param atOnce rows of a batch
     */
    public static List<Lessons> pack(List<Lesson> lessons, int row, int atOnce) {
        List<List<Lesson>> rows = rows(lessons, row);
        List<Lessons> batches = new ArrayList<>();
        for (int from = 0; from < rows.size(); from += atOnce) {
            batches.add(new Lessons(rows.subList(from, Math.min(rows.size(), from + atOnce)), row));
        }
        return batches;
    }

    private static List<List<Lesson>> rows(List<Lesson> lessons, int row) {
        List<List<Lesson>> rows = new ArrayList<>();
        List<Integer> room = new ArrayList<>();
        lessons.stream()
                .sorted(Comparator.comparingInt(Lesson::tokens).reversed())
                .forEach(lesson -> {
                    require(
                            lesson.tokens() <= row,
                            "a lesson of %d tokens does not fit into a row of %d: choose longer rows",
                            lesson.tokens(),
                            row);
                    int place = 0;
                    while (place < rows.size() && room.get(place) < lesson.tokens()) {
                        place++;
                    }
                    if (place == rows.size()) {
                        rows.add(new ArrayList<>());
                        room.add(row);
                    }
                    rows.get(place).add(lesson);
                    room.set(place, room.get(place) - lesson.tokens());
                });
        for (int i = 0; i < rows.size(); i++) {
            if (room.get(i) > 0) {
                rows.get(i).add(Lesson.filling(room.get(i)));
            }
        }
        return rows;
    }

    private int lay(Lesson lesson, int begin, int scored) {
        int next = scored;
        Tokens prompt = lesson.group().prompt();
        for (int i = 1; i < prompt.length(); i++) {
            next = lay(lesson.weights().get(i), prompt.at(i), begin + i - 1, next);
        }
        int end = prompt.length() - 1;
        int at = prompt.length();
        for (Tokens tail : lesson.group().tails()) {
            for (int i = 0; i < tail.length(); i++) {
                next = lay(lesson.weights().get(at), tail.at(i), begin + (i == 0 ? end : at - 1), next);
                at++;
            }
        }
        return next;
    }

    private int lay(float weight, int target, int predictor, int scored) {
        if (weight > 0) {
            predictors[scored] = predictor;
            targets[scored] = target;
        }
        return weight > 0 ? scored + 1 : scored;
    }

    /** Tokens that a forward computes, fillings included. */
    public int length() {
        return sequences.length();
    }

    /** The weights of all tokens that have one, in their order. */
    public List<Float> weights() {
        return weights;
    }

    Sequences sequences() {
        return sequences;
    }

    int row() {
        return row;
    }

    /** For each weighted token the row of the hidden state that predicts it. */
    long[] predictors() {
        return predictors;
    }

    long[] targets() {
        return targets;
    }
}

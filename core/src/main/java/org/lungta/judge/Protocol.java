package org.lungta.judge;

import static org.lungta.check.Check.require;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.lungta.check.Stop;
import org.lungta.random.CounterRandom;

/**
 * Asks a judge about every pair in both orders, in a random succession of pairs, and a share of the questions a second time.
 *
 * @param again the share of pairs whose first question is asked again
 * @param seed of the succession and of who is asked again
 */
public record Protocol(double again, long seed) {
    public Protocol {
        require(0 <= again && again <= 1, "the share that is asked again is %s, outside [0, 1]", again);
    }

    /** A tenth is asked again. */
    public static Protocol standard() {
        return new Protocol(0.1, 12345);
    }

    /** The same question twice. */
    public record Repeat(Opinion once, Opinion again) {
        boolean same() {
            return once.choice() == again.choice();
        }
    }

    /** All answers, in the order of the pairs. */
    public record Answers(List<Judged> judged, List<Repeat> repeats) {}

    /**
     * Judges the pairs.
     *
     * @param repeater who is asked again: the same judge, remembering nothing of the first answer
     */
    public Answers judge(Judge judge, Judge repeater, List<Pair> pairs) {
        require(!pairs.isEmpty(), "there is nothing to judge: give at least one pair");
        List<Numbered> judged = new ArrayList<>();
        List<Repeat> repeats = new ArrayList<>();
        for (int i : CounterRandom.permutation(pairs.size(), seed, 0)) {
            Stop.check();
            Judge.Question question = pairs.get(i).question();
            Opinion forward = judge.compare(question);
            judged.add(new Numbered(i, new Judged(pairs.get(i), forward, judge.compare(question.swapped()))));
            if (CounterRandom.uniform(seed, 1, i) < again) {
                repeats.add(new Repeat(forward, repeater.compare(question)));
            }
        }
        judged.sort(Comparator.comparingInt(Numbered::number));
        return new Answers(judged.stream().map(Numbered::judged).toList(), repeats);
    }

    private record Numbered(int number, Judged judged) {}
}

package org.lungta.reward;

import static org.lungta.check.Check.require;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import org.lungta.metric.Tokenization;

/**
 * A penalty for verbosity (SG-SRL): none up to {@code free} times the yardstick, 1 from {@code full} times on, linear between.
 *
 * <pre>
 *   penalty = clip( (length / yardstick - free) / (full - free), 0, 1 )
 * </pre>
 */
public record LengthPenalty(Yardstick yardstick, Tokenization tokenization, double free, double full) implements Part {
    public LengthPenalty {
        require(
                0 < free && free < full,
                "the penalty begins at %s and is full at %s times: give 2.5 and 5",
                free,
                full);
    }

    /** From 2.5 to 5 times the median of the batch, in syllables, Han characters and words. */
    public static LengthPenalty standard() {
        return new LengthPenalty(new Yardstick.BatchMedian(), Tokenization.MIXED, 2.5, 5);
    }

    @Override
    public String name() {
        return "length-penalty";
    }

    @Override
    public List<List<OptionalDouble>> values(List<Answers> groups) {
        List<Double> lengths = yardstick.lengths(groups, tokenization);
        List<List<OptionalDouble>> values = new ArrayList<>();
        for (int g = 0; g < groups.size(); g++) {
            double usual = lengths.get(g);
            values.add(groups.get(g).completions().stream()
                    .map(c -> OptionalDouble.of(
                            penalty(tokenization.tokens(c.text()).size(), usual)))
                    .toList());
        }
        return values;
    }

    double penalty(double length, double usual) {
        if (length == 0) {
            return 0;
        }
        return Math.max(0, Math.min(1, (length / usual - free) / (full - free)));
    }
}

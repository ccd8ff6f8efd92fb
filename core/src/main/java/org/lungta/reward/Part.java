package org.lungta.reward;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.function.BiFunction;
import org.lungta.text.Completion;
import org.lungta.text.Prompt;

/** One measure of completions, from which rewards are put together. It sees all groups of a step, as a reward does. */
public interface Part {
    /** Its name among the parts of a score. */
    String name();

    /** A value for each completion of each group, in order; empty where the part has no verdict. */
    List<List<OptionalDouble>> values(List<Answers> groups);

    /** The values of a part that looks at one completion at a time. */
    static List<List<OptionalDouble>> each(List<Answers> groups, BiFunction<Prompt, Completion, Double> value) {
        List<List<OptionalDouble>> values = new ArrayList<>();
        for (Answers group : groups) {
            values.add(group.completions().stream()
                    .map(c -> finite(value.apply(group.prompt(), c)))
                    .toList());
        }
        return values;
    }

    /** The value, empty where it is no number. */
    static OptionalDouble finite(double value) {
        return Double.isFinite(value) ? OptionalDouble.of(value) : OptionalDouble.empty();
    }
}

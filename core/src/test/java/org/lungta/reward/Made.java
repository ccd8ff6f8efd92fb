package org.lungta.reward;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.Stream;
import org.lungta.text.Completion;
import org.lungta.text.Finish;
import org.lungta.text.Prompt;
import org.lungta.text.Tokens;

/** Prompts, completions and parts for tests of rewards. */
final class Made {
    private Made() {}

    static Completion completion(String text) {
        return new Completion(Tokens.of(1), text, true, Finish.STOP);
    }

    static Answers answers(String source, String reference, String... outputs) {
        return new Answers(
                new Prompt("p", source, reference, Tokens.of(1)),
                Stream.of(outputs).map(Made::completion).toList());
    }

    /** A part that looks its values up by the output; what is not in the table has none. */
    static Part table(String name, Map<String, Double> values) {
        return new Part() {
            @Override
            public String name() {
                return name;
            }

            @Override
            public List<List<OptionalDouble>> values(List<Answers> groups) {
                return groups.stream()
                        .map(g -> g.completions().stream()
                                .map(c -> Optional.ofNullable(values.get(c.text()))
                                        .map(OptionalDouble::of)
                                        .orElse(OptionalDouble.empty()))
                                .toList())
                        .toList();
            }
        };
    }

    static double total(Score score) {
        return ((Score.Value) score).total();
    }
}

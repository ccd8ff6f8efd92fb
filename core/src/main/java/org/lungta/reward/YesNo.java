package org.lungta.reward;

import static org.lungta.check.Check.require;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.OptionalDouble;
import org.lungta.text.Completion;
import org.lungta.text.Prompt;

/**
 * What a model that is asked whether the output is faithful says, by the logits of its two possible answers (SG-SRL).
 *
 * <pre>
 *   p = e^yes / (e^yes + e^no)
 * </pre>
 */
public record YesNo(Judge judge) implements Part {
    /** A model that answers. */
    @FunctionalInterface
    public interface Judge {
        /** The logits of "yes" and "no" as the next token of each question, in order. */
        List<Logits> ask(List<Question> questions);
    }

    /** Whether the completion renders the prompt's source. */
    public record Question(Prompt prompt, Completion completion) {}

    /** The logits of the two answers, of any scale. */
    public record Logits(double yes, double no) {
        /** p, without overflow. */
        public double probability() {
            return 1 / (1 + Math.exp(no - yes));
        }
    }

    @Override
    public String name() {
        return "yes";
    }

    @Override
    public List<List<OptionalDouble>> values(List<Answers> groups) {
        List<Question> questions = groups.stream()
                .flatMap(g -> g.completions().stream().map(c -> new Question(g.prompt(), c)))
                .toList();
        List<Logits> answers = judge.ask(questions);
        require(
                answers.size() == questions.size(),
                "the judge gave %d answers to %d questions",
                answers.size(),
                questions.size());
        Iterator<Logits> found = answers.iterator();
        List<List<OptionalDouble>> values = new ArrayList<>();
        for (Answers group : groups) {
            values.add(group.completions().stream()
                    .map(c -> Part.finite(found.next().probability()))
                    .toList());
        }
        return values;
    }
}

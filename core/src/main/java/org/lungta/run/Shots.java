package org.lungta.run;

import static org.lungta.check.Check.require;

import java.util.List;
import java.util.stream.Stream;
import org.lungta.corpus.Cmrc;
import org.lungta.corpus.Example;
import org.lungta.corpus.Pairs;
import org.lungta.corpus.Question;
import org.lungta.corpus.Reading;
import org.lungta.eval.Comprehension;
import org.lungta.text.Message;
import org.lungta.text.Role;

/**
 * Worked examples, as earlier turns of the conversation, that show a model the form of an answer without teaching it anything.
 *
 * @param task before a source of the task
 * @param reading before a question on a passage
 */
record Shots(List<Message> task, List<Message> reading) {
    Shots {
        task = List.copyOf(task);
        reading = List.copyOf(reading);
    }

    static Shots none() {
        return new Shots(List.of(), List.of());
    }

    boolean isNone() {
        return task.isEmpty() && reading.isEmpty();
    }

    /**
     * So many of the cold start's pairs and so many readings, by the recipe's seed. Dev and test are not drawn from.
     *
     * @param readings of which none is tested
     */
    static Shots draw(int count, Recipe recipe, Datasets data, List<Reading> readings) {
        List<Example> pairs = Pairs.draw(data.coldStart(), count, recipe.seed());
        require(pairs.size() == count, "%d examples of the %d pairs of the cold start", count, pairs.size());
        List<Reading> passages = Cmrc.draw(readings, count, recipe.seed());
        require(
                passages.size() == count || data.readings().isEmpty(),
                "%d worked questions of the %d passages of the file replay: name one with more",
                count,
                readings.size());
        return new Shots(
                pairs.stream()
                        .flatMap(pair -> turns(recipe.task().asked(pair), pair.target()))
                        .toList(),
                passages.stream().flatMap(Shots::worked).toList());
    }

    private static Stream<Message> worked(Reading reading) {
        Question first = reading.questions().get(0);
        return turns(
                Comprehension.question(reading.context(), first.question()),
                first.answers().get(0));
    }

    private static Stream<Message> turns(String asked, String answered) {
        return Stream.of(new Message(Role.USER, asked), new Message(Role.ASSISTANT, answered));
    }
}

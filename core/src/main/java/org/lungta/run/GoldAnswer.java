package org.lungta.run;

import java.util.ArrayList;
import java.util.List;
import org.lungta.corpus.Question;
import org.lungta.corpus.Reading;
import org.lungta.eval.Comprehension;

/** A question on a passage whose gold answer's likelihood is measured. */
record GoldAnswer(Reading reading, Question question) {
    /** Of as many passages as possible: first the first question of each, then the second. */
    static List<GoldAnswer> spread(List<Reading> readings, int most) {
        List<GoldAnswer> answers = new ArrayList<>();
        int rounds = readings.stream().mapToInt(r -> r.questions().size()).max().orElse(0);
        for (int q = 0; q < rounds; q++) {
            for (Reading reading : readings) {
                if (q < reading.questions().size() && answers.size() < most) {
                    answers.add(new GoldAnswer(reading, reading.questions().get(q)));
                }
            }
        }
        return answers;
    }

    /** What the model is asked. */
    String asked() {
        return Comprehension.question(reading.context(), question.question());
    }

    String text() {
        return question.answers().get(0);
    }
}

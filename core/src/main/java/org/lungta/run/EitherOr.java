package org.lungta.run;

import static org.lungta.check.Check.require;

import java.util.ArrayList;
import java.util.List;
import org.lungta.eval.Model;
import org.lungta.model.DecoderWeights;
import org.lungta.model.Policy;
import org.lungta.model.PromptGroup;
import org.lungta.model.Sequences;
import org.lungta.text.ChatFormat;
import org.lungta.text.ControlTokens;
import org.lungta.text.Tokenizer;
import org.lungta.text.Tokens;

/**
 * A model that is asked questions with two possible answers, by the log-probability of the first token of each; control tokens in a
 * question are broken first.
 */
record EitherOr(DecoderWeights weights, Tokenizer tokenizer, ChatFormat chat, String one, String other) {
    private static final int TOKEN_BUDGET = 2048;

    /** A question; the place is named where it cannot be asked. */
    record Question(String text, String place) {}

    /** The log-probabilities of the two answers. */
    record Answer(double one, double other) {}

    List<Answer> ask(List<Question> questions) {
        Tokens first = first(one);
        Tokens second = first(other);
        require(!first.equals(second), "the model's tokens of %s and %s begin alike: it cannot be asked", one, other);
        List<PromptGroup> groups = questions.stream()
                .map(q -> new PromptGroup(asked(q), List.of(first, second)))
                .toList();
        List<Answer> answers = new ArrayList<>();
        for (Sequences part : Sequences.split(groups, TOKEN_BUDGET)) {
            List<Float> logs = Policy.score(weights, part, 1).logProbs();
            for (int i = 0; i < logs.size(); i += 2) {
                answers.add(new Answer(logs.get(i), logs.get(i + 1)));
            }
        }
        return answers;
    }

    private Tokens asked(Question question) {
        return Model.userTurn(tokenizer, chat, ControlTokens.escape(question.text(), tokenizer), question.place());
    }

    private Tokens first(String word) {
        return tokenizer.encode(word).slice(0, 1);
    }
}

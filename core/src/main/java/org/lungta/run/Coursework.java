package org.lungta.run;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.lungta.eval.Comprehension;
import org.lungta.eval.MultipleChoice;
import org.lungta.lab.Schoolwork;
import org.lungta.model.Lesson;
import org.lungta.model.PromptGroup;
import org.lungta.text.ChatFormat;
import org.lungta.text.Message;
import org.lungta.text.Role;
import org.lungta.text.Tokenizer;
import org.lungta.text.Tokens;

/**
 * Schoolwork as weighted tokens: prompts are written as the evaluations write them, and the questions on one passage share its tokens.
 * An instruction counts nothing; of longer work the first questions are taken.
 */
record Coursework(Tokenizer tokenizer, ChatFormat chat, PretrainingRecipe.Weights weights) {
    private static final int MOST_READ = 6;
    private static final int MOST_CHOSEN = 4;

    /** What is asked behind a shared beginning, and what is to be answered. */
    private record Turn(String text, String answer) {}

    Lesson lesson(Schoolwork work) {
        if (work instanceof Schoolwork.Read read) {
            List<Turn> turns = read.questions().stream()
                    .limit(MOST_READ)
                    .map(q -> new Turn(q.question(), q.answer()))
                    .toList();
            return asked(Comprehension.question(read.passage(), ""), read.passage(), turns);
        }
        if (work instanceof Schoolwork.Choose choose) {
            List<Turn> turns = choose.questions().stream()
                    .limit(MOST_CHOSEN)
                    .map(q -> new Turn(
                            MultipleChoice.options(q.question(), q.answers()),
                            q.answers().get(q.right())))
                    .toList();
            String all = MultipleChoice.question(choose.passage(), "", List.of());
            return asked(
                    all.substring(
                            0,
                            all.length() - MultipleChoice.options("", List.of()).length()),
                    choose.passage(),
                    turns);
        }
        if (work instanceof Schoolwork.Headed headed) {
            return asked(
                    BasePrompts.headline(headed.passage()), headed.passage(), List.of(new Turn("", headed.headline())));
        }
        return plain(((Schoolwork.Plain) work).text());
    }

    private Lesson plain(String text) {
        Tokens all = tokenizer.encode(chat.completion(text));
        List<Float> weighted = new ArrayList<>(Collections.nCopies(all.length(), (float) weights.text()));
        weighted.set(0, 0f);
        return new Lesson(new PromptGroup(all.slice(0, 1), List.of(all.slice(1, all.length()))), weighted);
    }

    /** A prompt up to where the turns differ, which holds the passage once. */
    private Lesson asked(String beginning, String passage, List<Turn> turns) {
        String opened = rendered(beginning);
        String shared = opened.substring(0, opened.lastIndexOf(beginning) + beginning.length());
        String behind = opened.substring(shared.length());
        int at = shared.indexOf(passage);
        List<Float> weighted = new ArrayList<>();
        Tokens prompt = weigh(shared.substring(0, at), 0, weighted)
                .concat(weigh(passage, weights.passage(), weighted))
                .concat(weigh(shared.substring(at + passage.length()), 0, weighted));
        List<Tokens> tails = turns.stream()
                .map(turn -> weigh(turn.text() + behind, weights.question(), weighted)
                        .concat(weigh(chat.completion(turn.answer()), weights.answer(), weighted)))
                .toList();
        return new Lesson(new PromptGroup(prompt, tails), weighted);
    }

    private String rendered(String text) {
        return chat.render(List.of(new Message(Role.USER, text)), true);
    }

    private Tokens weigh(String text, double weight, List<Float> weighted) {
        Tokens tokens = tokenizer.encode(text);
        weighted.addAll(Collections.nCopies(tokens.length(), (float) weight));
        return tokens;
    }
}

package org.lungta.run;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.lungta.checkpoint.ModelFolder;
import org.lungta.corpus.Question;
import org.lungta.corpus.Reading;
import org.lungta.eval.Comprehension;
import org.lungta.eval.ExactMatch;
import org.lungta.eval.Model;
import org.lungta.eval.MultipleChoice;
import org.lungta.lab.Curriculum;
import org.lungta.lab.Schoolwork;
import org.lungta.model.DecoderWeights;
import org.lungta.model.Merged;
import org.lungta.tensor.DType;
import org.lungta.text.ChatFormat;
import org.lungta.text.Prompt;
import org.lungta.text.Tokenizer;

/** Examines a base model as it lies on disk, by the evaluations of real runs. */
record Examiner(Curriculum curriculum, PretrainingRecipe.Examination settings, String language) {
    private static final int ROWS = 32;
    private static final int MOST_CHOICES = 4;
    private static final int HEADLINE_TOKENS = 24;

    /**
     * The figures.
     *
     * @param items where the items are kept
     */
    PretrainingResults.Marks examine(Path folder, int passages, Path items, Console console) {
        ModelFolder model = ModelFolder.open(folder);
        try (Tokenizer tokenizer = model.tokenizer();
                DecoderWeights weights = model.weights(DType.FLOAT32);
                Merged merged = Merged.of(weights, Optional.empty(), ROWS)) {
            ChatFormat chat = model.chatFormat(tokenizer);
            Model seen = new Model(merged, tokenizer, chat, model.stops());
            return new PretrainingResults.Marks(
                    new Comprehension(settings.answerTokens())
                            .evaluate(
                                    seen,
                                    readings(passages),
                                    items.resolve("reading.jsonl"),
                                    console.progress("examination: reading")),
                    new MultipleChoice()
                            .evaluate(
                                    seen,
                                    choices(passages),
                                    items.resolve("choice.jsonl"),
                                    console.progress("examination: choice")),
                    new ExactMatch(language, HEADLINE_TOKENS)
                            .evaluate(
                                    seen,
                                    headlines(passages, tokenizer, chat),
                                    items.resolve("headline.jsonl"),
                                    console.progress("examination: headline")));
        }
    }

    private List<Reading> readings(int passages) {
        List<Reading> readings = new ArrayList<>();
        for (int i = 0; i < passages; i++) {
            Schoolwork.Read read = curriculum.examinedRead(i);
            List<Question> questions = new ArrayList<>();
            for (Schoolwork.Answered asked : read.questions()) {
                questions.add(new Question(i + "-" + questions.size(), asked.question(), List.of(asked.answer())));
            }
            readings.add(new Reading("passage " + i, read.passage(), questions));
        }
        return readings;
    }

    private List<MultipleChoice.Question> choices(int passages) {
        List<MultipleChoice.Question> choices = new ArrayList<>();
        for (int i = 0; i < passages; i++) {
            Schoolwork.Choose choose = curriculum.examinedChoose(i);
            for (Schoolwork.Options q :
                    choose.questions().stream().limit(MOST_CHOICES).toList()) {
                choices.add(new MultipleChoice.Question(
                        "choice " + choices.size(), choose.passage(), q.question(), q.answers(), q.right()));
            }
        }
        return choices;
    }

    private List<Prompt> headlines(int passages, Tokenizer tokenizer, ChatFormat chat) {
        List<Prompt> prompts = new ArrayList<>();
        for (int i = 0; i < passages; i++) {
            Schoolwork.Headed headed = curriculum.examinedHead(i);
            String id = "headline " + i;
            prompts.add(new Prompt(
                    id,
                    headed.passage(),
                    headed.headline(),
                    Model.userTurn(tokenizer, chat, BasePrompts.headline(headed.passage()), id)));
        }
        return prompts;
    }
}

package org.lungta.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lungta.checkpoint.ModelFolder;
import org.lungta.eval.Comprehension;
import org.lungta.eval.Model;
import org.lungta.eval.MultipleChoice;
import org.lungta.lab.BaseModel;
import org.lungta.lab.Schoolwork;
import org.lungta.model.Lesson;
import org.lungta.model.PromptGroup;
import org.lungta.text.ChatFormat;
import org.lungta.text.Tokenizer;
import org.lungta.text.Tokens;

/** What the base model learns is what the evaluations will ask, token for token. */
class CourseworkTest {
    private static final String PASSAGE = "扎西在市场买了书。卓玛去了拉萨。";

    @TempDir
    private Path folder;

    private Tokenizer tokenizer;
    private ChatFormat chat;
    private Coursework coursework;

    @BeforeEach
    void open() throws IOException {
        BaseModel.Shape shape = new BaseModel.Shape(32, 1, 2, 64);
        for (var file : BaseModel.files(shape, List.of("zh", "bo"), BasePrompts.phrases())
                .entrySet()) {
            Files.writeString(folder.resolve(file.getKey()), file.getValue());
        }
        ModelFolder model = ModelFolder.open(folder);
        tokenizer = model.tokenizer();
        chat = model.chatFormat(tokenizer);
        coursework = new Coursework(tokenizer, chat, new PretrainingRecipe.Weights(0.5, 0.25, 4, 1));
    }

    @AfterEach
    void close() {
        tokenizer.close();
    }

    private Tokens asked(String prompt, String answer) {
        return Model.userTurn(tokenizer, chat, prompt, "a test").concat(tokenizer.encode(chat.completion(answer)));
    }

    private static Tokens whole(Lesson lesson, int tail) {
        PromptGroup group = lesson.group();
        return group.prompt().concat(group.tails().get(tail));
    }

    @Test
    void questionsOnAPassageShareItAndReadAsTheEvaluationWritesThem() {
        Lesson lesson = coursework.lesson(new Schoolwork.Read(
                PASSAGE, List.of(new Schoolwork.Answered("谁买了书？", "扎西"), new Schoolwork.Answered("卓玛去了哪里？", "拉萨"))));
        assertThat(whole(lesson, 0)).isEqualTo(asked(Comprehension.question(PASSAGE, "谁买了书？"), "扎西"));
        assertThat(whole(lesson, 1)).isEqualTo(asked(Comprehension.question(PASSAGE, "卓玛去了哪里？"), "拉萨"));
        // instruction, blank line and 短文： count nothing, nor do the blank line and 问题：
        assertThat(lesson.weights().subList(0, 4)).containsExactly(0f, 0f, 0f, 0.5f);
        int prompt = lesson.group().prompt().length();
        assertThat(lesson.weights().subList(prompt - 3, prompt)).containsExactly(0.5f, 0f, 0f);
        // 谁 买 了 书 ？ and the line's end, then 扎西 and the end of the answer
        assertThat(lesson.weights().subList(prompt, prompt + 8))
                .containsExactly(0.25f, 0.25f, 0.25f, 0.25f, 0.25f, 0.25f, 4f, 4f);
    }

    @Test
    void soDoChoices() {
        List<String> options = List.of("书", "茶", "信", "马");
        Lesson lesson = coursework.lesson(
                new Schoolwork.Choose(PASSAGE, List.of(new Schoolwork.Options("扎西买了什么？", options, 0))));
        assertThat(whole(lesson, 0)).isEqualTo(asked(MultipleChoice.question(PASSAGE, "扎西买了什么？", options), "书"));
    }

    @Test
    void soDoHeadlines() {
        Lesson lesson = coursework.lesson(new Schoolwork.Headed(PASSAGE, "卓玛去拉萨"));
        assertThat(whole(lesson, 0)).isEqualTo(asked(BasePrompts.headline(PASSAGE), "卓玛去拉萨"));
    }

    @Test
    void ofATextAloneEveryTokenButTheFirstCounts() {
        Lesson lesson = coursework.lesson(new Schoolwork.Plain(PASSAGE));
        assertThat(whole(lesson, 0)).isEqualTo(tokenizer.encode(chat.completion(PASSAGE)));
        assertThat(lesson.weights().get(0)).isZero();
        assertThat(lesson.weights().subList(1, lesson.tokens())).containsOnly(1f);
    }

    @Test
    void everyPhraseIsOneToken() {
        for (String phrase : BasePrompts.phrases()) {
            assertThat(tokenizer.encode(phrase).length()).as(phrase).isEqualTo(1);
        }
    }
}

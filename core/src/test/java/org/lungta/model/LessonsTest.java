package org.lungta.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.lungta.check.Refusal;
import org.lungta.tensor.Autograd;
import org.lungta.tensor.DType;
import org.lungta.tensor.Engine;
import org.lungta.tensor.Tensor;
import org.lungta.text.Tokens;

/** Lessons in rows. */
class LessonsTest {
    private static final Tokens PROMPT = Tokens.of(5, 9, 3, 22, 17, 30, 8, 41);

    @BeforeAll
    static void start() {
        Engine.start();
    }

    private static Lesson lesson(Tokens prompt, Tokens... tails) {
        PromptGroup group = new PromptGroup(prompt, List.of(tails));
        List<Float> weights = new ArrayList<>(Collections.nCopies(group.tokens(), 1f));
        weights.set(0, 0f);
        return new Lesson(group, weights);
    }

    /** Both attentions, over random queries, keys and values; windows as the models have them. */
    @ParameterizedTest
    @ValueSource(ints = {0, 4, 7})
    void rowsAttendAsFlatSequencesDo(int size) {
        Window window = size == 0 ? Window.FULL : new Window(size);
        Sequences sequences = new Sequences(List.of(
                new PromptGroup(PROMPT, List.of(Tokens.of(1, 2, 3), Tokens.of(4, 5, 6, 7), Tokens.of(8))),
                new PromptGroup(Tokens.of(3, 1), List.of(Tokens.of(2, 2, 2, 2, 2, 2))),
                new PromptGroup(Tokens.of(0, 0, 0, 0, 0, 0, 0, 0), List.of(Tokens.empty()))));
        Autograd.run(() -> {
            Engine.seed(3);
            Tensor q = Tensor.randn(1, DType.FLOAT32, sequences.length(), 4, 6);
            Tensor k = Tensor.randn(1, DType.FLOAT32, sequences.length(), 2, 6);
            Tensor v = Tensor.randn(1, DType.FLOAT32, sequences.length(), 2, 6);
            float[] rows = new RowAttention(sequences, 16, List.of(window))
                    .attend(0, q, k, v)
                    .floats();
            float[] flat = new FlatAttention(sequences, List.of(window), DType.FLOAT32)
                    .attend(0, q, k, v)
                    .floats();
            assertThat(rows).containsExactly(flat, within(1e-5f));
        });
    }

    @Test
    void aGroupInTwoRowsIsRefused() {
        Sequences sequences =
                new Sequences(List.of(new PromptGroup(PROMPT, List.of(Tokens.of(1, 2, 3, 4, 5, 6, 7, 8)))));
        assertThatThrownBy(() -> new RowAttention(sequences, 8, List.of(Window.FULL)))
                .isInstanceOf(Refusal.class)
                .hasMessageContaining("lies in two rows of 8");
    }

    @Test
    void everyWeightedTokenIsPredictedByTheOneBeforeIt() {
        Lessons lessons = Lessons.pack(
                        List.of(
                                lesson(Tokens.of(7, 8), Tokens.of(9, 10), Tokens.of(11)),
                                lesson(Tokens.of(1, 2, 3, 4, 5, 6))),
                        12,
                        4)
                .get(0);
        // the longer lesson stands first: tokens 0 to 5, then the prompt 6 and 7 and its tails 8, 9 and 10
        assertThat(lessons.predictors()).containsExactly(0, 1, 2, 3, 4, 6, 7, 8, 7);
        assertThat(lessons.targets()).containsExactly(2, 3, 4, 5, 6, 8, 9, 10, 11);
        assertThat(lessons.length()).isEqualTo(12);
    }

    @Test
    void rowsAreFilledBeforeNewOnesBegin() {
        List<Lessons> parts = Lessons.pack(
                List.of(
                        lesson(Tokens.of(1, 2, 3)),
                        lesson(Tokens.of(1, 2, 3, 4, 5, 6, 7)),
                        lesson(Tokens.of(1, 2, 3, 4, 5)),
                        lesson(Tokens.of(1, 2, 3))),
                10,
                1);
        assertThat(parts).extracting(Lessons::length).containsExactly(10, 10); // 7 + 3 and 5 + 3
        assertThat(parts).extracting(part -> part.weights().size()).containsExactly(8, 6);
    }

    @Test
    void whatCannotBeLearntIsRefused() {
        assertThatThrownBy(() -> Lessons.pack(List.of(lesson(PROMPT)), 7, 1))
                .isInstanceOf(Refusal.class)
                .hasMessageContaining("8 tokens does not fit into a row of 7");
        PromptGroup group = new PromptGroup(Tokens.of(1), List.of(Tokens.of(2)));
        assertThatThrownBy(() -> new Lesson(group, List.of(1f, 1f)))
                .isInstanceOf(Refusal.class)
                .hasMessageContaining("nothing predicts it");
        assertThatThrownBy(() -> new Lesson(group, List.of(0f)))
                .isInstanceOf(Refusal.class)
                .hasMessageContaining("2 tokens, but weights for 1");
        assertThatThrownBy(() -> new Lesson(group, List.of(0f, -1f)))
                .isInstanceOf(Refusal.class)
                .hasMessageContaining("negative");
    }

    private static Lesson lesson(Tokens alone) {
        return lesson(alone, Tokens.empty());
    }
}

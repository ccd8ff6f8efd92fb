package org.lungta.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.lungta.checkpoint.EncoderFolder;
import org.lungta.tensor.Autograd;
import org.lungta.tensor.DType;
import org.lungta.tensor.Engine;
import org.lungta.tensor.Tensor;
import org.lungta.text.Tokens;
import tools.jackson.databind.JsonNode;

/** Tiny encoders against sentence-transformers: BERT and XLM-R, mean and CLS, with Normalize and without, in both layouts. */
class EncoderParityTest {
    @ParameterizedTest
    @ValueSource(strings = {"tiny_bert", "tiny_xlmr", "tiny_bert_cls"})
    void embeddingsAreThoseOfSentenceTransformers(String name) {
        Engine.start();
        JsonNode expected = Goldens.json(Goldens.FOLDER.resolve(name).resolve("expected.json"));
        List<String> texts = new ArrayList<>();
        expected.forEach(e -> texts.add(e.path("text").asString()));
        try (Encoder encoder = EncoderFolder.open(Goldens.FOLDER.resolve(name), "")) {
            List<Embedding> found = encoder.embed(texts);
            assertThat(found).hasSize(12);
            for (int i = 0; i < texts.size(); i++) {
                assertThat(found.get(i).toArray())
                        .as(texts.get(i))
                        .containsExactly(Goldens.floats(expected.get(i).path("embedding")), within(1e-5f));
            }
        }
    }

    @Test
    void textsOfOneLengthThatAreComputedAsOneAreThoseComputedAlone() {
        try (Encoder encoder = EncoderFolder.open(Goldens.FOLDER.resolve("tiny_bert"), "")) {
            List<Tokens> texts =
                    List.of(Tokens.of(2, 5, 3), Tokens.of(2, 7, 3), Tokens.of(2, 9, 6, 3), Tokens.of(2, 8, 3));
            float[] together =
                    Autograd.inference(() -> encoder.embedder().embed(texts).floats());
            int width = together.length / texts.size();
            for (int i = 0; i < texts.size(); i++) {
                List<Tokens> alone = List.of(texts.get(i));
                assertThat(Arrays.copyOfRange(together, i * width, (i + 1) * width))
                        .containsExactly(
                                Autograd.inference(
                                        () -> encoder.embedder().embed(alone).floats()),
                                within(1e-6f));
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"tiny_bert", "tiny_xlmr", "tiny_bert_cls"})
    void inBfloat16CosinesMoveByThousandths(String name) {
        Engine.start();
        List<String> texts = new ArrayList<>();
        Goldens.json(Goldens.FOLDER.resolve(name).resolve("expected.json"))
                .forEach(e -> texts.add(e.path("text").asString()));
        try (Encoder exact = EncoderFolder.open(Goldens.FOLDER.resolve(name), "");
                Encoder rounded = EncoderFolder.open(Goldens.FOLDER.resolve(name), "", DType.BFLOAT16)) {
            List<Embedding> a = exact.embed(texts);
            List<Embedding> b = rounded.embed(texts);
            for (int i = 0; i < texts.size(); i++) {
                for (int j = 0; j < i; j++) {
                    assertThat(b.get(i).cosine(b.get(j))).isCloseTo(a.get(i).cosine(a.get(j)), within(0.01));
                }
            }
        }
    }

    @Test
    void whatTheVocabularyCannotWriteIsCountedAsUnknown() {
        try (Encoder encoder = EncoderFolder.open(Goldens.FOLDER.resolve("tiny_bert"), "")) {
            assertThat(encoder.unknownRate(List.of("未知"))).isEqualTo(1);
        }
    }

    @Test
    void theLengthIsTheTokenizersWhereNothingElseSaysIt() {
        try (Encoder encoder = EncoderFolder.open(Goldens.FOLDER.resolve("tiny_xlmr"), "")) {
            assertThat(encoder.maxTokens()).isEqualTo(20); // 26 positions would allow 24
            assertThat(encoder.tokens("新".repeat(60)).length()).isEqualTo(20);
            assertThat(encoder.cutRate(List.of("新".repeat(60), "书"))).isEqualTo(0.5);
        }
    }

    @Test
    void poolingIsThatOfTheGoldenRows() {
        Engine.start();
        Tensor rows = Autograd.own(() -> Tensor.of(new float[] {1, 2, 3, 4, 5, 6}, 3, 2));
        assertThat(Autograd.inference(() -> new Pooling.Mean().pool(rows).floats()))
                .containsExactly(3, 4);
        assertThat(Autograd.inference(() -> new Pooling.Cls().pool(rows).floats()))
                .containsExactly(1, 2);
    }

    @Test
    void positionsBehindThePaddingDoNotCountPaddingTokens() {
        Tokens text = Tokens.of(0, 7, 1, 8, 2); // as transformers' create_position_ids_from_input_ids
        assertThat(new Numbering.BehindPadding(1).positions(text)).containsExactly(2, 3, 1, 4, 5);
        assertThat(new Numbering.BehindPadding(1).longest(514)).isEqualTo(512);
        assertThat(new Numbering.FromZero().positions(text)).containsExactly(0, 1, 2, 3, 4);
    }
}

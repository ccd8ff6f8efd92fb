package org.lungta.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.lungta.checkpoint.EncoderFolder;
import org.lungta.tensor.Engine;
import tools.jackson.databind.JsonNode;

/** A tiny BERT against sentence-transformers. */
class EncoderParityTest {
    @Test
    void embeddingsAreThoseOfSentenceTransformers() {
        Engine.start();
        JsonNode expected = Goldens.json(Goldens.FOLDER.resolve("tiny_bert/expected.json"));
        List<String> texts = new ArrayList<>();
        expected.forEach(e -> texts.add(e.path("text").asString()));
        try (Encoder encoder = EncoderFolder.open(Goldens.FOLDER.resolve("tiny_bert"), "")) {
            List<Embedding> found = encoder.embed(texts);
            assertThat(found).hasSize(12);
            for (int i = 0; i < texts.size(); i++) {
                assertThat(found.get(i).toArray())
                        .as(texts.get(i))
                        .containsExactly(Goldens.floats(expected.get(i).path("embedding")), within(1e-5f));
            }
            assertThat(encoder.unknownRate(List.of("未知"))).isEqualTo(1);
        }
    }
}

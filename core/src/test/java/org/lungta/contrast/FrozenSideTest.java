package org.lungta.contrast;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lungta.checkpoint.EncoderFolder;
import org.lungta.model.Encoder;
import org.lungta.model.Goldens;
import org.lungta.tensor.Engine;

/** What a frozen encoder said is computed once. */
class FrozenSideTest {
    private static final Path ENCODER = Goldens.FOLDER.resolve("tiny_xlmr");
    private static final List<String> TEXTS = List.of("他买了书。", "书", "他买了书。", "hello");

    @TempDir
    private Path cache;

    @BeforeAll
    static void start() {
        Engine.start();
    }

    @Test
    void equalTextsAreComputedOnceAndKnownOnesNotAgain() {
        try (Encoder encoder = EncoderFolder.open(ENCODER, "")) {
            FrozenSide side = FrozenSide.open(cache, encoder, "h");
            assertThat(side.learn(TEXTS, encoder, (done, total) -> {})).isEqualTo(3);
            FrozenSide again = FrozenSide.open(cache, encoder, "h");
            long before = encoder.embedded();
            assertThat(again.learn(TEXTS, encoder, (done, total) -> {})).isZero();
            assertThat(encoder.embedded()).isEqualTo(before);
            assertThat(again.of("hello")).isEqualTo(side.of("hello"));
            assertThat(again.of("hello").cosine(encoder.embed(List.of("hello")).get(0)))
                    .isGreaterThan(0.999999);
            assertThat(again.learn(List.of("书", "新"), encoder, (done, total) -> {}))
                    .isEqualTo(1);
            assertThat(FrozenSide.open(cache, encoder, "h").learn(List.of("新"), encoder, (done, total) -> {}))
                    .isZero();
        }
    }

    @Test
    void anotherEncoderOrPrefixHasACacheOfItsOwn() {
        try (Encoder encoder = EncoderFolder.open(ENCODER, "");
                Encoder prefixed = EncoderFolder.open(ENCODER, "hello ")) {
            FrozenSide.open(cache, encoder, "h").learn(TEXTS, encoder, (done, total) -> {});
            assertThat(FrozenSide.open(cache, encoder, "other").learn(TEXTS, encoder, (done, total) -> {}))
                    .isEqualTo(3);
            assertThat(FrozenSide.open(cache, prefixed, "h").learn(TEXTS, prefixed, (done, total) -> {}))
                    .isEqualTo(3);
        }
    }
}

package org.lungta.probe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lungta.checkpoint.EncoderFolder;
import org.lungta.lab.TinyWorld;
import org.lungta.metric.MixedTokens;
import org.lungta.model.Embedding;
import org.lungta.model.Encoder;
import org.lungta.tensor.Engine;

/** What cosines do when a text is changed, by an encoder whose cosines are known: a bag of the letters a to z, and by tiny ones. */
class SensitivityTest {
    @TempDir
    private Path folder;

    private static List<Embedding> bag(List<String> texts) {
        return texts.stream()
                .map(text -> {
                    float[] counts = new float[26];
                    MixedTokens.words(text).forEach(word -> counts[word.charAt(0) - 'a']++);
                    return Embedding.of(counts);
                })
                .toList();
    }

    @Test
    void aBagsCosinesAreRootsOfShares() {
        Sensitivity s = Sensitivity.of(
                List.of("a b c d", "e f g h i j k l", "m n o p", "too short"), " ", SensitivityTest::bag);
        assertThat(s.texts()).isEqualTo(3);
        assertThat(s.graded()).isCloseTo(1, within(0.01)); // cos = root of the share that is kept
        assertThat(s.shorter()).isCloseTo(Math.sqrt(0.5), within(1e-6));
        double longer = (Math.sqrt(4 / 12.0) + Math.sqrt(8 / 12.0) + Math.sqrt(4 / 8.0)) / 3;
        assertThat(s.longer()).isCloseTo(longer, within(1e-6));
        assertThat(s.normalised()).isCloseTo(1, within(1e-6));
    }

    @Test
    void anEncoderThatTellsNothingApartHasNoOrder() {
        Sensitivity s = Sensitivity.of(
                List.of("a b c d", "e f g h"),
                " ",
                texts -> texts.stream().map(t -> Embedding.of(new float[] {1})).toList());
        assertThat(s.graded()).isZero();
        assertThat(s.shorter()).isEqualTo(1);
    }

    @Test
    void anEncoderKeepsItsOwnOrderAndAnotherDoesNot() {
        Engine.start();
        TinyWorld.writeBagEncoder(folder.resolve("one"), 7);
        TinyWorld.writeBagEncoder(folder.resolve("other"), 8);
        List<String> texts = List.of("扎西买了书本。", "卓玛卖了茶叶。", "顿珠看见马匹。", "白玛找到衣服。", "次仁做了帽子。");
        try (Encoder one = EncoderFolder.open(folder.resolve("one"), "");
                Encoder other = EncoderFolder.open(folder.resolve("other"), "")) {
            assertThat(Order.between(one, one, "zh", texts, 50, 1)).isEqualTo(new Order("zh", 50, 1));
            assertThat(Order.between(one, other, "zh", texts, 50, 1).spearman()).isLessThan(0.95);
        }
    }
}

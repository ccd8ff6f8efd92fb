package org.lungta.contrast;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lungta.check.Refusal;
import org.lungta.checkpoint.ContentHash;
import org.lungta.checkpoint.EncoderFolder;
import org.lungta.checkpoint.EncoderWriter;
import org.lungta.model.Bert;
import org.lungta.model.BigramBag;
import org.lungta.model.Encoder;
import org.lungta.reward.Similarity;
import org.lungta.tensor.Engine;
import tools.jackson.databind.json.JsonMapper;

/** An encoder made from nothing: it opens and knows its words. */
class FreshEncoderTest {
    private static final List<String> TEXTS = List.of("བཀྲ་ཤིས་དེབ་ཉོས།", "扎西买了书。", "Open the book, now");

    @TempDir
    private Path folder;

    @BeforeAll
    static void start() {
        Engine.start();
    }

    private Path write(String name, int layers, long seed) {
        new FreshEncoder(new FreshEncoder.Shape.Transformer(layers, 16, 2), FreshVocabulary.of(TEXTS, 1), seed)
                .write(folder.resolve(name), Map.of("lungta-note", "n"));
        return folder.resolve(name);
    }

    @Test
    void itsTokensAreTheWordsAndNothingOfItsTextsIsUnknown() {
        try (Encoder encoder = EncoderFolder.open(write("a", 2, 1), "")) {
            assertThat(encoder.unknownRate(TEXTS)).isZero();
            assertThat(encoder.unknownRate(List.of("书ཀྲ", "now open"))).isZero(); // pieces of words
            for (String text : TEXTS) {
                assertThat(encoder.tokens(text).length())
                        .as(text)
                        .isEqualTo(FreshVocabulary.words(text).size() + 2);
            }
        }
    }

    @Test
    void theSeedDecidesTheWeights() {
        assertThat(ContentHash.ofFolder(write("one", 1, 1)))
                .isEqualTo(ContentHash.ofFolder(write("same", 1, 1)))
                .isNotEqualTo(ContentHash.ofFolder(write("other", 1, 2)));
    }

    /** Unordered maps have another order in another process; what is written must not. */
    @Test
    void filesHaveTheirKeysInOrder() throws IOException {
        Path encoder = write("sorted", 1, 1);
        for (String file : List.of("tokenizer_config.json", "config.json", "tokenizer.json")) {
            List<String> keys = new ArrayList<>(JsonMapper.shared()
                    .readTree(Files.readString(encoder.resolve(file)))
                    .propertyNames());
            assertThat(keys).as(file).isSorted();
        }
    }

    @Test
    void aBagMindsNoOrderAndATransformerDoes() {
        String text = "扎西买了书";
        String turned = "书买了扎西";
        new FreshEncoder(new FreshEncoder.Shape.Bag(16), FreshVocabulary.of(TEXTS, 1), 1)
                .write(folder.resolve("bag"), Map.of());
        try (Encoder bag = EncoderFolder.open(folder.resolve("bag"), "");
                Encoder other = EncoderFolder.open(write("other", 1, 1), "")) {
            assertThat(((Bert.Config) bag.embedder().config()).layers()).isZero();
            assertThat(cosine(bag, text, turned)).isCloseTo(1, within(1e-6));
            assertThat(cosine(bag, text, "扎西买了")).isLessThan(.999);
            assertThat(cosine(other, text, turned)).isLessThan(.9999);
        }
    }

    private Path bigrams(String name) {
        new FreshEncoder(new FreshEncoder.Shape.BigramBag(16, 5000), FreshVocabulary.of(TEXTS, 1), 1)
                .write(folder.resolve(name), Map.of());
        return folder.resolve(name);
    }

    @Test
    void aBagOfBigramsMindsTheOrderWithinPairsAlone() {
        try (Encoder encoder = EncoderFolder.open(bigrams("pairs"), "")) {
            assertThat(encoder.embedder()).isInstanceOf(BigramBag.class);
            assertThat(cosine(encoder, "买了", "了买")).isLessThan(.9);
            assertThat(cosine(encoder, "买了买书买", "买书买了买")).isCloseTo(1, within(1e-6)); // the same pairs
            assertThat(cosine(encoder, "扎西买了书", "书买了扎西")).isLessThan(.9); // 扎西 and 买了 stay, of six pairs
        }
    }

    @Test
    void aBagOfBigramsIsWrittenAndReadAsItselfAndSaysThatItIsLungtasAlone() throws IOException {
        Path fresh = bigrams("fresh");
        Path written = folder.resolve("written");
        try (Encoder encoder = EncoderFolder.open(fresh, "")) {
            EncoderWriter.write(written, encoder, fresh);
            try (Encoder again = EncoderFolder.open(written, "")) {
                assertThat(again.embed(TEXTS)).isEqualTo(encoder.embed(TEXTS));
                assertThat(again.embedder().config())
                        .isEqualTo(encoder.embedder().config());
                assertThat(again.maxTokens()).isEqualTo(encoder.maxTokens());
            }
        }
        for (Path path : List.of(fresh, written)) {
            assertThat(path.resolve("README.md")).content().contains("read by Lungta alone");
            assertThat(path.resolve("modules.json"))
                    .content()
                    .contains("\"lungta.BigramBag\"")
                    .doesNotContain("Transformer");
        }
    }

    @Test
    void aFolderThatIsOnlyLikeABagOfBigramsIsRefused() throws IOException {
        refused("config.json", "\"bigram-bag\"", "\"trigram-bag\"", "trigram-bag; bert, xlm-roberta and Lungta's own");
        refused("config.json", "\"buckets\":5000", "\"buckets\":0", "\"buckets\" is 0");
        refused("config.json", "\"buckets\":5000", "\"buckets\":4000", "has shape [5000, 16]");
        refused(
                "modules.json",
                "lungta.BigramBag",
                "sentence_transformers.models.Transformer",
                "[Transformer, Pooling");
        refused("1_Pooling/config.json", "mean_tokens", "cls_token", "it knows the mean alone");
    }

    private void refused(String file, String from, String to, String says) throws IOException {
        Path encoder = bigrams("broken-" + to.replaceAll("[^a-zA-Z0-9]", ""));
        String text = Files.readString(encoder.resolve(file));
        assertThat(text).contains(from);
        Files.writeString(encoder.resolve(file), text.replace(from, to));
        assertThatThrownBy(() -> EncoderFolder.open(encoder, ""))
                .isInstanceOf(Refusal.class)
                .hasMessageContaining(says);
    }

    private static double cosine(Encoder encoder, String one, String other) {
        return new Similarity(encoder)
                .cosines(List.of(new Similarity.Pair(one, other)))
                .get(0);
    }

    @Test
    void aShapeThatDoesNotDivideIsRefused() {
        assertThatThrownBy(() -> new FreshEncoder.Shape.Transformer(1, 10, 3))
                .isInstanceOf(Refusal.class)
                .hasMessageContaining("hidden is 10, heads 3");
        assertThatThrownBy(() -> new FreshEncoder.Shape.Transformer(0, 10, 2))
                .isInstanceOf(Refusal.class)
                .hasMessageContaining("layers is 0");
        assertThatThrownBy(() -> new FreshEncoder.Shape.BigramBag(8, 0))
                .isInstanceOf(Refusal.class)
                .hasMessageContaining("hidden is 8, buckets 0");
    }
}

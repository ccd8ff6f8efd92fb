package org.lungta.extension;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lungta.checkpoint.EncoderFolder;
import org.lungta.lexicon.Candidate;
import org.lungta.lexicon.Entry;
import org.lungta.lexicon.Lexicon;
import org.lungta.lexicon.Origin;
import org.lungta.model.Encoder;
import org.lungta.tensor.Engine;
import org.lungta.text.Language;
import org.lungta.text.Tokenizer;
import org.lungta.text.Tokens;

/** A sentence encoder with new words stays a sentence encoder, and nothing of the new script is unknown to it. */
class EncoderExtensionTest {
    private static final Path XLMR = Path.of("src/test/resources/golden/tiny_xlmr");

    @TempDir
    private Path folder;

    private Path output;

    @BeforeEach
    void extend() {
        Engine.start();
        Origin origin =
                new Origin(Language.of("bo"), Language.of("zh"), "syllables", Optional.empty(), Map.of("by", "hand"));
        Lexicon lexicon = new Lexicon(
                origin,
                List.of(
                        new Entry("ཧྲིལ", 2, List.of(new Candidate("书", 0.6), new Candidate("新", 0.2))),
                        new Entry("བ", 2, List.of(new Candidate("买", 1)))));
        output = folder.resolve("extended");
        new Extension(XLMR, lexicon, Start.LEXICON, Extension.Lengths.AS_THEY_COME, 3).write(output);
    }

    @Test
    void itKeepsItsModulesAndItsEmbeddingsOfOldText() {
        assertThat(output.resolve("modules.json")).hasSameTextualContentAs(XLMR.resolve("modules.json"));
        assertThat(output.resolve("1_Pooling/config.json"))
                .hasSameTextualContentAs(XLMR.resolve("1_Pooling/config.json"));
        assertThat(Files.exists(output.resolve("sentence_bert_config.json"))).isTrue();
        List<String> texts = List.of("他买了新书。", "hello world");
        try (Encoder before = EncoderFolder.open(XLMR, "");
                Encoder after = EncoderFolder.open(output, "")) {
            assertThat(after.embed(texts)).isEqualTo(before.embed(texts));
        }
    }

    @Test
    void aLetterThatIsAPieceOfTheVocabularyStaysThatPiece() {
        try (Tokenizer old = Tokenizer.load(XLMR);
                Tokenizer made = Tokenizer.load(output)) {
            assertThat(old.has("བ")).isTrue();
            assertThat(made.id("བ")).isEqualTo(old.id("བ"));
        }
    }

    @Test
    void noLetterOfTheScriptIsUnknownAnyMore() {
        String rare = "ཌཱ༢༥ཎ༽";
        try (Tokenizer old = Tokenizer.load(XLMR);
                Tokenizer made = Tokenizer.load(output)) {
            assertThat(old.unknownTokens(old.encode(rare))).isPositive();
            assertThat(made.unknownTokens(made.encode(rare))).isZero();
        }
    }

    @Test
    void aLetterMeansALittleOfTheWordsThatItStandsIn() {
        try (Encoder encoder = EncoderFolder.open(output, "");
                Tokenizer made = Tokenizer.load(output)) {
            float[] words = encoder.embedder().table().floats();
            int width = encoder.embedder().config().hidden();
            int word = made.id("ཧྲིལ");
            int letter = made.id("ྲ"); // stands in that word alone
            assertThat(made.encode("ྲ").length()).isLessThanOrEqualTo(2); // the metaspace may stand before it
            for (int i = 0; i < width; i++) {
                assertThat(words[letter * width + i]).isCloseTo(words[word * width + i], within(1e-6f));
            }
            assertThat(Tokens.of(word)).isNotEqualTo(Tokens.of(letter));
        }
    }
}

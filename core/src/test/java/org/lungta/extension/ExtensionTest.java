package org.lungta.extension;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.lungta.check.Refusal;
import org.lungta.checkpoint.ModelFolder;
import org.lungta.checkpoint.TensorFolder;
import org.lungta.lab.TinyWorld;
import org.lungta.lexicon.Candidate;
import org.lungta.lexicon.Entry;
import org.lungta.lexicon.Lexicon;
import org.lungta.lexicon.Origin;
import org.lungta.tensor.Engine;
import org.lungta.text.Language;
import org.lungta.text.NewWords;
import org.lungta.text.Tokenizer;
import org.lungta.text.Tokens;

/** A model with new words is the model that it was, and knows the words. */
class ExtensionTest {
    @TempDir
    private Path folder;

    private Path model;

    @BeforeEach
    void world() {
        Engine.start();
        TinyWorld.write(folder.resolve("world"), 7);
        model = folder.resolve("world/model");
    }

    private static Lexicon lexicon(Entry... entries) {
        Origin origin =
                new Origin(Language.of("bo"), Language.of("zh"), "syllables", Optional.empty(), Map.of("by", "hand"));
        return new Lexicon(origin, List.of(entries));
    }

    private static Entry entry(String unit, Candidate... candidates) {
        return new Entry(unit, 2, List.of(candidates));
    }

    /** Two syllables that the world does not have. */
    private static Lexicon twoWords() {
        return lexicon(
                entry("ཧྲིལ", new Candidate("书本", 0.6), new Candidate("扎西", 0.2)),
                entry("པོའི", new Candidate("书本", 0.5)));
    }

    private Extension extension(Lexicon lexicon, Start start) {
        return new Extension(model, lexicon, start, Extension.Lengths.AS_THEY_COME, 3);
    }

    @Test
    void oldTokensStayWhereTheyWereAndNewOnesAreRead() {
        Path output = folder.resolve("extended");
        Extension.Report report = extension(twoWords(), Start.LEXICON).write(output);
        assertThat(report.tokens()).isEqualTo(4); // two syllables, each with its tsheg and without
        try (Tokenizer old = Tokenizer.load(model);
                Tokenizer made = Tokenizer.load(output)) {
            assertThat(report.first()).isEqualTo(old.size());
            for (String text : List.of("扎西买了书本。", "a b<c>", "བཀྲ་ཤིས་དེབ་ཉོས།")) {
                assertThat(made.encode(text)).isEqualTo(old.encode(text));
            }
            String words = "ཧྲིལ་པོའི་ཧྲིལ";
            assertThat(made.encode("ཧྲིལ་")).isEqualTo(Tokens.of(report.first()));
            assertThat(made.decode(made.encode(words))).isEqualTo(words);
            assertThat(made.isValidText(made.encode(words))).isTrue();
            assertThat(made.encode(words).length()).isLessThan(old.encode(words).length());
            assertThat(made.controlTokens()).isEqualTo(old.controlTokens());
        }
        assertThat(NewWords.in(output)).contains(new NewWords(report.first(), 4));
        assertThat(ModelFolder.open(output).config().sizes().vocabulary()).isEqualTo(report.rows());
    }

    @Test
    void aNewRowIsTheWeightedMeanOfItsCandidatesRowsAndOldRowsAreUntouched() {
        Path output = folder.resolve("extended");
        Extension.Report report = extension(twoWords(), Start.LEXICON).write(output);
        float[] before = embedding(model);
        float[] after = embedding(output);
        int width = 64;
        for (int i = 0; i < before.length; i++) {
            assertThat(after[i]).isEqualTo(before[i]);
        }
        try (Tokenizer old = Tokenizer.load(model)) {
            int book = old.encode("书本").at(0);
            int tashi = old.encode("扎西").at(0);
            assertThat(old.encode("书本").length()).isEqualTo(1);
            for (int i = 0; i < width; i++) {
                float expected = (0.6f * before[book * width + i] + 0.2f * before[tashi * width + i]) / 0.8f;
                assertThat(after[report.first() * width + i]).isCloseTo(expected, within(1e-6f));
            }
        }
    }

    @ParameterizedTest
    @EnumSource(Start.class)
    void matchedRowsHaveTheMeanLengthOfTheOldOnes(Start start) {
        Path output = folder.resolve("matched-" + start);
        Extension.Report report = new Extension(model, twoWords(), start, Extension.Lengths.MATCHED, 3).write(output);
        float[] rows = embedding(output);
        double mean = 0;
        for (int row = 0; row < report.first(); row++) {
            mean += length(rows, row) / report.first();
        }
        for (int row = report.first(); row < report.first() + report.tokens(); row++) {
            assertThat(length(rows, row)).isCloseTo(mean, within(1e-4));
        }
    }

    private static double length(float[] rows, int row) {
        double squares = 0;
        for (int i = 0; i < 64; i++) {
            squares += rows[row * 64 + i] * rows[row * 64 + i];
        }
        return Math.sqrt(squares);
    }

    @Test
    void spellingsThatAreTokensAlreadyAreNamedAndLeftAlone() {
        Path output = folder.resolve("extended");
        Extension.Report report = extension(
                        lexicon(entry("ཧྲིལ", new Candidate("书本", 0.5)), entry("།", new Candidate("。", 0.9))),
                        Start.LEXICON)
                .write(output);
        assertThat(report.existing()).containsExactly("།");
        assertThat(report.tokens()).isEqualTo(2);
    }

    @Test
    void aUnitThatWouldEatAControlTokenIsRefused() {
        Lexicon greedy = lexicon(entry("<|im", new Candidate("书本", 0.5)));
        assertThatThrownBy(() -> extension(greedy, Start.LEXICON).write(folder.resolve("out")))
                .isInstanceOf(Refusal.class)
                .hasMessageContaining("<|im_");
        assertThat(folder.resolve("out")).doesNotExist();
    }

    @Test
    void aLexiconOfAnotherTokenizerIsRefused() {
        Origin other = new Origin(
                Language.of("bo"), Language.of("zh"), "syllables", Optional.of("0123456789abcdef"), Map.of());
        Lexicon foreign = new Lexicon(other, twoWords().entries());
        assertThatThrownBy(() -> extension(foreign, Start.LEXICON).write(folder.resolve("out")))
                .isInstanceOf(Refusal.class)
                .hasMessageContaining("another tokenizer");
        assertThat(folder.resolve("out")).doesNotExist();
    }

    @Test
    void aLexiconWithNothingNewIsRefused() {
        Lexicon known = lexicon(entry("།", new Candidate("。", 0.9)));
        assertThatThrownBy(() -> extension(known, Start.LEXICON).write(folder.resolve("out")))
                .isInstanceOf(Refusal.class)
                .hasMessageContaining("nothing is new");
        assertThat(folder.resolve("out")).doesNotExist();
    }

    @Test
    void aModelIsNotExtendedTwice() {
        Path output = folder.resolve("extended");
        extension(twoWords(), Start.LEXICON).write(output);
        Extension again = new Extension(output, twoWords(), Start.LEXICON, Extension.Lengths.AS_THEY_COME, 0);
        assertThatThrownBy(() -> again.write(folder.resolve("twice")))
                .isInstanceOf(Refusal.class)
                .hasMessageContaining("before");
        assertThat(folder.resolve("twice")).doesNotExist();
    }

    @Test
    void aTokenizerOfAnUnknownKindIsRefusedAndNothingIsWritten() throws IOException {
        Path file = model.resolve("tokenizer.json");
        Files.writeString(file, Files.readString(file).replace("\"BPE\"", "\"Rubbish\""));
        assertThatThrownBy(() -> extension(twoWords(), Start.LEXICON).write(folder.resolve("out")))
                .isInstanceOf(Refusal.class)
                .hasMessageContaining("tokenizer.json");
        assertThat(folder.resolve("out")).doesNotExist();
    }

    private static float[] embedding(Path folder) {
        FloatBuffer buffer = TensorFolder.open(folder)
                .bytes("model.embed_tokens.weight")
                .order(ByteOrder.LITTLE_ENDIAN)
                .asFloatBuffer();
        float[] values = new float[buffer.remaining()];
        buffer.get(values);
        return values;
    }
}

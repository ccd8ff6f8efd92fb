package org.lungta.lexicon;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.lungta.check.Refusal;
import org.lungta.text.Language;

class LexiconFileTest {
    private static final String HEADER =
            "# lungta lexicon {\"format\":1,\"from\":{\"code\":\"bo\",\"scripts\":[\"TIBETAN\"]},"
                    + "\"to\":{\"code\":\"zh\",\"scripts\":[\"HAN\"]},\"units\":\"syllables\",\"built\":{}}\n";

    @TempDir
    private Path folder;

    private static Origin origin(String units, String from) {
        return new Origin(
                Language.of(from),
                Language.of("zh"),
                units,
                Optional.of("0123456789abcdef"),
                Map.of("pairs", "12 of \"x\", é"));
    }

    private Path write(String text) throws IOException {
        return Files.writeString(folder.resolve("l.tsv"), text);
    }

    @Test
    void whatIsWrittenIsReadBackEqualAndWrittenAgainByteForByte() throws IOException {
        Lexicon lexicon = new Lexicon(
                origin("syllables", "bo"),
                List.of(
                        new Entry("རྟ", 12, List.of(new Candidate("马", 0.5), new Candidate("\tThe#\\n ", 0.1))),
                        new Entry(
                                "།",
                                0,
                                List.of(
                                        new Candidate(" ", 1),
                                        new Candidate("#", 1e-6),
                                        new Candidate("\r\n", 1 / 3.0))),
                        new Entry("༡", 3, List.of(new Candidate("<id:12>", 0.25), new Candidate("\u3000", 0.7)))));
        String text = LexiconFile.format(lexicon);
        Lexicon read = LexiconFile.read(write(text));
        assertThat(read).isEqualTo(lexicon);
        assertThat(LexiconFile.format(read)).isEqualTo(text);
        assertThat(text.lines()).hasSize(2 + 7).doesNotContain("");
    }

    @Test
    void unitsWithoutSyllablesComeBackTheSame() throws IOException {
        for (String units : List.of("words", "pieces")) {
            Lexicon lexicon =
                    new Lexicon(origin(units, "ug"), List.of(new Entry("ئات", 2, List.of(new Candidate("马", 0.5)))));
            Lexicon read = LexiconFile.read(write(LexiconFile.format(lexicon)));
            assertThat(read).isEqualTo(lexicon);
            assertThat(read.inventory().segments("ئات!"))
                    .containsExactly(new Segment("ئات", Optional.of("ئات")), new Segment("!", Optional.empty()));
        }
    }

    @Test
    void aLinguistMayAddRemarksLinesAndWindowsLineEnds() throws IOException {
        Lexicon lexicon = LexiconFile.read(
                write(HEADER + "རྟ\t3\t马\t0.5\r\n\r\n# the colt, too\r\nབོད\t0\t西藏\t1\r\nརྟ\t3\t驹\t0.25\r\n"));
        assertThat(lexicon.entries())
                .containsExactly(
                        new Entry("རྟ", 3, List.of(new Candidate("马", 0.5), new Candidate("驹", 0.25))),
                        new Entry("བོད", 0, List.of(new Candidate("西藏", 1))));
        assertThat(lexicon.entry("བོད")).isPresent();
        assertThat(lexicon.entry("ཡིག")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "རྟ;3;马|:2|3 columns|unit, count, candidate and probability",
                "རྟ;3;马;0.5;x|:2|5 columns|tab",
                "རྟ;3;马;0|:2|probability is 0|outside (0, 1]",
                "རྟ;3;马;1.01|:2|1.01|outside (0, 1]",
                "རྟ;3;马;NaN|:2|NaN|outside (0, 1]",
                "རྟ;3;马;half|:2|half|no number",
                "རྟ;-3;马;0.5|:2|-3|whole number",
                "རྟ;3.5;马;0.5|:2|3.5|whole number",
                ";3;马;0.5|:2|unit is empty|fill it",
                "རྟ;3;;0.5|:2|candidate is empty|fill it",
                "རྟ;3;马;0.5/རྟ;4;驹;0.5|:3|is 4|3",
                "རྟ;3;马;0.5/རྟ;3;马;0.4|:3|twice|take one",
                "\u0F43;3;马;0.5|:2|NFC|\u0F42\u0FB7",
                "རྟ;3;\uF900;0.5|:2|NFC|\u8C48",
                "རྟ་བོད;3;马;0.5|:2|[རྟ་, བོད]|dictionary",
                "རྟ་;3;马;0.5|:2|རྟ་|units",
                "རྟ;3;a\\x;0.5|:2|backslash|twice",
            })
    void aLineThatIsWrongIsRefusedWithItsPlaceAndARemedy(String lines, String place, String what, String remedy)
            throws IOException {
        Path file = write(HEADER + lines.replace(';', '\t').replace('/', '\n') + "\n");
        assertThatThrownBy(() -> LexiconFile.read(file))
                .isInstanceOf(Refusal.class)
                .hasMessageStartingWith(file + place + ":")
                .hasMessageContaining(what)
                .hasMessageContaining(remedy);
    }

    @Test
    void swappedColumnsAreNoticed() throws IOException {
        Path file = write(HEADER + "马\t3\tརྟ\t0.5\nརྟ\t3\t马\t0.5\n驹\t3\tརྟེའུ\t0.5\n");
        assertThatThrownBy(() -> LexiconFile.read(file))
                .isInstanceOf(Refusal.class)
                .hasMessageStartingWith(file + ":2: in 2 of 3 lines the sides are swapped");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "རྟ\t3\t马\t0.5\n",
                "# lungta lexicon {\n",
                "# lungta lexicon {}\n",
                "# lungta lexicon {\"format\":2}\n",
                "# lungta lexicon {\"format\":1,\"from\":{\"code\":\"bo\",\"scripts\":[\"TIBET\"]}}\n",
                "# lungta lexicon {\"format\":1,\"from\":{\"code\":\"bo\",\"scripts\":[]}}\n",
            })
    void aFileThatIsNoLexiconIsRefusedAtItsFirstLine(String text) throws IOException {
        Path file = write(text);
        assertThatThrownBy(() -> LexiconFile.read(file))
                .isInstanceOf(Refusal.class)
                .hasMessageStartingWith(file + ":1:");
    }

    @Test
    void anEmptyLexiconABrokenEncodingAndAMissingFileAreRefused() throws IOException {
        Path file = write(HEADER);
        assertThatThrownBy(() -> LexiconFile.read(file))
                .isInstanceOf(Refusal.class)
                .hasMessageContaining("empty");
        Files.write(file, HEADER.concat("é").getBytes(StandardCharsets.ISO_8859_1));
        assertThatThrownBy(() -> LexiconFile.read(file))
                .isInstanceOf(Refusal.class)
                .hasMessageContaining("UTF-8");
        Files.writeString(file, "\uFEFF" + HEADER);
        assertThatThrownBy(() -> LexiconFile.read(file))
                .isInstanceOf(Refusal.class)
                .hasMessageContaining("U+FEFF");
        assertThatThrownBy(() -> LexiconFile.read(folder.resolve("none")))
                .isInstanceOf(Refusal.class)
                .hasMessageContaining("does not exist");
    }

    @Test
    void aDictionaryHasTwoOrThreeColumns() throws IOException {
        Path file = write("# mine\nརྟ\t马\nརྟ\t驹\t0.5\n\nབོད་ཡིག\t藏文\t2\n");
        assertThat(Dictionary.read(file, Language.of("bo"), Language.of("zh")).items())
                .containsExactly(
                        new Dictionary.Item("རྟ", "马", 1),
                        new Dictionary.Item("རྟ", "驹", 0.5),
                        new Dictionary.Item("བོད་ཡིག", "藏文", 2));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "རྟ|:1:|1 columns",
                "རྟ;马;1;x|:1:|4 columns",
                "རྟ;马;0|:1:|weight is 0",
                "རྟ;马;-1|:1:|positive",
                "རྟ;马;much|:1:|\"much\"",
                "རྟ;|:1:|translation is empty",
                ";马|:1:|headword is empty",
                "རྟ;马/རྟ;马;2|:2:|:1 already",
                "\u0F43;马|:1:|NFC",
                "马;རྟ/驹;རྟེའུ|:1:|swapped",
                "རྟ;马/马;རྟ/驹;རྟེའུ|:2:|2 of 3 lines",
                "# nothing||is empty",
            })
    void aDictionaryThatIsWrongIsRefusedWithItsPlace(String lines, String place, String what) throws IOException {
        Path file = write(lines.replace(';', '\t').replace('/', '\n') + "\n");
        assertThatThrownBy(() -> Dictionary.read(file, Language.of("bo"), Language.of("zh")))
                .isInstanceOf(Refusal.class)
                .hasMessageStartingWith(file + (place == null ? "" : place))
                .hasMessageContaining(what);
    }
}

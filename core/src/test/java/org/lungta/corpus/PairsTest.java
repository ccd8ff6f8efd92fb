package org.lungta.corpus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.lungta.check.Refusal;

class PairsTest {
    private static final String BOWL = pair("a", "དཀར་ཡོལ།", "碗", "train");
    private static final String HORSE = pair("b", "རྟ།", "马", "test");

    @TempDir
    private Path folder;

    @Test
    void sidesAreTakenAsTheyStandOrSwapped() throws IOException {
        Path file = write(BOWL, HORSE);
        assertThat(Pairs.read(PairSpec.of(file, "bo", "zh")))
                .containsExactly(
                        new Example("a", "དཀར་ཡོལ།", "碗", file + ":1"), new Example("b", "རྟ།", "马", file + ":2"));
        assertThat(Pairs.read(PairSpec.of(file, "zh", "bo")))
                .containsExactly(
                        new Example("a", "碗", "དཀར་ཡོལ།", file + ":1"), new Example("b", "马", "རྟ།", file + ":2"));
    }

    @Test
    void onlyTheSplitThatIsAskedForIsKept() throws IOException {
        PairSet set = Pairs.load(PairSpec.of(write(BOWL, HORSE), "bo", "zh").inSplit("test"));
        assertThat(set.examples()).extracting(Example::id).containsExactly("b");
        assertThat(set.report().otherSplits()).isEqualTo(1);
    }

    @Test
    void theLengthIsThatOfTheNamedSideInCodePointsBothEndsIncluded() throws IOException {
        Path file = write(
                pair("two", "ཀཀ", "一二三四五"),
                pair("three", "ཀཀཀ", "一"),
                pair("four", "ཀཀཀཀ", "二"),
                pair("five", "ཀཀཀཀཀ", "三"));
        for (PairSpec spec : List.of(PairSpec.of(file, "bo", "zh"), PairSpec.of(file, "zh", "bo"))) {
            PairSet set = Pairs.load(spec.withLength("bo", 3, 4));
            assertThat(set.examples()).extracting(Example::id).containsExactly("three", "four");
            assertThat(set.report()).isEqualTo(new PairReport(4, 0, 0, 0, 1, 1, 0, 2, 0));
        }
        assertThat(Pairs.read(PairSpec.of(write(pair("astral", "ཀ", "𠀀𠀀")), "bo", "zh")
                        .withLength("zh", 2, 2)))
                .hasSize(1);
    }

    @Test
    void textIsBroughtIntoNfcBeforeItIsMeasuredAndCompared() throws IOException {
        Path file = write(pair("a", "གྷ", "碗"), pair("b", "\u0F43", "碗"), pair("c", "ཀ", "馬\uF900"));
        PairSet set = Pairs.load(PairSpec.of(file, "bo", "zh"));
        assertThat(set.examples()).extracting(Example::id).containsExactly("a", "c");
        assertThat(set.examples().get(0).source()).isEqualTo("\u0F42\u0FB7");
        assertThat(set.examples().get(1).target()).isEqualTo("馬\u8C48");
        assertThat(set.report().normalised()).isEqualTo(2);
        assertThat(set.report().duplicates()).isEqualTo(1);
    }

    @Test
    void exactDuplicatesAreLeftOutAndOtherTranslationsOfTheSameSourceAreKept() throws IOException {
        PairSet set = Pairs.load(
                PairSpec.of(write(pair("a", "རྟ།", "马"), pair("b", "རྟ།", "马"), pair("c", "རྟ།", "骏马")), "bo", "zh"));
        assertThat(set.examples()).extracting(Example::id).containsExactly("a", "c");
        assertThat(set.report().duplicates()).isEqualTo(1);
    }

    @Test
    void aLineInTheWrongScriptIsLeftOutAndCounted() throws IOException {
        Path file = write(
                pair("1", "Calc", "表格"),
                pair("2", "ཀ", "一"),
                pair("3", "ཁ Calc", "二"),
                pair("4", "ག", "三"),
                pair("5", "123", "12"));
        PairSet set = Pairs.load(PairSpec.of(file, "bo", "zh"));
        assertThat(set.examples()).extracting(Example::id).containsExactly("2", "3", "4", "5");
        assertThat(set.report().wrongScript()).isEqualTo(1);
    }

    @Test
    void aFileWithSidesMixedUpIsRefused() throws IOException {
        Path file = write(pair("1", "一", "ཀ"), pair("2", "ཁ", "二"), pair("3", "三", "ག"));
        assertThatThrownBy(() -> Pairs.read(PairSpec.of(file, "bo", "zh")))
                .isInstanceOf(Refusal.class)
                .hasMessageStartingWith(file + ":1:")
                .hasMessageContaining("2 of 3")
                .hasMessageContaining("source_lang");
    }

    @Test
    void aLanguageOfUnknownScriptIsNotChecked() throws IOException {
        String line = BOWL.replace("\"zh\"", "\"xx\"");
        assertThat(Pairs.read(PairSpec.of(write(line), "bo", "xx"))).hasSize(1);
    }

    @Test
    void linesOfOtherLanguagesAreLeftOutAndCounted() throws IOException {
        PairSet set = Pairs.load(PairSpec.of(write(BOWL, HORSE.replace("\"zh\"", "\"en\"")), "bo", "zh"));
        assertThat(set.report()).isEqualTo(new PairReport(2, 1, 0, 0, 0, 0, 0, 1, 0));
    }

    @Test
    void whereNothingIsLeftTheRefusalSaysWhatTheFileHolds() throws IOException {
        Path file = write(BOWL, HORSE);
        assertThatThrownBy(() -> Pairs.read(PairSpec.of(file, "en", "ug")))
                .isInstanceOf(Refusal.class)
                .hasMessageContaining(file.toString())
                .hasMessageContaining("[bo-zh]");
        assertThatThrownBy(() -> Pairs.read(PairSpec.of(file, "bo", "zh").inSplit("dev")))
                .isInstanceOf(Refusal.class)
                .hasMessageContaining("dev")
                .hasMessageContaining("[test, train]");
        assertThatThrownBy(() -> Pairs.read(PairSpec.of(write(""), "bo", "zh")))
                .isInstanceOf(Refusal.class)
                .hasMessageContaining("0 lines");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{\"id\": \"x\"                             | not JSON",
                        "[1, 2]                       | no JSON object",
                "{} {}                                      | not JSON",
                        "{\"id\": 1}                  | field \"id\" is 1, not text",
                "{\"source\": \"a\"}                        | field \"id\" is missing",
                        "{\"id\": null}   | field \"id\" is missing",
                "{\"id\": \" \"}                            | field \"id\" is empty",
                        "{\"id\":\"a\",\"id\":\"b\"} | Duplicate",
                "nonsense                                   | nonsense"
            })
    void aWrongLineIsRefusedWithItsPlace(String line, String message) throws IOException {
        Path file = write(BOWL, "", line);
        assertThatThrownBy(() -> Pairs.read(PairSpec.of(file, "bo", "zh")))
                .isInstanceOf(Refusal.class)
                .hasMessageStartingWith(file + ":3:")
                .hasMessageContaining(message);
    }

    @Test
    void everyFieldIsNeeded() throws IOException {
        for (String field : List.of("id", "source", "target", "source_lang", "target_lang")) {
            Path missing = write(HORSE, BOWL.replace("\"" + field + "\"", "\"other\""));
            assertThatThrownBy(() -> Pairs.read(PairSpec.of(missing, "bo", "zh")))
                    .isInstanceOf(Refusal.class)
                    .hasMessageContaining(":2: the field \"" + field + "\" is missing");
        }
        Path noSplit = write(pair("a", "ཀ", "一"));
        assertThatThrownBy(() -> Pairs.read(PairSpec.of(noSplit, "bo", "zh").inSplit("train")))
                .isInstanceOf(Refusal.class)
                .hasMessageContaining("\"split\" is missing");
    }

    @Test
    void anIdThatStandsTwiceIsRefusedWithBothPlaces() throws IOException {
        Path file = write(BOWL, HORSE.replace("\"b\"", "\"a\""));
        assertThatThrownBy(() -> Pairs.read(PairSpec.of(file, "bo", "zh")))
                .isInstanceOf(Refusal.class)
                .hasMessageContaining(file + ":1")
                .hasMessageContaining(file + ":2")
                .hasMessageContaining("\"a\"");
    }

    @Test
    void halfASurrogatePairIsRefused() throws IOException {
        Path file = write(pair("a", "ཀ\\ud83d", "一"));
        assertThatThrownBy(() -> Pairs.read(PairSpec.of(file, "bo", "zh")))
                .isInstanceOf(Refusal.class)
                .hasMessageContaining(":1: the field \"source\"")
                .hasMessageContaining("surrogate");
    }

    @Test
    void aByteOrderMarkIsRefused() throws IOException {
        Path file = write("\uFEFF" + BOWL);
        assertThatThrownBy(() -> Pairs.read(PairSpec.of(file, "bo", "zh")))
                .isInstanceOf(Refusal.class)
                .hasMessageContaining(file + ":1")
                .hasMessageContaining("byte order mark");
    }

    @Test
    void textThatIsNotUtf8IsRefusedWithItsLine() throws IOException {
        Path file = folder.resolve("latin1.jsonl");
        Files.write(file, (BOWL + "\n{\"id\": \"\u00E9\"}").getBytes(StandardCharsets.UTF_8));
        byte[] bytes = Files.readAllBytes(file);
        bytes[bytes.length - 4] = 'e';
        Files.write(file, bytes);
        assertThatThrownBy(() -> Pairs.read(PairSpec.of(file, "bo", "zh")))
                .isInstanceOf(Refusal.class)
                .hasMessageContaining(file + ":2")
                .hasMessageContaining("UTF-8");
    }

    @Test
    void windowsLineEndsAndEmptyLinesAreNoFault() throws IOException {
        assertThat(Pairs.read(PairSpec.of(write(BOWL + "\r", "\r", "", HORSE + "\r"), "bo", "zh")))
                .hasSize(2);
    }

    @Test
    void aFileThatIsNotThereIsRefused() {
        assertThatThrownBy(() -> Pairs.read(PairSpec.of(folder.resolve("none"), "bo", "zh")))
                .isInstanceOf(Refusal.class)
                .hasMessageContaining("none");
    }

    @Test
    void aSpecThatCannotBeIsRefused() {
        Path file = folder.resolve("x");
        assertThatThrownBy(() -> PairSpec.of(file, "bo", "bo")).isInstanceOf(Refusal.class);
        assertThatThrownBy(() -> PairSpec.of(file, "bo", "zh").withLength("en", 1, 2))
                .isInstanceOf(Refusal.class)
                .hasMessageContaining("en");
        assertThatThrownBy(() -> PairSpec.of(file, "bo", "zh").withLength("bo", 3, 2))
                .isInstanceOf(Refusal.class);
        assertThatThrownBy(() -> PairSpec.of(file, "bo", "zh").withLength("bo", -1, 2))
                .isInstanceOf(Refusal.class);
        assertThatThrownBy(() -> PairSpec.of(null, "bo", "zh")).isInstanceOf(Refusal.class);
    }

    @Test
    void aTestSourceThatWasTrainedOnIsRefusedInWhateverNormalForm() {
        List<Example> train =
                List.of(new Example("a", "\u0F42\u0FB7", "x", "train:1"), new Example("b", "ཁ", "y", "train:2"));
        List<Example> test = List.of(new Example("c", "ག", "x", "test:1"), new Example("d", " \u0F43", "z", "test:2"));
        assertThatThrownBy(() -> Pairs.refuseOverlap(train, test))
                .isInstanceOf(Refusal.class)
                .hasMessageStartingWith("test:2: 1 of 2")
                .hasMessageContaining("train:1");
        Pairs.refuseOverlap(train, test.subList(0, 1));
        Pairs.refuseOverlap(List.of(), test);
    }

    @Test
    void aDrawDependsOnTheSeedAloneAndHasNoRepetition() {
        List<Example> examples = IntStream.range(0, 50)
                .mapToObj(i -> new Example("" + i, "s" + i, "t", "f:" + i))
                .toList();
        List<Example> drawn = Pairs.draw(examples, 20, 7);
        assertThat(drawn)
                .hasSize(20)
                .doesNotHaveDuplicates()
                .isEqualTo(Pairs.draw(examples, 20, 7))
                .isNotEqualTo(Pairs.draw(examples, 20, 8));
        assertThat(Pairs.draw(examples, 10, 7)).isEqualTo(drawn.subList(0, 10));
        assertThat(Pairs.draw(examples, 99, 7))
                .hasSize(50)
                .containsExactlyInAnyOrderElementsOf(examples)
                .isNotEqualTo(examples);
        assertThat(Pairs.draw(List.of(), 5, 7)).isEmpty();
    }

    private Path write(String... lines) throws IOException {
        return Files.writeString(folder.resolve("pairs.jsonl"), String.join("\n", lines));
    }

    private static String pair(String id, String tibetan, String chinese) {
        return """
                {"id": "%s", "source": "%s", "target": "%s", "source_lang": "bo", "target_lang": "zh", "domain": "ui"}""".formatted(id, tibetan, chinese);
    }

    private static String pair(String id, String tibetan, String chinese, String split) {
        return pair(id, tibetan, chinese).replace("\"domain\": \"ui\"", "\"split\": \"" + split + "\"");
    }
}

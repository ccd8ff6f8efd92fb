package org.lungta.corpus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.lungta.check.Refusal;

class CmrcTest {
    private static final String FILE = """
            {"version": "v1.0", "data": [
              {"id": "A", "title": "马", "paragraphs": [
                {"id": "D0", "context": " 风马在天上。", "qas": [
                  {"id": "D0_Q0", "question": "风马在哪里？", "answers": [
                    {"text": "天上", "answer_start": 3}, {"text": "在天上", "answer_start": 99}]},
                  {"id": "D0_Q1", "question": "谁在天上？", "answers": [{"text": "风马"}]}]}]},
              {"paragraphs": [{"id": "D1", "context": "碗在桌上。", "qas": [
                {"id": "D1_Q0", "question": "碗呢？", "answers": [{"text": "桌上"}]}]}]}]}
            """;

    @TempDir
    private Path folder;

    @Test
    void readingsQuestionsAndAnswersComeInTheOrderOfTheFileAndUnchanged() throws IOException {
        assertThat(Cmrc.read(write(FILE)))
                .containsExactly(
                        new Reading(
                                "D0",
                                " 风马在天上。",
                                List.of(
                                        new Question("D0_Q0", "风马在哪里？", List.of("天上", "在天上")),
                                        new Question("D0_Q1", "谁在天上？", List.of("风马")))),
                        new Reading("D1", "碗在桌上。", List.of(new Question("D1_Q0", "碗呢？", List.of("桌上")))));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "\"data\"           | \"date\"          | data is missing",
                "\"paragraphs\"     | \"paragraph\"     | data[0].paragraphs is missing",
                "\"context\"        | \"text\"          | data[0].paragraphs[0].context is missing",
                "碗在桌上。            | ` `                | data[1].paragraphs[0].context is",
                "\"qas\"            | \"questions\"     | data[0].paragraphs[0].qas is missing",
                "\"question\"       | \"query\"         | data[0].paragraphs[0].qas[0].question is missing",
                "[{\"text\": \"桌上\"}] | []             | data[1].paragraphs[0].qas[0].answers is []",
                "[{\"text\": \"风马\"}] | [{\"text\": 7}] | data[0].paragraphs[0].qas[1].answers[0].text is 7",
                "[{\"text\": \"风马\"}] | \"风马\"         | data[0].paragraphs[0].qas[1].answers is \"风马\"",
                "[{\"text\": \"风马\"}] | [\"风马\"]       | data[0].paragraphs[0].qas[1].answers[0].text is missing",
                "D0_Q1              | D0_Q0             | data[0].paragraphs[0].qas[1].id \"D0_Q0\" stands twice",
                "\"D1\"             | \"D0\"            | data[1].paragraphs[0].id \"D0\" stands twice",
                "\"D1\"             | 1                 | data[1].paragraphs[0].id is 1"
            })
    void whatIsWrongIsRefusedWithItsPlace(String text, String instead, String message) throws IOException {
        Path file = write(FILE.replace(text, instead));
        assertThatThrownBy(() -> Cmrc.read(file))
                .isInstanceOf(Refusal.class)
                .hasMessageStartingWith(file + ": ")
                .hasMessageContaining(message);
    }

    @Test
    void aFileThatIsNoJsonIsRefusedWithTheLine() throws IOException {
        Path file = write("{\"data\": [\n\n}");
        assertThatThrownBy(() -> Cmrc.read(file))
                .isInstanceOf(Refusal.class)
                .hasMessageStartingWith(file + ":3: not JSON");
        Path list = write("[]");
        assertThatThrownBy(() -> Cmrc.read(list)).isInstanceOf(Refusal.class).hasMessageContaining("data is missing");
        Path nothing = write("");
        assertThatThrownBy(() -> Cmrc.read(nothing)).isInstanceOf(Refusal.class);
        Files.write(file, new byte[] {'{', (byte) 0xE9, '}'});
        assertThatThrownBy(() -> Cmrc.read(file)).isInstanceOf(Refusal.class).hasMessageContaining("UTF-8");
        assertThatThrownBy(() -> Cmrc.read(folder.resolve("none")))
                .isInstanceOf(Refusal.class)
                .hasMessageContaining("none");
    }

    @Test
    void aDrawDependsOnTheSeedAlone() {
        List<Reading> readings = IntStream.range(0, 30)
                .mapToObj(i -> new Reading("R" + i, "文", List.of(new Question("Q" + i, "何", List.of("文")))))
                .toList();
        List<Reading> drawn = Cmrc.draw(readings, 10, 3);
        assertThat(drawn)
                .hasSize(10)
                .doesNotHaveDuplicates()
                .isEqualTo(Cmrc.draw(readings, 10, 3))
                .isNotEqualTo(Cmrc.draw(readings, 10, 4));
        assertThat(Cmrc.draw(readings, 99, 3)).containsExactlyInAnyOrderElementsOf(readings);
    }

    private Path write(String text) throws IOException {
        return Files.writeString(folder.resolve("cmrc.json"), text);
    }
}

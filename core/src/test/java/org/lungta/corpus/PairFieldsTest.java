package org.lungta.corpus;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What pairs say beyond source and target. */
class PairFieldsTest {
    @TempDir
    private Path folder;

    @Test
    void otherWordsAreTheFirstReferenceThatIsNotTheTargetOfPairsInThatLanguage() throws IOException {
        Path file = folder.resolve("pairs.jsonl");
        Files.writeString(file, """
                {"id": "a", "source": "s", "target": "t", "source_lang": "zh", "target_lang": "bo", "references": ["t", "u", "v"]}
                {"id": "b", "source": "s", "target": "t", "source_lang": "zh", "target_lang": "bo", "references": ["t", " "]}
                {"id": "c", "source": "s", "target": "t", "source_lang": "bo", "target_lang": "zh", "references": ["u"]}
                {"id": "d", "source": "s", "target": "t", "source_lang": "zh", "target_lang": "bo"}
                """);
        assertThat(PairFields.otherWords(file, "bo")).isEqualTo(Map.of("a", "u"));
        assertThat(PairFields.otherWords(file, "zh")).isEqualTo(Map.of("c", "u"));
    }
}

package org.lungta.corpus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lungta.check.Refusal;
import org.lungta.lab.TinyWorld;
import org.lungta.metric.MixedTokens;
import org.lungta.text.Tokenizer;

class HeadlinesTest {
    private static final String TEXT = "བཀྲ་ཤིས་བདེ་ལེགས། ང་ཚོ་སློབ་གྲྭར་འགྲོ།";

    @TempDir
    private Path folder;

    private Path file(String... lines) throws IOException {
        return Files.writeString(folder.resolve("h.jsonl"), String.join("\n", lines) + "\n");
    }

    private static String line(String id, String document, String headline) {
        return "{\"id\":\"%s\",\"document\":\"%s\",\"headline\":\"%s\",\"split\":\"train\",\"date\":\"2020\"}"
                .formatted(id, document, headline);
    }

    private PairSet load(Path file) {
        return Headlines.load(new HeadlineSpec(file, "bo", "train", 1, 20));
    }

    @Test
    void aBorderStandsAfterEverySyllableWithWhatFollowsIt() {
        assertThat(Borders.of("ཀ་ཁུ།  ག")).containsExactly(2, 7, 8);
        assertThat(Borders.of("他去abc 12。")).containsExactly(1, 2, 6, 9);
        assertThat(Borders.of("། །")).isEmpty();
    }

    @Test
    void bordersAreWhereTheMetricsCountSyllables() {
        int syllables = MixedTokens.words(TEXT).size();
        assertThat(Borders.of(TEXT)).hasSize(syllables);
        for (int n = 1; n <= syllables; n++) {
            assertThat(MixedTokens.words(Borders.first(TEXT, n)))
                    .isEqualTo(MixedTokens.words(TEXT).subList(0, n));
        }
        assertThat(Borders.first(TEXT, 100)).isEqualTo(TEXT);
    }

    @Test
    void aDocumentIsCutToTheLongestBeginningThatFits() {
        TinyWorld.write(folder.resolve("world"), 7);
        try (Tokenizer tokenizer = Tokenizer.load(folder.resolve("world/model"))) {
            Example whole = new Example("1", TEXT, "ང", "here");
            int all = tokenizer.encode(TEXT).length();
            for (int budget = 12; budget <= all; budget++) {
                String cut = new DocumentCut(tokenizer, budget).cut(whole).source();
                int most = budget;
                String longest = Borders.of(TEXT).stream()
                        .map(end -> TEXT.substring(0, end).strip())
                        .filter(text -> tokenizer.encode(text).length() <= most)
                        .reduce("", (a, b) -> b);
                assertThat(cut).isEqualTo(longest);
            }
            assertThatThrownBy(() -> new DocumentCut(tokenizer, 1).cut(whole))
                    .isInstanceOf(Refusal.class)
                    .hasMessageContaining("here")
                    .hasMessageContaining("raise the budget");
        }
    }

    @Test
    void whatIsNoHeadlineIsLeftOutAndCounted() throws IOException {
        PairSet read = load(file(
                line("1", TEXT, "ང་ཚོ"),
                line("2", TEXT, "ཁོ"),
                line("3", TEXT + "ཀ", "news"),
                line("4", TEXT + "ཁ", "ཀ་".repeat(11)),
                line("5", TEXT + "ག", "ཞ").replace("train", "test")));
        assertThat(read.examples()).extracting(Example::id).containsExactly("1");
        assertThat(read.examples().get(0).source()).isEqualTo(TEXT);
        assertThat(read.report()).isEqualTo(new PairReport(5, 0, 1, 1, 0, 1, 1, 1, 0));
    }

    @Test
    void brokenLinesAreNamed() throws IOException {
        Path twice = file(line("1", TEXT, "ང"), line("1", TEXT + "ཀ", "ང"));
        assertThatThrownBy(() -> load(twice)).isInstanceOf(Refusal.class).hasMessageContaining(":2");
        Path without = file("{\"id\":\"1\",\"headline\":\"ང\",\"split\":\"train\"}");
        assertThatThrownBy(() -> load(without)).isInstanceOf(Refusal.class).hasMessageContaining("document");
        Path other = file(line("1", TEXT, "ང").replace("train", "dev"));
        assertThatThrownBy(() -> load(other)).isInstanceOf(Refusal.class).hasMessageContaining("[dev]");
    }
}

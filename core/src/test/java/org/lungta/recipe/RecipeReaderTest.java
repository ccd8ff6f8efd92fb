package org.lungta.recipe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
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
import org.lungta.check.Refusal;
import org.lungta.recipe.Sample.Part;
import org.lungta.recipe.Sample.Precision;
import org.lungta.recipe.Sample.Sampling;
import org.lungta.recipe.Sample.Schedule;

class RecipeReaderTest {
    @TempDir
    private Path folder;

    record Rate(double rate) {}

    record Texts(String text) {}

    record Unsupported(Thread thread) {}

    record Nested(@Default("[[1, 2], []]") List<List<Integer>> lists, Map<String, Rate> rates) {}

    @Test
    void aSilentFileGivesTheDefaults() {
        assertThat(read("model: m")).isEqualTo(Sample.ofDefaults("m"));
    }

    @Test
    void everyKindOfValueIsRead() {
        String yaml = """
                model: /m
                name: བོད་ཡིག
                seed: 12345678901
                verbose: true
                precision: bf16-mixed
                schedule: {half-life: {steps: 5}}
                sampling: {group-size: 4, top-p: 1e-1}
                parts:
                  - path: a
                  - {path: b, weight: .5}
                labels: {x: y, "1": 2}
                limit: 3
                patience: null
                """;
        assertThat(read(yaml))
                .isEqualTo(new Sample(
                        Path.of("/m"),
                        "བོད་ཡིག",
                        12345678901L,
                        true,
                        Precision.BF16_MIXED,
                        new Schedule.Stepped.HalfLife(5),
                        new Sampling(4, 0.1),
                        List.of(new Part(Path.of("a"), 1), new Part(Path.of("b"), 0.5)),
                        Map.of("x", "y", "1", "2"),
                        Optional.of(3),
                        Optional.empty()));
    }

    @Test
    void aVariantIsABareNameOrANameWithItsSettings() {
        assertThat(read("model: m\nschedule: constant").schedule()).isEqualTo(new Schedule.Constant());
        assertThat(read("model: m\nschedule: {constant: {}}").schedule()).isEqualTo(new Schedule.Constant());
        assertThat(read("model: m\nschedule:\n  cosine:\n").schedule()).isEqualTo(new Schedule.Cosine(0.03, 1));
        assertThat(read("model: m\nschedule:\n  cosine:\n    warmup: 0.1\n").schedule())
                .isEqualTo(new Schedule.Cosine(0.1, 1));
    }

    @Test
    void containersNest() {
        assertThat(new Read(folder).as(Nested.class, "rates: {a: {rate: 1}}"))
                .isEqualTo(new Nested(List.of(List.of(1, 2), List.of()), Map.of("a", new Rate(1))));
    }

    @Test
    void anAliasIsItsAnchorsValue() {
        Nested nested = new Read(folder).as(Nested.class, "rates: {a: &r {rate: 2}, b: *r}");
        assertThat(nested.rates()).isEqualTo(Map.of("a", new Rate(2), "b", new Rate(2)));
    }

    @ParameterizedTest
    @CsvSource({"1, 1", "5e-7, 5e-7", "-.5, -0.5", "+2., 2", "1.5E3, 1500"})
    void aNumberMayBeWrittenAsInOtherLanguages(String text, double value) {
        assertThat(new Read(folder).as(Rate.class, "rate: " + text).rate()).isEqualTo(value);
    }

    @ParameterizedTest
    @CsvSource({"8, 8", "'\"8\"', 8", "yes, yes", "true, true", "'|-\n  two\n  lines', 'two\nlines'", "'\"\"', ''"})
    void aTextMayBeAnyScalar(String yaml, String text) {
        assertThat(new Read(folder).as(Texts.class, "text: " + yaml).text()).isEqualTo(text);
    }

    @Test
    void aByteOrderMarkIsSkipped() {
        assertThat(read("\uFEFFmodel: m")).isEqualTo(Sample.ofDefaults("m"));
    }

    @Test
    void aFileThatIsNotThereIsRefused() {
        Path absent = folder.resolve("absent.yaml");
        assertThatThrownBy(() -> RecipeReader.read(absent, Sample.class, List.of()))
                .isInstanceOf(Refusal.class)
                .hasMessage(absent + " does not exist: name a recipe file");
    }

    @Test
    void aFileInAnotherEncodingIsRefused() throws IOException {
        Path file = Files.write(folder.resolve("latin.yaml"), "model: é".getBytes(StandardCharsets.ISO_8859_1));
        assertThatThrownBy(() -> RecipeReader.read(file, Sample.class, List.of()))
                .isInstanceOf(Refusal.class)
                .hasMessage(file + " is not UTF-8: save it in that encoding");
    }

    @Test
    void aTypeThatNoRecipeCanHoldIsTheProgrammersMistake() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Read(folder).as(Unsupported.class, "thread: 1"))
                .withMessage("thread: a recipe cannot hold a java.lang.Thread");
    }

    private Sample read(String yaml) {
        return new Read(folder).as(Sample.class, yaml);
    }
}

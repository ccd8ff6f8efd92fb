package org.lungta.recipe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.lungta.check.Refusal;
import org.lungta.recipe.Sample.Part;
import org.lungta.recipe.Sample.Precision;
import org.lungta.recipe.Sample.Sampling;
import org.lungta.recipe.Sample.Schedule;

class RecipeWriterTest {
    private static final List<String> PIECES = List.of(
            "a", "8", " ", "\n", "\t", "'", "\"", "${", "$", "}", ":", ": ", "#", " #", "-", "- ", "[", "{", "!", "&",
            "*", "|", ">", "%", "@", "`", "~", "null", "true", "\\", "བོད་", "日", "😀", "\u0085", "\u2028", "\u0007",
            "\uFEFF", "\r", "=", "?", ",");

    @TempDir
    private Path folder;

    record Text(String text, Map<String, String> map, List<String> list) {}

    @Test
    void everythingIsWrittenOutInOrder() {
        assertThat(RecipeReader.write(Sample.ofDefaults("m"))).isEqualTo("""
                        model: m
                        name: plain
                        seed: 1
                        verbose: false
                        precision: fp32
                        schedule:
                          cosine:
                            warmup: 0.03
                            cycles: 1
                        sampling:
                          group-size: 8
                          top-p: 0.9
                        parts: []
                        labels: {}
                        patience: 3
                        """);
    }

    @Test
    void whatIsWrittenReadsBackAsEqual() {
        Sample sample = new Sample(
                Path.of("/a b/ག"),
                "null",
                Long.MIN_VALUE,
                true,
                Precision.BF16_MIXED,
                new Schedule.Constant(),
                new Sampling(2, 5e-324),
                List.of(new Part(Path.of("${x}"), -0.0), new Part(Path.of("~"), Double.MAX_VALUE)),
                Map.of("b", "1", "true", "~"),
                Optional.of(-1),
                Optional.empty());
        assertThat(again(sample)).isEqualTo(sample);
    }

    @Test
    void anyTextReadsBackAsItself() {
        assertThat(texts()).allSatisfy(text -> {
            Text value = new Text(text, Map.of(text, text), List.of(text, text));
            assertThat(again(value)).isEqualTo(value);
        });
    }

    private static Stream<String> texts() {
        Random random = new Random(1);
        Stream<String> mixed = IntStream.range(0, 500)
                .mapToObj(i -> IntStream.range(0, 1 + random.nextInt(6))
                        .mapToObj(j -> PIECES.get(random.nextInt(PIECES.size())))
                        .reduce("", String::concat));
        return Stream.of(PIECES.stream(), mixed, Stream.of("", "a".repeat(300), "word ".repeat(60)))
                .flatMap(texts -> texts);
    }

    @ParameterizedTest
    @ValueSource(doubles = {Double.NaN, Double.POSITIVE_INFINITY})
    void aNumberThatIsNotFiniteIsRefused(double weight) {
        assertThatThrownBy(() -> RecipeReader.write(new Part(Path.of("a"), weight)))
                .isInstanceOf(Refusal.class)
                .hasMessage("weight is " + weight + ": a recipe holds finite numbers only");
    }

    private Record again(Record recipe) {
        return new Read(folder).as(recipe.getClass(), RecipeReader.write(recipe));
    }
}

package org.lungta.lab;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.text.Normalizer;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Facts to text to facts. */
class RoundTripTest {
    @ParameterizedTest
    @CsvSource({"bo, d1, 1000", "zh, d1, 1000", "ug, d1, 1000", "bo, d4, 300", "zh, d4, 300", "ug, d0, 300"})
    void whatIsWrittenIsReadAsTheSameFactAndNoOther(String language, String difficulty, int count) {
        roundTrip(language, difficulty, count);
    }

    @Tag("thorough")
    @ParameterizedTest
    @CsvSource({
        "bo, d0", "zh, d0", "ug, d0", "bo, d1", "zh, d1", "ug, d1", "bo, d2", "zh, d2", "bo, d3", "zh, d3", "bo, d4",
        "zh, d4"
    })
    void soAreTwentyThousand(String language, String difficulty) {
        roundTrip(language, difficulty, 20_000);
    }

    /** The sentences are made by dev/oracles/lab_golden.py, which shares neither tables nor code with the lab. */
    @Test
    void sentencesMadeElsewhereAreReadAsTheirFacts() throws IOException {
        World world = World.of("d1");
        Parser bo = new Parser(Tongue.of("bo"), world);
        Parser zh = new Parser(Tongue.of("zh"), world);
        JsonMapper json = JsonMapper.builder().build();
        Path golden = Path.of("src/test/resources/golden/lab/sentences.jsonl");
        for (String line : Files.readAllLines(golden, StandardCharsets.UTF_8)) {
            JsonNode item = json.readTree(line);
            Fact fact = Fact.ofKey(item.get("fact").stringValue());
            assertThat(bo.facts(item.get("bo").stringValue())).as(line).containsExactly(fact);
            assertThat(zh.facts(item.get("zh").stringValue())).as(line).containsExactly(fact);
        }
    }

    @ParameterizedTest
    @CsvSource({"bo, d3", "zh, d3", "ug, d1"})
    void aHeadlineIsReadAsTheCoreThatItSays(String language, String difficulty) {
        World world = World.of(difficulty);
        Realiser realiser = new Realiser(Tongue.of(language), world);
        Parser parser = new Parser(Tongue.of(language), world);
        Sampler sampler = new Sampler(world);
        for (int i = 0; i < 300; i++) {
            Fact core = new Headlines(world).core(sampler.fact(5, i));
            String headline = realiser.headline(core, Choice.random(6, i));
            assertThat(parser.headline(headline)).as(headline).containsExactly(core);
        }
    }

    private static void roundTrip(String language, String difficulty, int count) {
        World world = World.of(difficulty);
        Realiser realiser = new Realiser(Tongue.of(language), world);
        Parser parser = new Parser(Tongue.of(language), world);
        Sampler sampler = new Sampler(world);
        for (int i = 0; i < count; i++) {
            Fact fact = sampler.fact(1, i);
            String sentence = realiser.sentence(fact, Choice.random(2, i));
            if (!parser.facts(sentence).equals(Set.of(fact))) {
                assertThat(parser.facts(sentence)).as(sentence).containsExactly(fact);
            }
            assertThat(Normalizer.isNormalized(sentence, Normalizer.Form.NFC)).isTrue();
        }
    }
}

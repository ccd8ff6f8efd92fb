package org.lungta.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The official script's figures for made-up predictions on the whole development set, which its licence keeps out of this repository. */
class CmrcDevSetTest {
    private static final Offset<Double> THREE_DECIMALS = Offset.offset(0.0005 + 1e-9);
    private static final String NOT_RUN =
            "NOT RUN: the CMRC 2018 figures were not checked on the whole development set. To check them, set LUNGTA_CMRC, "
                    + "as an environment variable or with -D, to the path of cmrc2018_dev.json (SQuAD style).";

    private static final List<Example> EXAMPLES = new ArrayList<>();

    @BeforeAll
    static void readTheDevelopmentSet() {
        Optional<String> named = Optional.ofNullable(System.getProperty("LUNGTA_CMRC"))
                .or(() -> Optional.ofNullable(System.getenv("LUNGTA_CMRC")));
        if (named.isEmpty()) {
            System.err.println(NOT_RUN);
        }
        assumeTrue(named.isPresent(), NOT_RUN);
        Path file = Path.of(named.orElseThrow());
        assertThat(file)
                .as("LUNGTA_CMRC")
                .satisfies(path -> assertThat(Files.isRegularFile(path)).isTrue());
        for (JsonNode article : JsonMapper.shared().readTree(file).get("data")) {
            article.get("paragraphs").forEach(CmrcDevSetTest::addParagraph);
        }
    }

    @Test
    void theSetIsWhole() {
        assertThat(EXAMPLES).hasSize(3219);
        assertThat(EXAMPLES.stream()
                        .map(example -> example.question().context())
                        .distinct())
                .hasSize(848);
    }

    @Test
    void goldAnswersScoreHundred() {
        CmrcScore score = score(predictions(Example::gold));
        assertThat(score.exact().estimate()).isEqualTo(100);
        assertThat(score.f1().estimate()).isCloseTo(100, Fixture.EXACTLY);
        assertThat(score.average().estimate()).isCloseTo(100, Fixture.EXACTLY);
    }

    @Test
    void theFirstTwentyCharactersOfTheContextScoreFive() {
        assertScore(score(predictions(example -> head(example.text(), 20))), 0, 10.040, 5.020);
    }

    @Test
    void aWrappedGoldAnswerIsNeverExact() {
        assertScore(score(predictions(example -> "答案是：" + example.gold() + "。")), 0, 77.063, 38.532);
    }

    @Test
    void halfAnAnswerScoresAQuarter() {
        assertScore(score(predictions(CmrcDevSetTest::firstHalf)), 0.839, 56.781, 28.810);
    }

    @Test
    void unansweredQuestionsAreCountedAndScoreZero() {
        Map<String, String> every = predictions(Example::gold);
        for (int i = 1; i < EXAMPLES.size(); i += 2) {
            every.remove(EXAMPLES.get(i).question().id());
        }
        CmrcScore score = score(every);
        assertThat(score.average().estimate()).isCloseTo(50.016, THREE_DECIMALS);
        assertThat(score.unanswered()).isEqualTo(1609);
    }

    private static void assertScore(CmrcScore score, double exact, double f1, double average) {
        assertThat(score.exact().estimate()).isCloseTo(exact, THREE_DECIMALS);
        assertThat(score.f1().estimate()).isCloseTo(f1, THREE_DECIMALS);
        assertThat(score.average().estimate()).isCloseTo(average, THREE_DECIMALS);
        assertThat(score.average().contains(average)).isTrue();
    }

    private static CmrcScore score(Map<String, String> predictions) {
        return CmrcScore.of(EXAMPLES.stream().map(Example::question).toList(), predictions, new Bootstrap(1, 1000));
    }

    private static Map<String, String> predictions(Function<Example, String> answer) {
        Map<String, String> predictions = new HashMap<>();
        EXAMPLES.forEach(example -> predictions.put(example.question().id(), answer.apply(example)));
        return predictions;
    }

    private static void addParagraph(JsonNode paragraph) {
        for (JsonNode asked : paragraph.get("qas")) {
            List<String> answers = Fixture.list(asked.get("answers")).stream()
                    .map(each -> each.get("text").asString())
                    .toList();
            EXAMPLES.add(new Example(
                    new CmrcQuestion(
                            asked.get("id").asString(), paragraph.get("id").asString(), answers),
                    paragraph.get("context").asString()));
        }
    }

    /** Rounded down, but never empty. */
    private static String firstHalf(Example example) {
        return head(
                example.gold(),
                Math.max(1, example.gold().codePointCount(0, example.gold().length()) / 2));
    }

    private static String head(String text, int codePoints) {
        return text.substring(
                0, text.offsetByCodePoints(0, Math.min(codePoints, text.codePointCount(0, text.length()))));
    }

    private record Example(CmrcQuestion question, String text) {
        String gold() {
            return question.answers().get(0);
        }
    }
}

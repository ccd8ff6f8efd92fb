package org.lungta.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.lungta.metric.Fixture.EXACTLY;

import java.util.List;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class SentenceMetricsTest {
    private final List<JsonNode> cases = Fixture.cases("rouge_lfbleu");

    @Test
    void lfBleu4IsTheSentenceBleuOfNltk() {
        assertThat(cases).hasSize(9);
        for (JsonNode single : cases) {
            assertThat(new LfBleu4().sentence(segment(single)))
                    .as("%s", single)
                    .isCloseTo(single.get("lf_bleu4").asDouble(), EXACTLY);
        }
    }

    @Test
    void lfBleu4OfACorpusIsTheMeanOfRoundedPercents() {
        double mean = cases.stream()
                .mapToDouble(single -> Math.round(1e6 * single.get("lf_bleu4").asDouble()) / 1e4)
                .average()
                .orElseThrow();
        assertThat(value(new LfBleu4())).isCloseTo(mean, EXACTLY);
    }

    @Test
    void rougeLOverMixedTokensIsTheOneOfTheFormula() {
        cases.forEach(single -> assertRouge(RougeL.mixed().rouge(segment(single)), single.get("rougeL_syl"), single));
    }

    @Test
    void rougeLOverCodePointsIsTheOneOfTheFormula() {
        cases.forEach(single ->
                assertRouge(RougeL.codePoints().rouge(segment(single)), single.get("rougeL_codepoint"), single));
    }

    @Test
    void rougeLOnWordsOfJiebaIsNotOfferedButIsTheSameFormulaOnItsTokens() {
        // rc_rougeL_jieba: Chinese word segmentation is left out; its F, less a term of 1e-8, is ours on the fixture's
        // own words.
        Tokenization unitSeparated = new BySeparator();
        for (JsonNode single : cases) {
            String hypothesis = String.join("\u001F", rougeChineseWords(single.get("jieba_hyp")));
            String reference = String.join("\u001F", rougeChineseWords(single.get("jieba_ref")));
            double f = new RougeL(unitSeparated)
                    .rouge(new Segment(hypothesis, reference))
                    .f();
            assertThat(f)
                    .as("%s", single)
                    .isCloseTo(single.get("rc_rougeL_jieba").asDouble(), Offset.offset(1e-7));
        }
    }

    @Test
    void rougeLTakesTheBestReferenceAndIsOneOnIdenticalText() {
        assertThat(RougeL.mixed()
                        .rouge(new Segment("北京大学", List.of("南京", "北京大学")))
                        .f())
                .isEqualTo(1);
        assertThat(RougeL.mixed().rouge(new Segment("", "北京")).f()).isZero();
        assertThat(RougeL.mixed().rouge(new Segment("།", "།")).f()).isZero();
    }

    @Test
    void anEmptyHypothesisScoresZero() {
        assertThat(new LfBleu4().sentence(new Segment("", "很好"))).isZero();
        assertThat(new LfBleu4().sentence(new Segment("", ""))).isZero();
    }

    private double value(CorpusMetric metric) {
        return metric.value(Sums.total(
                cases.stream().map(single -> metric.statistics(segment(single))).toList()));
    }

    private static Segment segment(JsonNode single) {
        return new Segment(single.get("hyp").asString(), single.get("ref").asString());
    }

    private static List<String> rougeChineseWords(JsonNode words) {
        return Fixture.strings(words).stream().filter(word -> !word.isBlank()).toList();
    }

    private static void assertRouge(RougeL.Score score, JsonNode expected, JsonNode single) {
        assertThat(score.precision()).as("%s", single).isCloseTo(expected.get(0).asDouble(), EXACTLY);
        assertThat(score.recall()).as("%s", single).isCloseTo(expected.get(1).asDouble(), EXACTLY);
        assertThat(score.f()).as("%s", single).isCloseTo(expected.get(2).asDouble(), EXACTLY);
    }

    private record BySeparator() implements Tokenization {
        @Override
        public String signature() {
            return "given";
        }

        @Override
        public List<String> tokens(String segment) {
            return List.of(segment.split("\u001F"));
        }
    }
}

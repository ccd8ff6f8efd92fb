package org.lungta.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.lungta.metric.Fixture.EXACTLY;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class ChrfTest {
    @Test
    void aCorpusScoresWhatSacrebleuScores() {
        List<JsonNode> cases = Fixture.cases("chrf");
        assertThat(cases).hasSize(40);
        for (JsonNode single : cases) {
            Chrf chrf = withSettings(single.get("kw"));
            List<Segment> segments = Fixture.segments(single);
            Sums sums = Sums.total(segments.stream().map(chrf::statistics).toList());
            assertThat(chrf.value(sums))
                    .as("%s", single)
                    .isCloseTo(single.get("score").asDouble(), EXACTLY);
            List<Double> stats = Fixture.numbers(single.get("stats"));
            assertThat(sums)
                    .isEqualTo(Sums.of(
                            stats.stream().mapToDouble(Double::doubleValue).toArray()));
            assertThat(chrf.name()).isEqualTo(single.get("name").asString());
            assertThat(chrf.signature(segments))
                    .isEqualTo(Fixture.ours(single.get("sig").asString()));
        }
    }

    @Test
    void wordsMeanSomethingOnTibetanOnceTheSyllablesAreSpaced() {
        JsonNode single = Fixture.read("bo_syllable");
        List<String> hypotheses = Fixture.strings(single.get("hyps"));
        List<String> references = Fixture.strings(single.get("refs"));
        assertThat(value(Chrf.plusPlus(), Segment.zip(hypotheses, references)))
                .isCloseTo(single.get("chrfpp_raw").asDouble(), EXACTLY);
        List<Segment> spaced = Segment.zip(
                hypotheses.stream().map(MixedTokens::spaced).toList(),
                references.stream().map(MixedTokens::spaced).toList());
        assertThat(value(Chrf.plusPlus(), spaced))
                .isCloseTo(single.get("chrfpp_syl").asDouble(), EXACTLY);
    }

    @Test
    void aTextScoresHundredAgainstItself() {
        for (String text : List.of("好", "གངས་རིའི་ར་བས་བསྐོར་བའི་ཞིང་ཁམས།", "(hi) there, \"friend\"!", "𠀀")) {
            assertThat(value(Chrf.standard(), List.of(new Segment(text, text)))).isCloseTo(100, EXACTLY);
            assertThat(value(Chrf.plusPlus(), List.of(new Segment(text, text)))).isCloseTo(100, EXACTLY);
        }
    }

    @Test
    void theOrderOfTheSegmentsDoesNotMatter() {
        List<Segment> segments = new ArrayList<>();
        Fixture.cases("rouge_lfbleu")
                .forEach(each -> segments.add(
                        new Segment(each.get("hyp").asString(), each.get("ref").asString())));
        double before = value(Chrf.plusPlus(), segments);
        Collections.reverse(segments);
        assertThat(value(Chrf.plusPlus(), segments)).isEqualTo(before);
    }

    private static double value(Chrf chrf, List<Segment> segments) {
        return chrf.value(Sums.total(segments.stream().map(chrf::statistics).toList()));
    }

    private static Chrf withSettings(JsonNode settings) {
        return new Chrf(
                6,
                settings.path("word_order").asInt(0),
                settings.path("beta").asInt(2),
                settings.path("whitespace").asBoolean(false) ? Chrf.Spaces.KEPT : Chrf.Spaces.DROPPED,
                settings.path("eps_smoothing").asBoolean(false) ? Chrf.Averaging.EPSILON : Chrf.Averaging.EFFECTIVE);
    }
}

package org.lungta.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.lungta.metric.Fixture.EXACTLY;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.lungta.check.Refusal;
import tools.jackson.databind.JsonNode;

class BleuTest {
    @Test
    void aCorpusScoresWhatSacrebleuScores() {
        List<JsonNode> cases = Fixture.cases("bleu_corpus");
        assertThat(cases).hasSize(35);
        for (JsonNode single : cases) {
            Bleu bleu = Bleu.corpus(Fixture.tokenization(single.get("tok").asString()));
            List<Segment> segments = Fixture.segments(single);
            BleuScore score = bleu.bleu(segments);
            assertThat(score.value())
                    .as("%s", single)
                    .isCloseTo(single.get("score").asDouble(), EXACTLY);
            assertParts(score, single);
            assertPrecisions(score, single);
            assertThat(score.hypothesisLength()).isEqualTo(single.get("sys_len").asLong());
            assertThat(score.referenceLength()).isEqualTo(single.get("ref_len").asLong());
            assertThat(bleu.signature(segments))
                    .isEqualTo(Fixture.ours(single.get("sig").asString()));
        }
    }

    @Test
    void aSentenceScoresWhatSacrebleuScores() {
        List<JsonNode> cases = Fixture.cases("bleu_sentence");
        assertThat(cases).hasSize(25);
        for (JsonNode single : cases) {
            Segment segment = new Segment(single.get("hyp").asString(), Fixture.strings(single.get("ref")));
            Bleu bleu = withSmoothing(single);
            BleuScore score = bleu.bleu(segment);
            assertThat(score.value())
                    .as("%s", single)
                    .isCloseTo(single.get("score").asDouble(), EXACTLY);
            assertParts(score, single);
            if (single.has("sig")) {
                assertThat(bleu.signature(List.of(segment)))
                        .isEqualTo(Fixture.ours(single.get("sig").asString()));
            }
        }
    }

    @Test
    void everySmoothingGivesThePrecisionsOfSacrebleu() {
        List<JsonNode> cases = Fixture.cases("bleu_smoothing");
        assertThat(cases).hasSize(12);
        for (JsonNode single : cases) {
            BleuScore score = withSmoothing(single)
                    .bleu(new Segment(single.get("hyp").asString(), Fixture.strings(single.get("ref"))));
            assertThat(score.value())
                    .as("%s", single)
                    .isCloseTo(single.get("score").asDouble(), EXACTLY);
            assertParts(score, single);
            assertPrecisions(score, single);
        }
    }

    @Test
    void tibetanSyllablesScoreWhatSacrebleuScoresOnSpacedSyllables() {
        JsonNode single = Fixture.read("bo_syllable");
        List<Segment> segments = Segment.zip(Fixture.strings(single.get("hyps")), Fixture.strings(single.get("refs")));
        Bleu bleu = Bleu.corpus(Tokenization.SYLLABLE);
        BleuScore score = bleu.bleu(segments);
        assertThat(score.value()).isCloseTo(single.get("bleu_syl").asDouble(), EXACTLY);
        assertParts(score, single);
        assertThat(score.hypothesisLength()).isEqualTo(single.get("sys_len").asLong());
        assertThat(score.referenceLength()).isEqualTo(single.get("ref_len").asLong());
        assertThat(bleu.signature(segments))
                .isEqualTo("nrefs:1|case:lc|eff:no|tok:bo-syllable|norm:nfc|smooth:exp|impl:lungta-0.1.0");
    }

    @Test
    void aTextOfFourTokensScoresHundredAgainstItself() {
        for (String text : List.of("གངས་རིའི་ར་བས་བསྐོར་བའི་ཞིང་ཁམས་འདིར།", "猫坐在垫子上。", "the cat sat on the mat")) {
            assertThat(Bleu.corpus(Tokenization.CHAR)
                            .bleu(new Segment(text, text))
                            .value())
                    .isCloseTo(100, EXACTLY);
        }
        assertThat(Bleu.corpus(Tokenization.ZH).bleu(new Segment("很好", "很好")).value())
                .isZero();
        assertThat(Bleu.sentence(Tokenization.ZH).bleu(new Segment("很好", "很好")).value())
                .isCloseTo(100, EXACTLY);
    }

    @Test
    void theOrderOfTheSegmentsDoesNotMatter() {
        List<Segment> segments = new ArrayList<>();
        Fixture.cases("rouge_lfbleu")
                .forEach(each -> segments.add(
                        new Segment(each.get("hyp").asString(), each.get("ref").asString())));
        BleuScore before = Bleu.corpus(Tokenization.CHAR).bleu(segments);
        Collections.reverse(segments);
        assertThat(Bleu.corpus(Tokenization.CHAR).bleu(segments)).isEqualTo(before);
    }

    @Test
    void aFurtherReferenceNeverTakesAwayMatches() {
        Segment one = new Segment("猫坐在垫子上。", List.of("一只猫坐在垫子上面。"));
        Segment two = new Segment("猫坐在垫子上。", List.of("一只猫坐在垫子上面。", "狗在垫子上。"));
        Bleu bleu = Bleu.corpus(Tokenization.ZH);
        for (int n = 0; n < 4; n++) {
            assertThat(bleu.bleu(two).orders().get(n).matches())
                    .isGreaterThanOrEqualTo(bleu.bleu(one).orders().get(n).matches());
        }
        assertThat(bleu.signature(List.of(one, two))).startsWith("nrefs:var|");
    }

    @Test
    void aSegmentWithoutAReferenceIsRefused() {
        assertThatThrownBy(() -> new Segment("很好", List.of()))
                .isInstanceOf(Refusal.class)
                .hasMessageContaining("很好");
        assertThatThrownBy(() -> Segment.zip(List.of("a", "b"), List.of("a"))).isInstanceOf(Refusal.class);
    }

    private static Bleu withSmoothing(JsonNode single) {
        JsonNode value = single.get("value");
        Smoothing smoothing = switch (single.get("smooth").asString()) {
            case "exp" -> new Smoothing.Exponential();
            case "floor" -> new Smoothing.Floor(value.isNull() ? 0.1 : value.asDouble());
            case "add-k" -> new Smoothing.AddK(value.isNull() ? 1 : value.asDouble());
            default -> new Smoothing.None();
        };
        return new Bleu(
                Tokenization.ZH, smoothing, single.get("eff").asBoolean() ? Bleu.Orders.EFFECTIVE : Bleu.Orders.ALL);
    }

    private static void assertParts(BleuScore score, JsonNode single) {
        assertThat(score.brevity()).isCloseTo(single.get("bp").asDouble(), EXACTLY);
        assertThat(score.orders())
                .extracting(BleuScore.Order::matches)
                .isEqualTo(Fixture.numbers(single.get("counts")));
        assertThat(score.orders()).extracting(BleuScore.Order::total).isEqualTo(Fixture.numbers(single.get("totals")));
    }

    private static void assertPrecisions(BleuScore score, JsonNode single) {
        List<Double> expected = Fixture.numbers(single.get("precisions"));
        for (int n = 0; n < expected.size(); n++) {
            assertThat(score.orders().get(n).precision()).as("%s", single).isCloseTo(expected.get(n), EXACTLY);
        }
    }
}

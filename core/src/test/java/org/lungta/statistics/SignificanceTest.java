package org.lungta.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.lungta.check.Refusal;
import org.lungta.metric.Bleu;
import org.lungta.metric.Chrf;
import org.lungta.metric.CorpusMetric;
import org.lungta.metric.Fixture;
import org.lungta.metric.Segment;
import org.lungta.metric.Sums;
import org.lungta.metric.Tokenization;
import tools.jackson.databind.JsonNode;

/** Against sacrebleu 2.6's own figures. */
class SignificanceTest {
    private static final JsonNode GOLDEN = Fixture.read("significance");
    private static final CorpusMetric BLEU = Bleu.corpus(Tokenization.ZH);
    private static final CorpusMetric CHRF = Chrf.standard();

    private static List<Sums> sums(CorpusMetric metric, String system) {
        return Segment.zip(Fixture.strings(GOLDEN.get(system)), Fixture.strings(GOLDEN.get("refs"))).stream()
                .map(metric::statistics)
                .toList();
    }

    private static double score(CorpusMetric metric, List<Sums> drawn) {
        return metric.value(Sums.total(drawn));
    }

    private static void bootstrapIs(JsonNode expected, CorpusMetric metric, String system) {
        PairedBootstrap.Comparison found = PairedBootstrap.standard()
                .compare(sums(metric, system), sums(metric, "baseline"), drawn -> score(metric, drawn));
        JsonNode base = expected.get(0);
        JsonNode other = expected.get(1);
        assertThat(found.baseline()).isCloseTo(base.get("score").asDouble(), within(1e-9));
        assertThat(found.p()).isEqualTo(other.get("p_value").asDouble());
        assertThat(found.system().score()).isCloseTo(other.get("score").asDouble(), within(1e-9));
        // chrF's figures are in single precision there
        assertThat(found.system().mean()).isCloseTo(other.get("mean").asDouble(), within(1e-5));
        assertThat(found.system().halfWidth()).isCloseTo(other.get("ci").asDouble(), within(1e-5));
    }

    @Test
    void thePairedBootstrapIsSacrebleus() {
        bootstrapIs(GOLDEN.get("bs_BLEU"), BLEU, "system");
        bootstrapIs(GOLDEN.get("bs_chrF2"), CHRF, "system");
        bootstrapIs(GOLDEN.get("bs_BLEU_sys2"), BLEU, "system2");
        bootstrapIs(GOLDEN.get("bs_chrF2_sys2"), CHRF, "system2");
    }

    @Test
    void theIntervalOfASystemAloneIsSacrebleus() {
        PairedBootstrap.Estimate found =
                PairedBootstrap.standard().estimate(sums(BLEU, "system"), drawn -> score(BLEU, drawn));
        JsonNode expected = GOLDEN.get("single_ci"); // sums in single precision there
        assertThat(found.mean()).isCloseTo(expected.get("mean").asDouble(), within(1e-6));
        assertThat(found.halfWidth()).isCloseTo(expected.get("ci").asDouble(), within(1e-6));
    }

    private static double randomised(ApproximateRandomisation.Extremes extremes, CorpusMetric metric, String system) {
        return new ApproximateRandomisation(12345, 10_000, extremes)
                .p(sums(metric, system), sums(metric, "baseline"), drawn -> score(metric, drawn));
    }

    @Test
    void withLargerAloneRandomisationIsSacrebleus() {
        ApproximateRandomisation.Extremes mode = ApproximateRandomisation.Extremes.LARGER_ALONE;
        assertThat(randomised(mode, BLEU, "system"))
                .isEqualTo(GOLDEN.get("ar_BLEU").get(1).get("p_value").asDouble());
        assertThat(randomised(mode, CHRF, "system"))
                .isEqualTo(GOLDEN.get("ar_chrF2").get(1).get("p_value").asDouble());
        assertThat(randomised(mode, BLEU, "system2"))
                .isEqualTo(GOLDEN.get("ar_BLEU_sys2").get(1).get("p_value").asDouble());
    }

    @Test
    void oneSentenceOfEightThatDiffersProvesNothing() {
        ApproximateRandomisation.Extremes mode = ApproximateRandomisation.Extremes.AS_LARGE;
        assertThat(randomised(mode, BLEU, "system2")).isEqualTo(1); // by every flip the difference keeps its size
        // all eight differ the same way: 2 of the 256 assignments are as large, and the same flips found 81 of 10,001
        assertThat(randomised(mode, BLEU, "system"))
                .isCloseTo(2 / 256.0, within(0.002))
                .isGreaterThan(0.005);
    }

    @Test
    void aSystemAgainstItselfIsNoDifference() {
        assertThat(ApproximateRandomisation.standard()
                        .p(sums(BLEU, "system"), sums(BLEU, "system"), drawn -> score(BLEU, drawn)))
                .isEqualTo(1);
    }

    @Test
    void systemsOnOtherSegmentsAreNotPaired() {
        List<Sums> few = sums(BLEU, "system").subList(0, 3);
        assertThatThrownBy(() ->
                        PairedBootstrap.standard().compare(few, sums(BLEU, "baseline"), drawn -> score(BLEU, drawn)))
                .isInstanceOf(Refusal.class)
                .hasMessageContaining("3 segments cannot be paired with 8");
    }
}

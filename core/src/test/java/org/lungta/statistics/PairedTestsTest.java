package org.lungta.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.lungta.check.Refusal;
import org.lungta.metric.Fixture;
import tools.jackson.databind.JsonNode;

/** Against scipy's own figures. */
class PairedTestsTest {
    private static final JsonNode GOLDEN = Fixture.read("statistics");
    private static final JsonNode NUMERIC = Fixture.read("numeric");
    private static final Offset<Double> CLOSELY = within(1e-9);

    @Test
    void theSignTestAndWilsonsIntervalAreScipys() {
        for (JsonNode each : Fixture.list(GOLDEN.get("binomial"))) {
            int b = each.get("b").asInt();
            int c = each.get("c").asInt();
            Proportion proportion = new Proportion(b, b + c);
            assertThat(proportion.signTest()).isCloseTo(each.get("p").asDouble(), CLOSELY);
            assertThat(new McNemar(b, c, 1000).p()).isCloseTo(each.get("p").asDouble(), CLOSELY);
            assertThat(proportion.wilson(0.95).low())
                    .isCloseTo(each.get("wilson").get(0).asDouble(), CLOSELY);
            assertThat(proportion.wilson(0.95).high())
                    .isCloseTo(each.get("wilson").get(1).asDouble(), CLOSELY);
        }
        assertThat(new Proportion(0, 0).signTest()).isEqualTo(1);
        assertThat(new Proportion(0, 0).wilson(0.95)).isEqualTo(new Bounds(0, 1));
    }

    @Test
    void sevenOfTenIsBetweenForHundredAndNinety() {
        Bounds found = new Proportion(7, 10).wilson(0.95);
        JsonNode expected = NUMERIC.get("wilson_small").get("ci");
        assertThat(found.low()).isCloseTo(expected.get(0).asDouble(), CLOSELY);
        assertThat(found.high()).isCloseTo(expected.get(1).asDouble(), CLOSELY);
    }

    @Test
    void mcNemarCountsTheItemsThatChanged() {
        List<McNemar.Item> items = List.of(
                new McNemar.Item(true, false),
                new McNemar.Item(false, true),
                new McNemar.Item(true, true),
                new McNemar.Item(false, false),
                new McNemar.Item(true, false));
        assertThat(McNemar.of(items)).isEqualTo(new McNemar(1, 2, 5));
        assertThat(McNemar.of(items).p()).isEqualTo(1); // 1 of 3 heads
    }

    @Test
    void theSignedRankTestIsScipys() {
        for (JsonNode each : Fixture.list(GOLDEN.get("wilcoxon"))) {
            assertThat(SignedRank.p(Fixture.numbers(each.get("x"))))
                    .as(each.get("name").asString())
                    .isCloseTo(each.get("p").asDouble(), CLOSELY);
        }
        assertThat(SignedRank.p(List.of(0.0, 0.0))).isEqualTo(1);
        assertThatThrownBy(() -> SignedRank.p(List.of(1.0, Double.NaN))).isInstanceOf(Refusal.class);
    }

    @Test
    void spearmanIsScipys() {
        for (JsonNode each : Fixture.list(GOLDEN.get("correlation"))) {
            List<Double> x = Fixture.numbers(each.get("x"));
            List<Double> y = Fixture.numbers(each.get("y"));
            List<RankCorrelation.Pair> pairs = new ArrayList<>();
            for (int i = 0; i < x.size(); i++) {
                pairs.add(new RankCorrelation.Pair(x.get(i), y.get(i)));
            }
            assertThat(RankCorrelation.of(pairs).orElseThrow())
                    .isCloseTo(each.get("rho").asDouble(), CLOSELY);
        }
        assertThat(RankCorrelation.of(Collections.nCopies(5, new RankCorrelation.Pair(1, 2))))
                .isEmpty();
    }

    @Test
    void percentilesAreNumpys() {
        JsonNode golden = NUMERIC.get("quantile");
        List<Double> x = Fixture.numbers(golden.get("x"));
        assertThat(Percentile.of(x, 0.9)).isCloseTo(golden.get("p90").asDouble(), CLOSELY);
        assertThat(Percentile.of(x, 0.5)).isCloseTo(golden.get("p50").asDouble(), CLOSELY);
        assertThat(Percentile.of(x, 0.1)).isCloseTo(golden.get("p10").asDouble(), CLOSELY);
        assertThat(Percentile.of(List.of(3.0), 0.7)).isEqualTo(3);
        assertThatThrownBy(() -> Percentile.of(List.of(), 0.5)).isInstanceOf(Refusal.class);
    }

    @Test
    void holmMultipliesByTheHypothesesThatAreLeft() {
        // by hand: .01 * 4, .02 * 3 = .06, then max(.06, .03 * 2), then max(.06, .04)
        assertThat(Holm.adjusted(List.of(0.03, 0.01, 0.04, 0.02)))
                .usingComparatorForType((a, b) -> Math.abs(a - b) < 1e-12 ? 0 : 1, Double.class)
                .containsExactly(0.06, 0.04, 0.06, 0.06);
        assertThat(Holm.adjusted(List.of(0.9, 0.6))).containsExactly(1.0, 1.0);
    }

    @Test
    void winsLossesAndTiesGiveTheFigures() {
        WinRate rate = new WinRate(512, 351, 137);
        JsonNode golden = NUMERIC.get("winrate");
        assertThat(rate.net()).isCloseTo(golden.get("net").asDouble(), CLOSELY);
        assertThat(rate.netError()).isCloseTo(golden.get("se_net").asDouble(), CLOSELY);
        assertThat(rate.netInterval(0.95).low()).isCloseTo(0.161 - 1.959963985 * rate.netError(), CLOSELY);
        assertThat(rate.halfTies()).isCloseTo(golden.get("wr_half").asDouble(), CLOSELY);
        assertThat(rate.withoutTies().share()).isCloseTo(golden.get("wr_noties").asDouble(), CLOSELY);
        assertThat(rate.withoutTies().wilson(0.95).low())
                .isCloseTo(golden.get("wilson_noties").get(0).asDouble(), CLOSELY);
        assertThat(rate.withoutTies().signTest()).isCloseTo(golden.get("sign_p").asDouble(), within(1e-15));
    }

    @Test
    void forgettingIsWhatGuessingWouldNotDo() {
        List<McNemar.Item> items = new ArrayList<>();
        items.addAll(Collections.nCopies(6, new McNemar.Item(true, true)));
        items.addAll(Collections.nCopies(2, new McNemar.Item(true, false)));
        items.add(new McNemar.Item(false, true));
        items.add(new McNemar.Item(false, false));
        JsonNode golden = NUMERIC.get("forget");
        Forgetting found = Forgetting.chosen(items, 4);
        assertThat(found.after()).isCloseTo(0.7, CLOSELY);
        assertThat(found.chance()).isCloseTo(golden.get("F_chance").asDouble(), CLOSELY);
        assertThat(found.trulyForgotten()).isCloseTo(golden.get("F_true").asDouble(), CLOSELY);
        assertThat(found.trulyGained()).isCloseTo(golden.get("BT_true").asDouble(), CLOSELY);
        assertThat(found.ceiling()).isCloseTo(golden.get("F_max").asDouble(), CLOSELY);
        Forgetting written = Forgetting.written(items);
        assertThat(written.chance()).isZero();
        assertThat(written.trulyForgotten()).isCloseTo(0.2, CLOSELY);
        assertThat(written.ceiling()).isEqualTo(0.8);
    }
}

package org.lungta.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.lungta.evidence.Declared;
import org.lungta.evidence.Declared.Where;
import org.lungta.evidence.Experiment;
import org.lungta.evidence.Row;
import org.lungta.statistics.Observation;

class ComparisonTest {
    private static final Experiment SMALL = Small.experiment();

    /** Both reach .6: b at its end with 60; a half of the way from (.4, 80) to (.8, 70), with 75. */
    @Test
    void atEqualSkillAnArmIsTakenBetweenItsCheckpoints() {
        Pairing pairing = new Pairing(SMALL);
        List<Pairing.Pair> pairs = pairing.pairs(Where.EQUAL_TARGET, "kept", "a", "b");
        assertThat(pairs).hasSize(1);
        assertThat(pairs.get(0).x()).isCloseTo(.6, within(1e-12));
        assertThat(pairs.get(0).ours().mean("kept").orElseThrow()).isCloseTo(75, within(1e-9));
        assertThat(pairs.get(0).theirs().mean("kept").orElseThrow()).isCloseTo(60, within(1e-9));
        assertThat(pairing.gains(pairs, "kept"))
                .extracting(Observation::difference)
                .allSatisfy(d -> assertThat(d).isCloseTo(15, within(1e-9)));
    }

    /** Both reach a KL of .25: a at its end with 70; b half of the way from (0, 80) to (.5, 66), with 73. */
    @Test
    void atEqualKlLikewise() {
        List<Pairing.Pair> pairs = new Pairing(SMALL).pairs(Where.EQUAL_KL, "kept", "a", "b");
        assertThat(pairs.get(0).x()).isEqualTo(.25);
        assertThat(new Pairing(SMALL).gains(pairs, "kept"))
                .extracting(Observation::difference)
                .allSatisfy(d -> assertThat(d).isCloseTo(-3, within(1e-9)));
    }

    /** Both only lost from (.4, 80): where they started they are one checkpoint, and its equality with itself proves nothing. */
    @Test
    void aStartThatBothLeftForTheWorseComparesNothing() {
        List<Row> rows = List.of(
                Small.row("start", Row.EVERY_SEED, 0, .4, 80, 0),
                Small.row("a", "1", 1, .3, 70, .25),
                Small.row("b", "1", 1, .2, 75, .5));
        Declared equal = Declared.gain("a keeps more", "kept", "a", "b", Where.EQUAL_TARGET, 5);
        Experiment fallen = Small.experiment("fallen", Map.of(), rows, equal);
        assertThat(new Pairing(fallen).pairs(Where.EQUAL_TARGET, "kept", "a", "b"))
                .isEmpty();
        assertThat(new Pairing(fallen).pairs(Where.EQUAL_KL, "kept", "a", "b")).hasSize(1);
        Verdicts verdicts = Verdicts.of(fallen);
        assertThat(verdicts.sentence(verdicts.claims().get(0)))
                .isEqualTo("a keeps more: not measured: past where they started, a and b never were at equal skill.");
    }

    @Test
    void whatIsBetterLowerIsCountedAsAGain() {
        Comparison comparison = new Comparison(SMALL);
        assertThat(comparison.cell(Where.END, SMALL.measure("kl"), "a", "b").text())
                .isEqualTo("+0.750");
        assertThat(comparison.cell(Where.END, SMALL.measure("kept"), "a", "b").text())
                .isEqualTo("+10.00");
    }

    @Test
    void anArmThatHasNoCheckpointOfASeedIsNotComparedForIt() {
        List<Row> rows = Small.both(Small.rows("1"), List.of(Small.row("a", "2", 1, .8, 70, .25)));
        Pairing pairing = new Pairing(Small.experiment("some", Map.of(), rows));
        assertThat(Stream.of(Where.values()).map(where -> pairing.pairs(where, "kept", "a", "b")))
                .allSatisfy(pairs ->
                        assertThat(pairs).extracting(Pairing.Pair::seed).containsExactly("1"));
    }

    /**
     * a gained .4 and lost 10: a tax of 25 a unit, .4 / sqrt(.25) = .8 for its KL; nothing of its path lies above its start. Were it to
     * keep 82 at .5 on the way, the front would be (.5, 82), (.8, 70), and the area (.5 - .4) (82 - 80).
     */
    @Test
    void thePriceIsWorkedOutFromWhereAnArmStarted() {
        Trade.Price price = new Trade(SMALL).of(SMALL.arm("a")).orElseThrow();
        assertThat(price.gained()).isCloseTo(.4, within(1e-12));
        assertThat(price.lost()).isCloseTo(10, within(1e-9));
        assertThat(price.tax().orElseThrow()).isCloseTo(25, within(1e-9));
        assertThat(price.efficiency().orElseThrow()).isCloseTo(.8, within(1e-12));
        assertThat(price.hypervolume()).isZero();
        List<Row> rows = List.of(
                Small.row("start", Row.EVERY_SEED, 0, .4, 80, 0),
                Small.row("a", "1", 1, .5, 82, .1),
                Small.row("a", "1", 2, .8, 70, .25));
        Experiment better = Small.experiment("better", Map.of(), rows);
        assertThat(new Trade(better).of(better.arm("a")).orElseThrow().hypervolume())
                .isCloseTo(.2, within(1e-9));
        assertThat(new Trade(better).of(better.arm("start"))).isEmpty();
    }

    @Test
    void anArmIsHeldAgainstTheBaseThatItCameFrom() {
        Experiment other = new Renaming(Map.of("start", "other", "a", "c", "b", "d"), key -> key).of(SMALL);
        Experiment both = new Experiment(
                SMALL.header(),
                SMALL.axes(),
                SMALL.measures(),
                Stream.concat(SMALL.arms().stream(), other.arms().stream()).toList(),
                List.of(),
                SMALL.appendix(),
                Small.both(SMALL.rows(), other.rows()));
        assertThat(new Tables(both).base(both.arm("c"))).contains(both.arm("other"));
        assertThat(new Tables(both).base(both.arm("a"))).contains(both.arm("start"));
    }

    @Test
    void theReinforcedArmLeads() {
        assertThat(new Comparison(SMALL).lead().orElseThrow().name()).isEqualTo("a");
        assertThat(new Comparison(SMALL).others(SMALL.arm("a"))).containsExactly(SMALL.arm("b"));
    }
}

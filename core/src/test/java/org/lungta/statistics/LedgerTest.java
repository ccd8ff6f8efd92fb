package org.lungta.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.lungta.check.Refusal;

class LedgerTest {
    private static List<Finding> judged(long number, double above) {
        return Ledger.standard().judge(new SimulatedLedger(number, above).claims());
    }

    private static boolean shows(List<Finding> findings) {
        return findings.stream().anyMatch(f -> f.verdict() instanceof Verdict.Shown);
    }

    private static long falselyShown(int ledgers) {
        return LongStream.range(0, ledgers).filter(i -> shows(judged(i, 0))).count();
    }

    @Test
    void withoutATrueDifferenceAtMostSixteenOfTwoHundredLedgersShowAnything() {
        assertThat(falselyShown(200)).isLessThanOrEqualTo(16);
    }

    @Test
    void theSimulatedLedgersCouldHaveShownSomething() {
        List<Finding> all = LongStream.range(0, 50)
                .boxed()
                .flatMap(i -> judged(i, 0).stream())
                .toList();
        assertThat(all.stream().filter(f -> f.verdict() instanceof Verdict.CannotTell))
                .hasSizeLessThan(all.size() / 10);
    }

    @Tag("thorough")
    @Test
    void withoutATrueDifferenceAtMostSixAndAHalfPercentOfAThousandLedgersShowAnything() {
        assertThat(falselyShown(1000)).isLessThanOrEqualTo(65);
    }

    @Test
    void aTrueDifferenceIsShownAboutAsOftenAsThePowerSays() {
        List<List<Finding>> ledgers =
                LongStream.range(0, 200).mapToObj(i -> judged(i, 1)).toList();
        for (int claim = 0; claim < 3; claim++) {
            int which = claim;
            double shown = ledgers.stream()
                            .filter(l -> l.get(which).verdict() instanceof Verdict.Shown)
                            .count()
                    / 200.0;
            double said = ledgers.stream()
                    .mapToDouble(l -> l.get(which).power())
                    .average()
                    .orElseThrow();
            assertThat(shown).as("claim %d", claim).isGreaterThan(said - 0.05);
        }
    }

    @Test
    void withFewItemsItCannotTell() {
        List<Observation> few = IntStream.range(0, 10)
                .mapToObj(i -> new Observation("1", "" + i, i % 2 == 0 ? 5 : -5))
                .toList();
        Finding finding = Ledger.standard()
                .judge(List.of(Claim.nothingLost("kept", 1, few)))
                .get(0);
        assertThat(finding.verdict().words()).isEqualTo("cannot tell with n = 10 (clusters: 10, seeds: 1)");
        assertThat(finding.power()).isLessThan(0.5);
        assertThat(finding.toString())
                .startsWith("kept: +0.000 [")
                .contains("power ")
                .endsWith(finding.verdict().words());
    }

    @Test
    void aClearLossIsNotShownToBeNone() {
        List<Observation> lost = IntStream.range(0, 200)
                .mapToObj(i -> new Observation("1", "" + i, -3 + (i % 5 - 2) / 10.0))
                .toList();
        assertThat(Ledger.standard()
                        .judge(List.of(Claim.nothingLost("kept", 1, lost)))
                        .get(0)
                        .verdict())
                .isEqualTo(new Verdict.NotShown());
        assertThat(Ledger.standard()
                        .judge(List.of(Claim.nothingLost("kept", 3.1, lost)))
                        .get(0)
                        .verdict())
                .isEqualTo(new Verdict.Shown());
    }

    @Test
    void aClaimNeedsAMarginOrAGain() {
        assertThatThrownBy(() -> Claim.nothingLost("kept", 0, List.of())).isInstanceOf(Refusal.class);
        assertThatThrownBy(() -> Claim.nothingLost("kept", -1, List.of())).isInstanceOf(Refusal.class);
    }

    /** Where the seeds differ more than the items, the bootstrap of three seeds is too narrow, and the error of the effect is not. */
    @Test
    void theVerdictRestsOnTheWiderOfTwoErrors() {
        int covered = 0;
        int drawn = 0;
        for (int trial = 0; trial < 200; trial++) {
            List<Observation> observations = new ArrayList<>();
            for (int seed = 0; seed < 3; seed++) {
                double luck = Gaussian.at(trial, 1, seed);
                for (int item = 0; item < 40; item++) {
                    observations.add(new Observation("" + seed, "" + item, luck + Gaussian.at(trial, 2, seed, item)));
                }
            }
            covered += Effect.of(observations).interval(0.95).contains(0) ? 1 : 0;
            drawn += new HierarchicalBootstrap(trial, 200).mean(observations).contains(0) ? 1 : 0;
        }
        assertThat(covered / 200.0).isGreaterThan(0.91);
        assertThat(drawn / 200.0).isLessThan(0.88);
    }

    @Test
    void withoutSeedsTheHierarchicalBootstrapIsTheClosedForm() {
        List<Observation> observations = IntStream.range(0, 300)
                .mapToObj(i -> new Observation("1", "" + i, Gaussian.at(5, i)))
                .toList();
        Effect effect = Effect.of(observations);
        Bounds bounds = new HierarchicalBootstrap(1, 4000).mean(observations);
        double half = 1.96 * effect.error();
        assertThat(bounds.low()).isCloseTo(effect.difference() - half, within(0.06 * half));
        assertThat(bounds.high()).isCloseTo(effect.difference() + half, within(0.06 * half));
        assertThat(new HierarchicalBootstrap(1, 4000).mean(observations)).isEqualTo(bounds);
    }

    @Test
    void seedsThatAnswerAlikeNarrowNothing() {
        List<Observation> one = new ArrayList<>();
        List<Observation> three = new ArrayList<>();
        for (int i = 0; i < 200; i++) {
            one.add(new Observation("0", "" + i, Gaussian.at(6, i)));
            for (int seed = 0; seed < 3; seed++) {
                three.add(new Observation("" + seed, "" + i, Gaussian.at(6, i)));
            }
        }
        Bounds single = new HierarchicalBootstrap(1, 2000).mean(one);
        Bounds repeated = new HierarchicalBootstrap(1, 2000).mean(three);
        assertThat(repeated.low()).isCloseTo(single.low(), within(1e-9));
        assertThat(repeated.high()).isCloseTo(single.high(), within(1e-9));
        assertThat(Effect.of(three).error()).isCloseTo(Effect.of(one).error(), within(1e-9));
    }
}

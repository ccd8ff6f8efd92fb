package org.lungta.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.lungta.evidence.Declared;
import org.lungta.evidence.Declared.Where;
import org.lungta.evidence.Experiment;
import org.lungta.evidence.MadeUp;
import org.lungta.statistics.Claim;
import org.lungta.statistics.Finding;
import org.lungta.statistics.Ledger;
import org.lungta.statistics.Observation;

class VerdictsTest {
    @Test
    void aFailedGateStandsInPlaceOfEveryVerdict() {
        Verdicts verdicts = Verdicts.of(MadeUp.withFailedGate());
        assertThat(verdicts.headline()).isEqualTo("No verdict: the gate \"cold start\" failed.");
        assertThat(verdicts.claims()).hasSize(5).allSatisfy(claim -> {
            assertThat(verdicts.word(claim)).isEqualTo("no verdict");
            assertThat(verdicts.sentence(claim)).contains("no verdict").doesNotContain("[");
        });
    }

    @Test
    void aClaimThatItsTestWouldMissIsNotJudged() {
        Verdicts verdicts = Verdicts.of(MadeUp.experiment());
        Verdicts.Judged tiny = verdicts.claims().get(2);
        assertThat(tiny.claim().margin()).isEqualTo(.01);
        assertThat(verdicts.word(tiny)).isEqualTo("cannot tell");
        assertThat(verdicts.sentence(tiny)).contains("cannot tell with n = 240 (clusters: 80, seeds: 3)");
    }

    @Test
    void whatWasBuiltInIsShown() {
        Verdicts verdicts = Verdicts.of(MadeUp.experiment());
        assertThat(verdicts.word(verdicts.claims().get(0))).isEqualTo("shown");
        assertThat(verdicts.word(verdicts.claims().get(3))).isEqualTo("shown");
    }

    /** At the ends the differences of items are plain subtractions; the whole family is one ledger's. */
    @Test
    void theFamilyIsJudgedAsOne() {
        Experiment small = Small.experiment(
                Declared.gain("a keeps more", "kept", "a", "b", Where.END, 5),
                Declared.nothingLost("a learns no less", "skill", "a", "b", Where.END, .1));
        List<Finding> findings = Ledger.standard()
                .judge(List.of(
                        Claim.gain(
                                "a keeps more",
                                5,
                                List.of(new Observation("1", "one", 10), new Observation("1", "two", 10))),
                        Claim.nothingLost(
                                "a learns no less",
                                .1,
                                List.of(
                                        new Observation("1", "one", .7 - .5),
                                        new Observation("1", "two", (.8 + .1) - (.6 + .1))))));
        assertThat(Verdicts.of(small).claims().stream()
                        .map(c -> c.finding().orElseThrow().verdict()))
                .containsExactlyElementsOf(
                        findings.stream().map(Finding::verdict).toList());
    }

    @Test
    void whatIsLostBeyondTheMarginIsSaidWhateverTheVerdict() {
        Verdicts verdicts = Verdicts.of(Small.experiment(
                Declared.nothingLost("b keeps it", "kept", "b", "a", Where.END, 5),
                Declared.nothingLost("b keeps it, or nearly", "kept", "b", "a", Where.END, 15)));
        assertThat(verdicts.sentence(verdicts.claims().get(0)))
                .contains("may be lost and all of the interval is past that;");
        assertThat(verdicts.sentence(verdicts.claims().get(1))).contains("may be lost;");
    }

    @Test
    void aClaimWithoutMeasurementsIsSaidToBeUnmeasured() {
        Experiment none = Small.experiment(
                "none", Map.of(), List.of(), Declared.gain("a keeps more", "kept", "a", "b", Where.EQUAL_TARGET, 5));
        Verdicts verdicts = Verdicts.of(none);
        assertThat(verdicts.word(verdicts.claims().get(0))).isEqualTo("not measured");
        assertThat(verdicts.headline()).endsWith("1 not measured.");
    }

    @Test
    void withoutADeclaredClaimNothingIsProved() {
        assertThat(Verdicts.of(Small.experiment()).headline()).startsWith("No claim was declared");
    }
}

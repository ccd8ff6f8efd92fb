package org.lungta.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RatesTest {
    private static final List<Double> NAMED = List.of(2e-4, 1e-4, 5e-4);

    private static Rates best(double low, double middle, double high) {
        return Rates.best(Map.of(1e-4, low, 2e-4, middle, 5e-4, high), NAMED);
    }

    @Test
    void theBestOnDevIsTakenAndOfEqualOnesTheFirstThatWasNamed() {
        assertThat(best(30, 31, 29).taken()).isEqualTo(2e-4);
        assertThat(best(30, 29, 31).taken()).isEqualTo(5e-4);
        assertThat(best(31, 31, 31).taken()).isEqualTo(2e-4);
    }

    @Test
    void theBestMayLieAtAnEdgeOfWhatWasTried() {
        assertThat(best(31, 30, 29).edge()).contains("lowest");
        assertThat(best(29, 30, 31).edge()).contains("highest");
        assertThat(best(29, 31, 30).edge()).isEmpty();
        assertThat(Rates.only(1e-4).edge()).isEmpty();
    }

    @Test
    void aReaderIsToldForHowManySeedsItDid() {
        assertThat(Rates.note("sft", List.of(best(29, 31, 30), best(31, 30, 29), best(31, 29, 29))))
                .contains(
                        "sft: of the rates 1e-4, 2e-4, 5e-4 the lowest was the best on dev, for 2 of 3 seeds. What lies beyond was not tried:"
                                + " this arm may be weaker than it could be.");
        assertThat(Rates.note("sft", List.of(best(31, 30, 29), best(29, 30, 31)))
                        .orElseThrow())
                .contains("the highest or the lowest was the best on dev, for 2 of 2 seeds");
        assertThat(Rates.note("sft", List.of(best(29, 31, 30)))).isEmpty();
        assertThat(Rates.note("base", List.of())).isEmpty();
    }

    @Test
    void ratesAreWrittenAsPapersDo() {
        assertThat(Rates.text(2e-4)).isEqualTo("2e-4");
        assertThat(Rates.text(1.5e-5)).isEqualTo("1.5e-5");
        assertThat(SftStage.name(5e-4)).isEqualTo("sft-5e-4");
    }
}

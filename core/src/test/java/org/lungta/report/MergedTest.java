package org.lungta.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.lungta.check.Refusal;
import org.lungta.evidence.Experiment;
import org.lungta.evidence.MadeUp;
import org.lungta.evidence.Measure;
import org.lungta.evidence.Row;

class MergedTest {
    @Test
    void runsOfOneSeedEachAreWhatOneRunOfAllWouldBe() {
        Experiment whole = MadeUp.withSeeds("1", "2");
        Experiment merged = merged(MadeUp.withSeeds("1"), MadeUp.withSeeds("2"));
        assertThat(merged.rows()).isEqualTo(whole.rows());
        assertThat(merged.arms()).isEqualTo(whole.arms());
        assertThat(merged.claims()).isEqualTo(whole.claims());
    }

    @Test
    void aColdStartThatEachRunDidForItselfIsOneOfItsSeed() {
        Experiment one = small("one", Map.of(), "1", 80);
        Experiment two = small("two", Map.of(), "2", 81);
        assertThat(merged(one, two).checkpoints("start", "2")).hasSize(1).allSatisfy(row -> {
            assertThat(row.key().seed()).isEqualTo("2");
            assertThat(row.value("kept").orElseThrow().mean()).isEqualTo(81);
        });
        assertThat(merged(one, two).arms()).hasSize(3);
    }

    @Test
    void otherSettingsMakeOtherArmsAndTheSameBaseStaysOne() {
        Experiment one = small("one", Map.of("rate", "1e-4"), "1", 80);
        Experiment two = small("two", Map.of("rate", "2e-4"), "1", 80);
        Experiment three = small("two", Map.of("rate", "2e-4"), "2", 80);
        assertThat(merged(one, three).arms().stream().map(arm -> arm.name()))
                .containsExactly("start", "a", "b", "a (two)", "b (two)");
        assertThat(merged(one, two).arms()).as("equal values are one arm").hasSize(3);
    }

    @Test
    void runsOfTheSameNameAreTold() {
        Experiment one = small("same", Map.of("rate", "1e-4"), "1", 80);
        Experiment two = small("same", Map.of("rate", "2e-4"), "2", 80);
        assertThat(merged(one, two).arms().stream().map(arm -> arm.name())).contains("a (same #2)");
        assertThat(Report.of(List.of(one, two)).runs())
                .extracting(run -> run.header().name())
                .containsExactly("same", "same #2");
    }

    @Test
    void aMeasureThatMeansTwoThingsIsRefused() {
        Experiment one = small("one", Map.of(), "1", 80);
        List<Measure> other = List.of(
                one.measures().get(0),
                Measure.higher("kept", Measure.Role.RETAINED, "share", "Another thing."),
                one.measures().get(2));
        Experiment two =
                new Experiment(one.header(), one.axes(), other, one.arms(), one.claims(), one.appendix(), one.rows());
        assertThatThrownBy(() -> merged(one, two))
                .isInstanceOf(Refusal.class)
                .hasMessageContaining("\"kept\" is one thing");
    }

    private static Experiment small(String name, Map<String, String> settings, String seed, double kept) {
        List<Row> rows = List.of(
                Small.row("start", Row.EVERY_SEED, 0, .4, kept, 0),
                Small.row("a", seed, 1, .8, 70, .25),
                Small.row("b", seed, 1, .5, 66, .5));
        return Small.experiment(name, settings, rows);
    }

    private static Experiment merged(Experiment... runs) {
        return Report.of(List.of(runs)).merged();
    }
}

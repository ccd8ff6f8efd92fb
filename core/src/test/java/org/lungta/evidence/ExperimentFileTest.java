package org.lungta.evidence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lungta.check.Refusal;

class ExperimentFileTest {
    @TempDir
    private Path folder;

    @Test
    void whatIsReadIsWhatWasWritten() {
        Experiment experiment = MadeUp.experiment();
        Gate atLeast = new Gate("at least", 1, .5, Double.POSITIVE_INFINITY, "");
        Experiment.Appendix a = experiment.appendix();
        Experiment bounded = experiment.with(
                new Experiment.Appendix(List.of(atLeast), a.figures(), a.quoted(), a.training(), fit(a.samples())));
        ExperimentFile.write(folder, bounded);
        assertThat(ExperimentFile.in(folder)).isTrue();
        assertThat(ExperimentFile.read(folder)).isEqualTo(bounded);
    }

    /** Without the halves of surrogate pairs, which no UTF-8 file can hold. */
    private static List<Sample> fit(List<Sample> samples) {
        return samples.subList(0, 1);
    }

    @Test
    void aRunThatTookLongerWritesTheSameResults() throws IOException {
        Experiment fast = MadeUp.withSeeds("1");
        List<Row> slower = fast.rows().stream().map(row -> row.took(99)).toList();
        ExperimentFile.write(folder.resolve("a"), fast);
        ExperimentFile.write(
                folder.resolve("b"),
                new Experiment(
                        fast.header(),
                        fast.axes(),
                        fast.measures(),
                        fast.arms(),
                        fast.claims(),
                        fast.appendix(),
                        slower));
        for (String name : List.of("results.json", "items.jsonl")) {
            assertThat(folder.resolve("a").resolve(name))
                    .hasSameBinaryContentAs(folder.resolve("b").resolve(name));
        }
        assertThat(ExperimentFile.read(folder.resolve("b")).rows()).isEqualTo(slower);
    }

    @Test
    void itemsOfAnotherRunAreRefused() throws IOException {
        ExperimentFile.write(folder, MadeUp.withSeeds("1"));
        Files.writeString(folder.resolve("items.jsonl"), "\n", StandardCharsets.UTF_8, StandardOpenOption.APPEND);
        assertThatThrownBy(() -> ExperimentFile.read(folder))
                .isInstanceOf(Refusal.class)
                .hasMessageContaining("items.jsonl is not the one");
    }

    @Test
    void anotherSchemaIsRefusedByName() throws IOException {
        Files.writeString(
                folder.resolve("results.json"), "{\"schema\": \"lungta.experiment/2\"}", StandardCharsets.UTF_8);
        assertThat(ExperimentFile.in(folder)).isTrue();
        assertThatThrownBy(() -> ExperimentFile.read(folder))
                .isInstanceOf(Refusal.class)
                .hasMessageContaining("\"lungta.experiment/2\"");
    }

    @Test
    void aFieldThatNobodyKnowsIsRefused() throws IOException {
        ExperimentFile.write(folder, MadeUp.withSeeds("1"));
        Path file = folder.resolve("results.json");
        String text = Files.readString(file, StandardCharsets.UTF_8);
        Files.writeString(file, text.replaceFirst("\\{", "{\"axis\": 1,"), StandardCharsets.UTF_8);
        assertThatThrownBy(() -> ExperimentFile.read(folder))
                .isInstanceOf(Refusal.class)
                .hasMessageContaining("axis");
    }

    @Test
    void anotherRunsFolderIsNotTakenForAnExperiment() throws IOException {
        assertThat(ExperimentFile.in(folder)).isFalse();
        Files.writeString(folder.resolve("results.json"), "{\"header\": {}}", StandardCharsets.UTF_8);
        assertThat(ExperimentFile.in(folder)).isFalse();
    }

    @Test
    void aMeanThatIsNotThatOfItsItemsIsRefused() {
        List<Item> items = List.of(Item.of("a", 1), Item.of("b", 0));
        assertThat(Value.of(items).mean()).isEqualTo(.5);
        assertThatThrownBy(() -> new Value(.6, 2, Optional.empty(), items)).isInstanceOf(Refusal.class);
        assertThatThrownBy(() -> Value.of(List.of(Item.of("a", 1), Item.of("a", 0))))
                .isInstanceOf(Refusal.class)
                .hasMessageContaining("twice");
    }

    @Test
    void aRowOfAnArmThatNobodyDeclaredIsRefused() {
        Experiment experiment = MadeUp.withSeeds("1");
        assertThatThrownBy(() -> experiment.with(List.of(Row.of("stranger", "1", 1, ""))))
                .isInstanceOf(Refusal.class)
                .hasMessageContaining("\"stranger\"");
        assertThatThrownBy(() ->
                        experiment.with(List.of(Row.of("grpo", "1", 1, "").with("luck", Value.of(1, 1)))))
                .isInstanceOf(Refusal.class)
                .hasMessageContaining("\"luck\"");
        assertThatThrownBy(() -> experiment.with(experiment.rows().subList(0, 1)))
                .isInstanceOf(Refusal.class)
                .hasMessageContaining("twice");
    }

    @Test
    void aClaimAboutWhatLearnsNothingIsRefused() {
        Experiment experiment = MadeUp.withSeeds("1");
        Arm copied = new Arm("copied", Arm.Kind.TRIVIAL, Optional.empty(), "The source.");
        List<Arm> arms = new ArrayList<>(experiment.arms());
        arms.add(copied);
        Declared about = new Declared("a win", "exact facts", "grpo", "copied", Declared.Where.END, 0, .1);
        assertThatThrownBy(() -> new Experiment(
                        experiment.header(),
                        experiment.axes(),
                        experiment.measures(),
                        arms,
                        List.of(about),
                        Experiment.Appendix.none(),
                        List.of()))
                .isInstanceOf(Refusal.class)
                .hasMessageContaining("\"copied\", which learns nothing");
    }

    @Test
    void rowsStandInTheOrderOfKindsAndOfTraining() {
        Experiment experiment = MadeUp.withSeeds("1", "2");
        assertThat(experiment.rows().stream().map(row -> row.key().arm()).distinct())
                .containsExactly(
                        "base", "cold start", "sft", "grpo", "sft + replay", "rejection sampling", "truth as reward");
        assertThat(experiment.checkpoints("grpo", "2").stream()
                        .map(row -> row.key().step()))
                .containsExactly(40, 80, 120);
        assertThat(experiment.last("cold start", "2").orElseThrow().key().seed())
                .isEqualTo(Row.EVERY_SEED);
    }
}

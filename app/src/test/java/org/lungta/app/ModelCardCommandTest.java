package org.lungta.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lungta.evidence.Arm;
import org.lungta.evidence.Axes;
import org.lungta.evidence.Experiment;
import org.lungta.evidence.ExperimentFile;
import org.lungta.evidence.Header;
import org.lungta.evidence.Item;
import org.lungta.evidence.Measure;
import org.lungta.evidence.Row;
import org.lungta.evidence.Value;

/** lungta model-card, as a user calls it. */
class ModelCardCommandTest {
    @TempDir
    private Path folder;

    private String err = "";

    private void call(int status, Object... arguments) {
        Outcome outcome = Outcome.call(arguments);
        err = outcome.err();
        assertThat(outcome.status()).as("%s", err).isEqualTo(status);
    }

    private static Row row(String arm, String seed, int step, double skill) {
        return Row.of(arm, seed, step, "")
                .with("skill", Value.of(List.of(Item.of("a", skill), Item.of("b", skill))))
                .with("kept", Value.of(List.of(Item.of("a", .5), Item.of("b", .5))));
    }

    @BeforeEach
    void experiment() throws IOException {
        ExperimentFile.write(
                folder.resolve("run"),
                new Experiment(
                        new Header(
                                "small",
                                "Does it?",
                                Header.Ground.REAL,
                                new Header.Origin("a/model", "apache-2.0", List.of("bo"), List.of()),
                                Map.of(),
                                Map.of(),
                                Map.of(),
                                List.of()),
                        Axes.of("skill", "kept"),
                        List.of(
                                Measure.higher("skill", Measure.Role.TARGET, "share", "Skill."),
                                Measure.higher("kept", Measure.Role.RETAINED, "share", "Kept.")),
                        List.of(
                                Arm.base("The base."),
                                Arm.from("base", "sft", Arm.Kind.SFT, "One."),
                                Arm.from("base", "grpo", Arm.Kind.GRPO, "Two.")),
                        List.of(),
                        Experiment.Appendix.none(),
                        List.of(
                                row("base", Row.EVERY_SEED, 0, .125),
                                row("sft", "1", 4, .25),
                                row("sft", "1", 8, .375),
                                row("grpo", "1", 8, .625),
                                row("grpo", "2", 8, .875))));
        Files.createDirectories(folder.resolve("adapter"));
        Files.writeString(folder.resolve("adapter/adapter_config.json"), "{}");
        Files.writeString(folder.resolve("adapter/adapter_model.safetensors"), "");
    }

    private String card() throws IOException {
        return Files.readString(folder.resolve("adapter/README.md"));
    }

    @Test
    void theCardIsOfTheCheckpointThatIsNamed() throws IOException {
        Path run = folder.resolve("run");
        Path adapter = folder.resolve("adapter");
        call(0, "model-card", run, "--arm", "sft", "--adapter", adapter);
        assertThat(card()).contains("base_model: \"a/model\"", "sft, seed 1, step 8", "0.375 n=2 |");
        call(0, "model-card", run, "--arm", "sft", "--step", "4", "--adapter", adapter);
        assertThat(card()).contains("sft, seed 1, step 4", "0.250 n=2 |");
        call(0, "model-card", run, "--arm", "grpo", "--seed", "2", "--adapter", adapter);
        assertThat(card()).contains("grpo, seed 2, step 8", "0.875 n=2 |");
    }

    @Test
    void whatIsMeantMustBePlain() throws IOException {
        Path run = folder.resolve("run");
        call(1, "model-card", run, "--arm", "grpo", "--adapter", folder.resolve("adapter"));
        assertThat(err).contains("several seeds", "[1, 2]");
        call(1, "model-card", run, "--arm", "dpo", "--adapter", folder.resolve("adapter"));
        assertThat(err).contains("no such checkpoint", "sft, seed 1, step 8");
        call(1, "model-card", run, "--arm", "sft");
        assertThat(err).contains("--resume");
        call(1, "model-card", run, "--arm", "sft", "--adapter", run);
        assertThat(err).contains("no adapter's folder");
        Files.writeString(folder.resolve("adapter/README.md"), "my own words");
        call(1, "model-card", run, "--arm", "sft", "--adapter", folder.resolve("adapter"));
        assertThat(err).contains("move it away");
        assertThat(card()).isEqualTo("my own words");
    }
}

package org.lungta.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lungta.evidence.Experiment;
import org.lungta.evidence.Header;
import org.lungta.evidence.MadeUp;
import org.lungta.evidence.Row;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

class ModelCardTest {
    private static final Row.Key LAST = new Row.Key("grpo", "2", 120);

    @TempDir
    private Path folder;

    @Test
    void theMetadataIsYamlAsHuggingFaceReadsIt() throws IOException {
        ModelCard.write(folder, MadeUp.experiment(), LAST);
        String card = Files.readString(folder.resolve("README.md"), StandardCharsets.UTF_8);
        assertThat(card).startsWith("---\n");
        String yaml = card.substring(4, card.indexOf("\n---\n", 4));
        Map<?, ?> metadata = (Map<?, ?>) new Load(LoadSettings.builder().build()).loadFromString(yaml);
        assertThat(metadata.get("base_model")).isEqualTo("nobody/made-up-base");
        assertThat(metadata.get("license")).isEqualTo("apache-2.0");
        assertThat(metadata.get("language")).isEqualTo(List.of("zh", "bo"));
        assertThat(metadata.get("datasets")).isEqualTo(List.of("nobody/made-up-world"));
        assertThat(metadata.get("library_name")).isEqualTo("peft");
        assertThat((List<?>) metadata.get("metrics")).asString().contains("exact facts", "qa exact");
    }

    @Test
    void theCardHasTheCheckpointBesideTheBase() {
        String card = new ModelCard(MadeUp.experiment(), LAST).text();
        Row row = MadeUp.experiment().last("grpo", "2").orElseThrow();
        String mean = new Format(3).plain(row.value("qa exact").orElseThrow().mean());
        assertThat(card).contains("| measure | base 0-shot | cold start 60 updates | grpo 120 updates |");
        assertThat(card.lines().filter(line -> line.startsWith("| qa exact")))
                .hasSize(1)
                .allSatisfy(line -> assertThat(line).endsWith("| " + mean + " n=240 |"));
        assertThat(card).contains("## Intended use", "## Limits", "speaks no real language", "GRPO learns: power");
    }

    @Test
    void aFolderOfTheMachineIsNoBaseModelOfTheHub() {
        String card = new ModelCard(Small.experiment(), new Row.Key("a", "1", 1)).text();
        assertThat(card).contains("base_model: \"a/model\"").doesNotContain("license:");
        Header named = Small.experiment().header();
        Header local = new Header(
                named.name(),
                named.sentence(),
                named.ground(),
                new Header.Origin("model", "", List.of("bo"), List.of("pairs.jsonl")),
                Map.of(),
                Map.of(),
                Map.of(),
                List.of());
        Experiment experiment = Small.experiment();
        String own = new ModelCard(
                        new Experiment(
                                local,
                                experiment.axes(),
                                experiment.measures(),
                                experiment.arms(),
                                List.of(),
                                experiment.appendix(),
                                experiment.rows()),
                        new Row.Key("a", "1", 1))
                .text();
        assertThat(own).contains("A LoRA adapter for model,").doesNotContain("base_model", "datasets");
    }
}

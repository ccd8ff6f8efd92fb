package org.lungta.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lungta.check.Refusal;
import org.lungta.evidence.Experiment;
import org.lungta.evidence.ExperimentFile;
import org.lungta.evidence.Row;
import org.lungta.lab.TinyWorld;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** Every kind of arm, on a made-up world at tiny scale. */
class ExperimentTest {
    private static final String RECIPE = """
            ask: Does it run?
            model: ${data}/model
            encoder: ${data}/encoder
            judge: ${data}/judge
            dtype: float32
            seeds: [1, 2]
            checkpoint-every: 1
            replay: ${data}/replay.json
            task: {pairs: "${data}/mt/libreoffice.bo-zh.jsonl", from: bo, to: zh, instruction: "{source}", length-of: bo, max-new-tokens: 6}
            adapter: {rank: 4, alpha: 8, dropout: 0.1}
            cold-start: {pairs: 16, batch-size: 8, rate: 1.0e-2, dev-pairs: 2, dev-every: 1}
            reward: {tau: {calibrated: {quantile: 0.25, prompts: 2, samples: 2}}, encoder-prefix: ""}
            grpo: {steps: 2, pool: 8, prompts: 2, rate: 2.0e-3, sampling: {group: 2}}
            evaluation:
              test: 3
              cmrc: ${data}/general/cmrc2018_dev.json
              contexts: 2
              answer-tokens: 3
              answers: 3
              text: ${data}/text.jsonl
              texts: 2
              choices: ${data}/choices.jsonl
              questions: 2
              sampled-prompts: 2
              samples: 2
            arms:
              base: base
              base 3-shot: few-shot
              cold start: cold-start
              sft: {sft: {rates: [1.0e-2, 1.0e-3], batch-size: 4, checkpoints: 2}}
              replay: {replay: {share: 0.5, sft: {rates: [1.0e-2], batch-size: 4, checkpoints: 1}}}
              near: {sft-kl: {beta: 0.5, sft: {rates: [1.0e-2], batch-size: 4, checkpoints: 1}}}
              grpo: {grpo: {checkpoints: 2}}
              chrf: {grpo: {checkpoints: 1, steps: 1, weights: {chrf: 1.0, language: 0.5}}}
              best of two: {rejection-sampling: {checkpoints: 1, steps: 1}}
              half: {scaled: {of: grpo, points: [0.5]}}
            claims:
              - {name: GRPO keeps answers, measure: answer nll, arm: grpo, against: base, margin: 0.5}
            """;

    @TempDir
    private static Path folder;

    @BeforeAll
    static void world() throws IOException {
        Path world = folder.resolve("world");
        TinyWorld.write(world, 7);
        TinyWorld.writeBilingualEncoder(world.resolve("judge"), 8);
        Files.writeString(folder.resolve("tiny.yaml"), RECIPE);
        TinyWorld.write(folder.resolve("other"), 8);
        Files.writeString(
                world.resolve("replay.json"),
                Files.readString(folder.resolve("other/general/cmrc2018_dev.json"))
                        .replace("TINY_", "OTHER_"));
        Files.writeString(world.resolve("text.jsonl"), "{\"text\": \"老师看书。\"}\n{\"text\": \"学生吃苹果。\"}\n");
        Files.writeString(world.resolve("choices.jsonl"), """
                {"id": "a", "context": "老师看书。", "question": "谁看书？", "choices": ["老师", "学生"], "answer": 0}
                {"id": "b", "context": "老师看书。", "question": "老师看什么？", "choices": ["花", "书"], "answer": 1}
                """);
    }

    private static ExperimentRecipe recipe(String... overrides) {
        List<String> all =
                new ArrayList<>(List.of("data=" + folder.resolve("world"), "cards=" + folder.resolve("cards")));
        all.addAll(List.of(overrides));
        return ExperimentLaunch.read(folder.resolve("tiny.yaml"), all);
    }

    private static PrintStream quiet() {
        return new PrintStream(new ByteArrayOutputStream(), true, StandardCharsets.UTF_8);
    }

    /** As a kill would be: nothing is saved at the moment of it. */
    private static final class Killed extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }

    /** A terminal that dies with a line of its output. */
    private static PrintStream dying(int[] lines) {
        return new PrintStream(new ByteArrayOutputStream(), true, StandardCharsets.UTF_8) {
            @Override
            public void println(String line) {
                if (--lines[0] == 0) {
                    throw new Killed();
                }
            }
        };
    }

    @Test
    void everyArmHasItsRowsAndAKilledExperimentGoesOnToTheSameBytes() throws IOException {
        Path whole = folder.resolve("whole");
        Experiment made = ExperimentLaunch.run(recipe(), whole, false, quiet());
        assertThat(rows(made))
                .containsExactlyInAnyOrder(
                        "base every 0",
                        "base 3-shot every 0",
                        "cold start every 2",
                        "sft 1 1",
                        "sft 1 2",
                        "sft 2 1",
                        "sft 2 2",
                        "replay 1 2",
                        "replay 2 2",
                        "near 1 2",
                        "near 2 2",
                        "grpo 1 1",
                        "grpo 1 2",
                        "grpo 2 1",
                        "grpo 2 2",
                        "chrf 1 1",
                        "chrf 2 1",
                        "best of two 1 1",
                        "best of two 2 1",
                        "half 1 50",
                        "half 2 50");
        assertThat(made.header().notes()).singleElement().asString().startsWith("sft: of the rates 1e-3, 1e-2 the ");
        made.rows()
                .forEach(row -> assertThat(row.values().keySet())
                        .as(row.key().toString())
                        .isEqualTo(made.rows().get(0).values().keySet()));
        assertThat(ExperimentFile.read(whole).rows()).hasSize(21);
        Row base = made.rows().get(0);
        assertThat(base.value("task kl").orElseThrow().mean()).isLessThan(1e-5);
        assertThat(made.last("grpo", "1")
                        .orElseThrow()
                        .value("task kl")
                        .orElseThrow()
                        .mean())
                .isGreaterThan(1e-3);
        assertThat(made.last("grpo", "1").orElseThrow().values())
                .isNotEqualTo(made.last("grpo", "2").orElseThrow().values());

        assertThat(KeptCheckpoints.read(whole).checkpoints()).hasSize(21).allSatisfy(kept -> {
            assertThat(whole.resolve(kept.outputs().orElseThrow())).isNotEmptyFile();
            boolean own =
                    !List.of("base", "base 3-shot", "half").contains(kept.row().arm());
            assertThat(kept.adapter().isPresent()).as(kept.row().toString()).isEqualTo(own);
            if (own) {
                assertCardTellsItsRow(whole.resolve(kept.adapter().get()), made, kept.row());
            }
        });
        Set<String> measured = examined(whole);
        ExperimentLaunch.run(recipe(), whole, true, quiet());
        assertThat(examined(whole)).as("cards change no weights").isEqualTo(measured);

        Path interrupted = folder.resolve("interrupted");
        int kills = 0;
        for (int line = 3; ; line = line * 2 + 5) {
            try {
                ExperimentLaunch.run(recipe(), interrupted, true, dying(new int[] {line}));
                break;
            } catch (Killed killed) {
                kills++;
            }
        }
        assertThat(kills).isGreaterThanOrEqualTo(3);
        for (String file : List.of("results.json", "items.jsonl", "table.txt")) {
            assertThat(interrupted.resolve(file)).hasSameBinaryContentAs(whole.resolve(file));
        }
    }

    private static Set<String> examined(Path run) throws IOException {
        try (Stream<Path> files = Files.list(run.resolve("examinations"))) {
            return files.map(file -> file.getFileName().toString()).collect(Collectors.toSet());
        }
    }

    /** The last column of the card's ledger holds the figures of results.json, to the digits that it shows. */
    private static void assertCardTellsItsRow(Path adapter, Experiment experiment, Row.Key key) throws IOException {
        String card = Files.readString(adapter.resolve("README.md"));
        String yaml = card.substring(4, card.indexOf("\n---\n", 4));
        Map<?, ?> metadata = (Map<?, ?>) new Load(LoadSettings.builder().build()).loadFromString(yaml);
        assertThat(metadata.get("language")).isEqualTo(List.of("bo", "zh"));
        assertThat(metadata.containsKey("base_model"))
                .as("a local folder is no public model")
                .isFalse();
        Row row = experiment.rows().stream()
                .filter(r -> r.key().equals(key))
                .findFirst()
                .orElseThrow();
        row.values().forEach((measure, value) -> {
            String line = card.lines()
                    .filter(l -> l.matches("\\| " + Pattern.quote(measure) + "( lower is better)? \\|.*"))
                    .findFirst()
                    .orElseThrow();
            String[] cells = line.split("\\|");
            String shown = cells[cells.length - 1].strip().split(" ")[0].replace("\u2212", "-");
            double digits = Math.pow(10, -shown.replaceFirst("^[^.]*\\.?", "").length());
            assertThat(Double.parseDouble(shown)).as(line).isCloseTo(value.mean(), within(0.5001 * digits));
        });
    }

    private static List<String> rows(Experiment experiment) {
        return experiment.rows().stream()
                .map(row -> row.key().arm() + " " + row.key().seed() + " "
                        + row.key().step())
                .collect(Collectors.toList());
    }

    @Test
    void whatAnExperimentCannotDoWithoutIsRefused() {
        assertThatThrownBy(() -> recipe("arms={only: base}"))
                .isInstanceOf(Refusal.class)
                .hasMessageContaining("cold start");
        assertThatThrownBy(() -> recipe("arms.half={scaled: {of: nobody}}"))
                .isInstanceOf(Refusal.class)
                .hasMessageContaining("nobody");
        assertThatThrownBy(() -> recipe("replay=null"))
                .isInstanceOf(Refusal.class)
                .hasMessageContaining("replay");
        assertThatThrownBy(() ->
                        ExperimentLaunch.plan(recipe("replay=" + folder.resolve("world/general/cmrc2018_dev.json"))))
                .isInstanceOf(Refusal.class)
                .hasMessageContaining("passages");
    }
}

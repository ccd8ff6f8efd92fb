package org.lungta.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lungta.check.Refusal;
import org.lungta.eval.Translation;
import org.lungta.evidence.Experiment;
import org.lungta.evidence.ExperimentFile;
import org.lungta.evidence.MadeUp;
import org.lungta.evidence.Row;
import org.lungta.evidence.Value;
import org.lungta.metric.CmrcScore;
import org.lungta.metric.Interval;
import org.lungta.report.Report;
import org.lungta.reward.Calibration;

class RunEvidenceTest {
    @TempDir
    private Path folder;

    @Test
    void anExperimentIsReadAsItIs() {
        Experiment experiment = MadeUp.withSeeds("1").with(Experiment.Appendix.none());
        ExperimentFile.write(folder, experiment);
        assertThat(RunEvidence.read(folder)).isEqualTo(experiment);
    }

    @Test
    void whatAPipelineFoundIsReadWithItsItems() throws IOException {
        pipeline();
        Experiment experiment = RunEvidence.read(folder);
        assertThat(experiment.rows().stream().map(Row::key))
                .containsExactly(
                        new Row.Key("base", Row.EVERY_SEED, 0),
                        new Row.Key("cold start", "7", 20),
                        new Row.Key("grpo", "7", 40));
        Row grpo = experiment.last("grpo", "7").orElseThrow();
        Value chrf = grpo.value("chrf").orElseThrow();
        assertThat(chrf.mean()).isEqualTo(30);
        assertThat(chrf.interval().orElseThrow().high()).isEqualTo(31);
        assertThat(grpo.value("similarity").orElseThrow().items()).hasSize(2);
        assertThat(grpo.value("similarity").orElseThrow().mean()).isCloseTo(.7, within(1e-12));
        Value exact = grpo.value("cmrc exact").orElseThrow();
        assertThat(exact.mean()).isEqualTo(.5);
        assertThat(exact.items())
                .hasSize(2)
                .allSatisfy(item -> assertThat(item.cluster()).isEqualTo("c"));
        assertThat(experiment.appendix().training()).hasSize(1);
        assertThat(experiment.appendix().samples().get(0).outputs()).hasSize(1);
        Report.of(List.of(experiment)).write(folder.resolve("report"));
        assertThat(folder.resolve("report/report.html")).isNotEmptyFile();
    }

    private void pipeline() throws IOException {
        Map<String, Interval> scores = new TreeMap<>(Map.of(
                "chrf", new Interval(30, 29, 31, 2, 2),
                "similarity", new Interval(.7, .6, .8, 2, 2),
                "language", new Interval(1, 1, 1, 2, 2),
                "ended", new Interval(1, 1, 1, 2, 2)));
        CmrcScore cmrc = new CmrcScore(
                new Interval(50, 0, 100, 2, 1), new Interval(60, 0, 100, 2, 1), new Interval(55, 0, 100, 2, 1), 2, 0);
        Results.Evaluation evaluation = new Results.Evaluation(
                new Translation.Summary(2, scores, Map.of("chrf", "chrF2")),
                Optional.of(cmrc),
                Optional.empty(),
                Optional.empty());
        Interval none = new Interval(0, 0, 0, 1, 1);
        Results results = new Results(
                Map.of("seed", "7", "direction", "bo -> zh"),
                new Results.ColdStartResult(20, 3, 2, 3, 2, 20),
                new Calibration(.25, .8, 4, .8, .25),
                new Results.GrpoResult(40, .1, .2, 1, List.of()),
                evaluation,
                evaluation,
                evaluation,
                new Results.Gains(none, none),
                new Extras(Optional.empty(), Optional.empty(), List.of(), Map.of(), Optional.empty()));
        write("results.json", RunFolder.JSON.writeValueAsString(results));
        write(
                "journal.jsonl",
                "{\"stage\":\"grpo\",\"step\":1,\"reward\":1.5,\"num_tokens\":432}\n{\"stage\":\"x\",\"step\":1}\n");
        write("evaluation/grpo/test-1.jsonl", """
                {"id":"a","source":"s","output":"o","reference":"r","cosine":0.6,"language":true,"ended":true}
                {"id":"b","source":"s","output":"o","reference":"r","cosine":0.8,"language":true,"ended":true}
                """);
        write("evaluation/grpo/cmrc-1.jsonl", """
                {"context":"c","id":"q1","question":"?","answers":["后卫"],"output":"后卫"}
                {"context":"c","id":"q2","question":"?","answers":["后卫"],"output":"前锋"}
                """);
    }

    private void write(String name, String text) throws IOException {
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text, StandardCharsets.UTF_8);
    }

    @Test
    void otherResultsAndNoResultsAreRefused() throws IOException {
        assertThatThrownBy(() -> RunEvidence.read(folder))
                .isInstanceOf(Refusal.class)
                .hasMessageContaining("holds no results.json");
        write("results.json", "{\"card\": {\"best\": 3}}");
        assertThatThrownBy(() -> RunEvidence.read(folder))
                .isInstanceOf(Refusal.class)
                .hasMessageContaining("neither an experiment");
    }
}

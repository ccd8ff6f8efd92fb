package org.lungta.recipe;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lungta.recipe.Sample.Part;
import org.lungta.recipe.Sample.Sampling;
import org.lungta.recipe.Sample.Schedule;

class OverridesTest {
    @TempDir
    private Path folder;

    @Test
    void anOverrideGivesWhatTheFileLeavesOut() {
        assertThat(read("", "model=/a=b").model()).isEqualTo(Path.of("/a=b"));
        assertThat(read("model: m", "sampling.top-p=0.5").sampling()).isEqualTo(new Sampling(8, 0.5));
        assertThat(read("model: m", "labels.a=b", "labels.c=d").labels()).isEqualTo(Map.of("a", "b", "c", "d"));
    }

    @Test
    void theLastOverrideWins() {
        assertThat(read("model: m\nseed: 1", "seed=2", "seed=3").seed()).isEqualTo(3);
    }

    @Test
    void aNumberNamesAnEntryOfAList() {
        assertThat(read("model: m\nparts: [{path: a}, {path: b}]", "parts.1.weight=2", "parts.0.path=c")
                        .parts())
                .containsExactly(new Part(Path.of("c"), 1), new Part(Path.of("b"), 2));
    }

    @Test
    void theValueIsYaml() {
        assertThat(read("model: m", "parts=[{path: a, weight: 3}]").parts()).containsExactly(new Part(Path.of("a"), 3));
        assertThat(read("model: m", "schedule=constant").schedule()).isEqualTo(new Schedule.Constant());
        assertThat(read("model: m", "patience=null").patience()).isEmpty();
    }

    @Test
    void aBareVariantTakesSettings() {
        assertThat(read("model: m\nschedule: cosine", "schedule.cosine.warmup=0.2")
                        .schedule())
                .isEqualTo(new Schedule.Cosine(0.2, 1));
    }

    @Test
    void whatIsWrongInAnOverrideNamesTheOverride() {
        assertThat(problems(
                        "model: m\nparts: [{path: a}]\nname: n",
                        "seed",
                        "=1",
                        "sampling..top-p=1",
                        "sed=2",
                        "parts.1.path=b",
                        "parts.first=b",
                        "name.x=1",
                        "seed=[",
                        "labels=3",
                        "sampling.top-p=\"1\""))
                .containsExactlyInAnyOrder(
                        "--set seed: write it as key=value or section.key=value",
                        "--set =1: write it as key=value or section.key=value",
                        "--set sampling..top-p=1: write it as key=value or section.key=value",
                        "--set sed=2: unknown key sed: did you mean seed?",
                        "--set parts.1.path=b: 1 is no place in the list at r.yaml:2:8: it has 1 entry, counted from 0",
                        "--set parts.first=b: first is no place in the list at r.yaml:2:8: it has 1 entry, counted from 0",
                        "--set name.x=1: n at r.yaml:3:7 has no key x",
                        "--set seed=[: this is not YAML: expected the node content, but found '<stream end>'",
                        "--set labels=3: labels is 3: a mapping is needed, {name: value}",
                        "--set sampling.top-p=\"1\": sampling.top-p is \"1\" in quotes: a number is needed");
    }

    @Test
    void aRecordThatRefusesNamesTheOverridesInIt() {
        assertThat(problems("model: m\nsampling: {top-p: 1}", "sampling.group-size=1"))
                .containsExactly("r.yaml:2:11: group-size is 1: a group of one has no baseline"
                        + " (with --set sampling.group-size=1)");
        assertThat(problems("model: m", "sampling.group-size=1"))
                .containsExactly("--set sampling.group-size=1: group-size is 1: a group of one has no baseline");
    }

    private Sample read(String yaml, String... overrides) {
        return new Read(folder).as(Sample.class, yaml, overrides);
    }

    private List<String> problems(String yaml, String... overrides) {
        return new Read(folder).problems(Sample.class, yaml, overrides);
    }
}

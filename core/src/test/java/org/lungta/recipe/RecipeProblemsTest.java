package org.lungta.recipe;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RecipeProblemsTest {
    @TempDir
    private Path folder;

    record Whole(int n) {}

    record Big(long n) {}

    record Fraction(double n) {}

    record Truth(boolean n) {}

    @Test
    void allProblemsAreNamedAtOnceFromTopToBottom() {
        String yaml = """
                seed: 1.7
                sampling:
                  groupsize: 4
                  top-p: high
                parts:
                  - weight: 2
                  - path: b
                    weight: "1"
                nmae: x
                """;
        assertThat(problems(yaml, "verbose=yes"))
                .containsExactly(
                        "r.yaml:1:1: model is missing: add it or give --set model=DIR",
                        "r.yaml:1:7: seed is 1.7: a whole number of at most 63 bits is needed",
                        "r.yaml:3:3: unknown key sampling.groupsize: did you mean group-size?",
                        "r.yaml:4:10: sampling.top-p is high: a number is needed",
                        "r.yaml:6:5: parts.0.path is missing: add it or give --set parts.0.path=DIR",
                        "r.yaml:8:13: parts.1.weight is \"1\" in quotes: a number is needed",
                        "r.yaml:9:1: unknown key nmae: did you mean name?",
                        "--set verbose=yes: verbose is yes: true or false is needed");
    }

    @Test
    void aMistypedKeyIsNotCalledMissingToo() {
        assertThat(problems("mdoel: m")).containsExactly("r.yaml:1:1: unknown key mdoel: did you mean model?");
    }

    @Test
    void aKeyInCamelOrSnakeCaseIsRecognised() {
        assertThat(problems("model: m\nsampling: {groupSize: 2, top_p: 1}"))
                .containsExactly(
                        "r.yaml:2:12: unknown key sampling.groupSize: did you mean group-size?",
                        "r.yaml:2:26: unknown key sampling.top_p: did you mean top-p?");
    }

    @Test
    void aKeyFarFromAllOthersGetsTheWholeList() {
        assertThat(problems("model: m\nsampling: {temperature: 1}"))
                .containsExactly("r.yaml:2:12: unknown key sampling.temperature: there is group-size, top-p");
    }

    @ParameterizedTest
    @CsvSource({"1.7", "1e6", "2147483648", "0x10", "1_000", "'\"8\"'", "[1]", "{a: 1}"})
    void aWholeNumberIsWrittenAsOne(String text) {
        assertThat(new Read(folder).problems(Whole.class, "n: " + text))
                .singleElement()
                .asString()
                .startsWith("r.yaml:1:4: n is ")
                .endsWith(": a whole number of at most 31 bits is needed");
    }

    @Test
    void aNumberThatDoesNotFitIsRefused() {
        assertThat(new Read(folder).problems(Big.class, "n: 9223372036854775808"))
                .hasSize(1);
        assertThat(new Read(folder).problems(Fraction.class, "n: 1e999")).hasSize(1);
        assertThat(new Read(folder).problems(Fraction.class, "n: .nan")).hasSize(1);
        assertThat(new Read(folder).problems(Truth.class, "n: \"true\"")).hasSize(1);
    }

    @Test
    void aKeyGivenTwiceIsRefusedAtTheSecond() {
        assertThat(problems("model: a\nmodel: b"))
                .containsExactly("r.yaml:2:1: the key model is given twice, first at r.yaml:1:1");
    }

    @Test
    void aConstantThatIsNoneGetsTheNearest() {
        assertThat(problems("model: m\nprecision: bf16_mixed"))
                .containsExactly("r.yaml:2:12: precision is bf16_mixed: did you mean bf16-mixed?");
        assertThat(problems("model: m\nprecision: int8"))
                .containsExactly("r.yaml:2:12: precision is int8: there is bf16-mixed, fp32");
    }

    @Test
    void aVariantMustExistAndBeOne() {
        assertThat(problems("model: m\nschedule: cosin"))
                .containsExactly("r.yaml:2:11: schedule is cosin: did you mean cosine?");
        assertThat(problems("model: m\nschedule: {constant: {}, cosine: {}}"))
                .containsExactly("r.yaml:2:11: schedule must be exactly one of constant, cosine, half-life,"
                        + " as name or {name: {...}}");
        assertThat(problems("model: m\nschedule: half-life"))
                .containsExactly("r.yaml:2:11: schedule.half-life.steps is missing");
        assertThat(problems("model: m\nschedule: {cosine: {warm-up: 1}}"))
                .containsExactly("r.yaml:2:21: unknown key schedule.cosine.warm-up: did you mean warmup?");
    }

    @Test
    void whatARecordRefusesIsToldAtItsPlace() {
        assertThat(problems("model: m\nsampling:\n  group-size: 1\n"))
                .containsExactly("r.yaml:3:3: group-size is 1: a group of one has no baseline");
    }

    @Test
    void anEmptyValueIsRefused() {
        assertThat(problems("model:\nname: null\nsampling:\nparts: ~\n"))
                .containsExactly(
                        "r.yaml:1:7: model has no value",
                        "r.yaml:2:7: name has no value",
                        "r.yaml:3:10: sampling has no value",
                        "r.yaml:4:8: parts has no value");
    }

    @Test
    void theWrongKindOfNodeIsRefused() {
        assertThat(problems("model: [m]\nparts: {path: a}\nlabels: [a]\nsampling: 8\n"))
                .containsExactly(
                        "r.yaml:1:8: model is a list: a path is needed",
                        "r.yaml:2:8: parts is a mapping: a list is needed, [x, y] or one \"- x\" a line",
                        "r.yaml:3:9: labels is a list: a mapping is needed, {name: value}",
                        "r.yaml:4:11: sampling is 8: a mapping is needed with group-size, top-p");
        assertThat(problems("- a")).singleElement().asString().startsWith("r.yaml:1:1: this is a list: a mapping is");
    }

    @Test
    void anEmptyFileLacksEverythingThatIsRequired() {
        String missing = "r.yaml:1:1: model is missing: add it or give --set model=DIR";
        assertThat(problems("")).containsExactly(missing);
        assertThat(problems("# nothing\n", "seed=1")).containsExactly(missing);
    }

    @Test
    void whatIsNotYamlIsRefusedWithItsLine() {
        assertThat(problems("model: m\nname: [a\n"))
                .singleElement()
                .asString()
                .startsWith("r.yaml:3:1: this is not YAML: ");
        assertThat(problems("model: m\n---\nmodel: n\n"))
                .singleElement()
                .asString()
                .startsWith("r.yaml:2:1: this is not YAML: ");
    }

    @Test
    void tagsAndStrangeKeysAndLoopsAreRefused() {
        assertThat(problems("model: !dir m"))
                .containsExactly("r.yaml:1:8: the tag !dir means nothing here: leave it out");
        assertThat(problems("model: m\n? [a]\n: b\n")).containsExactly("r.yaml:2:3: a key must be a plain name");
        assertThat(problems("model: m\nparts: &p [*p]\n")).contains("r.yaml:2:8: this contains itself");
    }

    private List<String> problems(String yaml, String... overrides) {
        return new Read(folder).problems(Sample.class, yaml, overrides);
    }
}

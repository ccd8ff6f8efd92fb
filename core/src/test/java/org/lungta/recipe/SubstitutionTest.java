package org.lungta.recipe;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SubstitutionTest {
    @TempDir
    private Path folder;

    record Inner(Path train, @Default("${data}/dev") Path dev) {}

    record Outer(
            Optional<Path> data,
            @Default("mt") String task,
            Optional<String> note,
            @Default("2") int steps,
            @Default("${steps}") int epochs,
            Inner inner) {}

    @Test
    void aReferenceIsReplacedInFileOverrideAndDefault() {
        Outer outer = read("task: x\ninner: {train: \"${data}/${task}/a.jsonl\"}", "data=/d", "steps=7");
        assertThat(outer.inner()).isEqualTo(new Inner(Path.of("/d/x/a.jsonl"), Path.of("/d/dev")));
        assertThat(outer.epochs()).isEqualTo(7);
        assertThat(read("inner: {train: a}", "data=/d", "inner.train=${data}/b")
                        .inner()
                        .train())
                .isEqualTo(Path.of("/d/b"));
    }

    @Test
    void aReferenceToADefaultIsReplacedByIt() {
        assertThat(read("data: /d\ninner: {train: \"${task}\"}").inner().train())
                .isEqualTo(Path.of("mt"));
    }

    @Test
    void aReferencedValueMayReferOn() {
        assertThat(read("data: /d/${task}\ninner: {train: \"${data}/a\"}")
                        .inner()
                        .train())
                .isEqualTo(Path.of("/d/mt/a"));
    }

    @Test
    void twoDollarsStandForOne() {
        assertThat(read("data: d\nnote: a $${task} $5 $$\ninner: {train: a}").note())
                .hasValue("a ${task} $5 $$");
    }

    @Test
    void aReferenceWithoutAValueIsRefusedWithTheRemedy() {
        assertThat(problems("inner:\n  train: ${data}/a\n"))
                .containsExactly(
                        "r.yaml:2:3: ${data} has no value: give it with --set data=DIR",
                        "r.yaml:2:10: ${data} has no value: give it with --set data=DIR");
    }

    @Test
    void aReferenceToNoKeyIsRefusedWithTheNearest() {
        assertThat(problems("data: d\nnote: ${tsk}\ninner: {train: a}"))
                .containsExactly("r.yaml:2:7: ${tsk} is no key at the top of the recipe: did you mean task?");
    }

    @Test
    void onlyASingleValueCanBeReferredTo() {
        assertThat(problems("data: d\nnote: ${inner}\ninner: {train: a}"))
                .containsExactly("r.yaml:2:7: ${inner} is a mapping at r.yaml:3:8, not a single value");
    }

    @Test
    void aCircleIsRefused() {
        assertThat(problems("data: ${note}\nnote: ${data}\ninner: {train: a, dev: b}"))
                .containsExactly(
                        "r.yaml:1:7: ${note} refers to itself through note, data",
                        "r.yaml:2:7: ${data} refers to itself through data, note");
    }

    private Outer read(String yaml, String... overrides) {
        return new Read(folder).as(Outer.class, yaml, overrides);
    }

    private List<String> problems(String yaml, String... overrides) {
        return new Read(folder).problems(Outer.class, yaml, overrides);
    }
}

package org.lungta.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.lungta.check.Refusal;
import org.lungta.lab.TinyWorld;

/** The shipped recipe of an adaptation, at tiny scale on a made-up world in this folder. */
record TinyAdaptation(Path folder) {
    static final Path RECIPE = Path.of("../recipes/encoder.yaml");

    /** The encoder that learns lies in {@code learner}. */
    static TinyAdaptation in(Path folder) {
        TinyWorld.write(folder.resolve("world"), 7);
        TinyWorld.writeBilingualEncoder(folder.resolve("learner"), 7);
        return new TinyAdaptation(folder);
    }

    Path pairs() {
        return folder.resolve("world/mt/libreoffice.bo-zh.jsonl");
    }

    EncoderRecipe recipe(String... overrides) {
        List<String> all = new ArrayList<>(List.of(
                "encoder=" + folder.resolve("learner"),
                "data=" + folder.resolve("world"),
                "cache=" + folder.resolve("frozen"),
                "checkpoint-every=7",
                "prefix=''",
                "adaptation.pairs=[{file: \"" + pairs() + "\", share: 0.6}]",
                "adaptation.steps=60",
                "adaptation.batch-size=12",
                "adaptation.token-budget=200",
                "adaptation.rates={rows: 1.0e-1, body: 1.0e-3, body-after: 4}",
                "adaptation.loss={scale: 20.0, distillation: 2.0, keep: 5.0, kept-share: 0.25}",
                "adaptation.dev={pairs: 30, every: 30}",
                "card.pairs=30",
                "card.texts=20"));
        all.addAll(List.of(overrides));
        return EncoderLaunch.read(RECIPE, all);
    }

    /** Into the folder of this name. */
    EncoderResults run(String name, boolean resume, String... overrides) {
        return EncoderLaunch.run(recipe(overrides), folder.resolve(name), resume, quiet());
    }

    /** Fails unless a run is refused with all of these words, and before anything was trained. */
    void assertRefused(List<String> words, String... overrides) {
        assertThatThrownBy(() -> run("refused", false, overrides))
                .isInstanceOf(Refusal.class)
                .message()
                .contains(words);
        assertThat(folder.resolve("refused/encoder")).doesNotExist();
        assertThat(folder.resolve("refused/journal.jsonl"))
                .satisfiesAnyOf(
                        file -> assertThat(file).doesNotExist(),
                        file -> assertThat(file).isEmptyFile());
    }

    private static PrintStream quiet() {
        return new PrintStream(new ByteArrayOutputStream(), true, StandardCharsets.UTF_8);
    }
}

package org.lungta.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lungta.checkpoint.ContentHash;
import org.lungta.checkpoint.ModelFolder;
import org.lungta.model.DecoderWeights;
import org.lungta.model.Merged;
import org.lungta.model.PromptGroup;
import org.lungta.model.Sequences;
import org.lungta.tensor.DType;
import org.lungta.text.Tokenizer;
import org.lungta.text.Tokens;
import tools.jackson.databind.JsonNode;

/** The lab's base model as it is kept in {@code models/lab-base}, against the run that made it and against transformers. */
class LabBaseTest {
    private static final Path BASE = Path.of("../models/lab-base");
    private static final Path RECIPE = Path.of("../recipes/lab-base.yaml");
    private static final Path GOLDEN = Path.of("src/test/resources/golden/lab/base.json");
    private static final int MOST_BYTES = 4 << 20;
    private static final int FIRST_UPDATES = 50;

    @TempDir
    private Path folder;

    private static JsonNode json(Path file) throws IOException {
        return RunFolder.JSON.readTree(Files.readString(file));
    }

    @Test
    void itIsTheModelThatPassedItsGate() throws IOException {
        JsonNode results = json(BASE.resolve("lungta-results.json"));
        assertThat(ContentHash.ofFolder(BASE)).isEqualTo(results.path("hash").stringValue());
        assertThat(results.path("gate").path("passed").booleanValue()).isTrue();
        double exact = results.at("/marks/reading/exact/estimate").doubleValue(); // in per cent
        assertThat(exact).isBetween(80.0, 97.0);
        try (Stream<Path> files = Files.walk(BASE)) {
            assertThat(files.mapToLong(file -> file.toFile().length()).sum()).isLessThan(MOST_BYTES);
        }
    }

    @Test
    void itsRecipeStillLearnsTheSame() throws IOException {
        List<Double> kept =
                LossCurve.parse(Files.readString(BASE.resolve(LossCurve.FILE))).losses();
        PretrainingRecipe recipe = PretrainingLaunch.read(RECIPE, List.of());
        assertThat(kept).hasSize(recipe.pretraining().steps());
        Console quiet = new Console(new PrintStream(new ByteArrayOutputStream(), true, StandardCharsets.UTF_8));
        List<Double> again = new PretrainingRun(recipe, RunFolder.take(folder, true), quiet).firstLosses(FIRST_UPDATES);
        for (int i = 0; i < FIRST_UPDATES; i++) {
            assertThat(again.get(i)).as("loss of update %d", i + 1).isCloseTo(kept.get(i), within(1e-3));
        }
    }

    @Test
    void itMeansToTransformersWhatItMeansHere() throws IOException {
        JsonNode golden = json(GOLDEN);
        ModelFolder model = ModelFolder.open(BASE);
        try (Tokenizer tokenizer = model.tokenizer();
                DecoderWeights weights = model.weights(DType.FLOAT32);
                Merged merged = Merged.of(weights, Optional.empty(), 8)) {
            for (JsonNode line : golden.path("tokens")) {
                assertThat(tokenizer.encode(line.path("text").stringValue()).toArray())
                        .containsExactly(ints(line.path("ids")));
            }
            assertThat(golden.path("answers").size()).isGreaterThan(10);
            for (JsonNode line : golden.path("answers")) {
                Tokens all = Tokens.of(ints(line.path("ids")));
                Tokens prompt = tokenizer.encode(line.path("prompt").stringValue());
                Tokens answer = all.slice(prompt.length(), all.length());
                assertThat(all.slice(0, prompt.length())).isEqualTo(prompt);
                double sum = merged.logProbs(new Sequences(List.of(new PromptGroup(prompt, List.of(answer))))).stream()
                        .mapToDouble(Float::doubleValue)
                        .sum();
                assertThat(sum).isCloseTo(line.path("log_prob").doubleValue(), within(1e-3));
            }
        }
    }

    private static int[] ints(JsonNode array) {
        int[] ints = new int[array.size()];
        for (int i = 0; i < ints.length; i++) {
            ints[i] = array.get(i).intValue();
        }
        return ints;
    }
}

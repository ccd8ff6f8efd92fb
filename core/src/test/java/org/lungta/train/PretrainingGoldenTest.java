package org.lungta.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.lungta.checkpoint.ModelFolder;
import org.lungta.checkpoint.Safetensors;
import org.lungta.model.Goldens;
import org.lungta.model.LearningDecoder;
import org.lungta.model.Lesson;
import org.lungta.model.Lessons;
import org.lungta.model.PromptGroup;
import org.lungta.tensor.Autograd;
import org.lungta.tensor.DType;
import org.lungta.tensor.Engine;
import org.lungta.tensor.Tensor;
import org.lungta.text.Tokens;
import tools.jackson.databind.JsonNode;

/** Learning with every tensor against torch's autograd and AdamW; the figures are from dev/oracles/pretraining_golden.py. */
class PretrainingGoldenTest {
    private static final double CLOSE = 1e-4;

    private static LearningDecoder decoder(Path folder) {
        Engine.start();
        Safetensors stored = Safetensors.open(folder.resolve("model.safetensors"));
        return new LearningDecoder(
                ModelFolder.open(folder).config(),
                (name, shape) -> Autograd.own(() ->
                        Tensor.of(stored.bytes(name), DType.BFLOAT16, shape).to(DType.FLOAT32)));
    }

    private static List<Lesson> lessons(JsonNode golden) {
        List<Lesson> lessons = new ArrayList<>();
        for (JsonNode lesson : golden.path("lessons")) {
            List<Float> weights = new ArrayList<>();
            List<Tokens> tails = new ArrayList<>();
            add(lesson.path("weights"), weights);
            for (JsonNode tail : lesson.path("tails")) {
                tails.add(Goldens.tokens(tail.path("tokens")));
                add(tail.path("weights"), weights);
            }
            lessons.add(new Lesson(new PromptGroup(Goldens.tokens(lesson.path("prompt")), tails), weights));
        }
        return lessons;
    }

    private static void add(JsonNode numbers, List<Float> to) {
        numbers.forEach(number -> to.add((float) number.asDouble()));
    }

    /** Two of the lessons share a row in rows of 24 tokens, all three in rows of 64. */
    @ParameterizedTest
    @CsvSource({"tiny_qwen3, 24", "tiny_qwen3, 64", "tiny_llama3, 24", "tiny_gemma3, 24"})
    void theGradientOfEveryTensorIsAutograds(String name, int row) {
        Path folder = Goldens.FOLDER.resolve(name);
        Safetensors expected = Safetensors.open(folder.resolve("pretraining.safetensors"));
        JsonNode golden = Goldens.json(folder.resolve("pretraining.json"));
        try (LearningDecoder model = decoder(folder)) {
            List<Lessons> parts = Lessons.pack(lessons(golden), row, 2);
            double weight = parts.stream()
                    .flatMap(part -> part.weights().stream())
                    .mapToDouble(Float::doubleValue)
                    .sum();
            parts.forEach(part -> model.learn(part, 1 / weight));
            model.tensors()
                    .forEach((tensor, values) -> assertThat(
                                    Goldens.error(values.grad().floats(), expected, "gradient." + tensor))
                            .as(tensor)
                            .isLessThan(CLOSE));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"tiny_qwen3", "tiny_llama3", "tiny_gemma3"})
    void threeUpdatesAreThoseOfTorch(String name) {
        Path folder = Goldens.FOLDER.resolve(name);
        Safetensors expected = Safetensors.open(folder.resolve("pretraining.safetensors"));
        JsonNode golden = Goldens.json(folder.resolve("pretraining.json"));
        AdamW.Settings settings = new AdamW.Settings(
                golden.path("rate").asDouble(),
                golden.path("decay").asDouble(),
                golden.path("norm").asDouble());
        try (LearningDecoder model = decoder(folder);
                AdamW optimizer = new AdamW(model.tensors(), settings)) {
            Pretraining pretraining =
                    new Pretraining(model, optimizer, new Pretraining.Settings(3, 24, 1, new Schedule.Constant(0)));
            for (int step = 0; step < 3; step++) {
                Pretraining.Step made = pretraining.step(step, lessons(golden));
                assertThat(made.loss())
                        .isCloseTo(golden.path("losses").get(step).asDouble(), within(CLOSE));
                assertThat(made.gradNorm())
                        .isCloseTo(golden.path("norms").get(step).asDouble(), within(1e-3));
            }
            model.tensors()
                    .forEach((tensor, values) -> assertThat(
                                    Goldens.error(values.detach().floats(), expected, "after." + tensor))
                            .as(tensor)
                            .isLessThan(1e-3));
        }
    }

    @Test
    void theLikelihoodsLearntFromAreThoseWithoutLearning() {
        Path folder = Goldens.FOLDER.resolve("tiny_qwen3");
        try (LearningDecoder model = decoder(folder)) {
            Lessons all = Lessons.pack(lessons(Goldens.json(folder.resolve("pretraining.json"))), 64, 2)
                    .get(0);
            List<Float> without = model.logProbs(all);
            List<Float> with = model.learn(all, 1);
            assertThat(with).hasSameSizeAs(without).hasSameSizeAs(all.weights());
            for (int i = 0; i < with.size(); i++) {
                assertThat(with.get(i)).isCloseTo(without.get(i), within(1e-5f));
            }
        }
    }
}

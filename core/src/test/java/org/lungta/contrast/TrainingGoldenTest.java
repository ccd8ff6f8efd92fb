package org.lungta.contrast;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.lungta.checkpoint.Safetensors;
import org.lungta.model.Bert;
import org.lungta.model.Embedding;
import org.lungta.model.Goldens;
import org.lungta.random.CounterRandom;
import org.lungta.tensor.Autograd;
import org.lungta.tensor.Tensor;
import org.lungta.train.AdamW;
import tools.jackson.databind.JsonNode;

/** Losses, gradients and updates of a tiny XLM-R against sentence-transformers, autograd and torch's AdamW. */
class TrainingGoldenTest {
    private static final int WHOLE = 10_000;

    @Test
    void theGradientIsThatOfSentenceTransformers() {
        Safetensors golden = Safetensors.open(Goldens.FOLDER.resolve("tiny_xlmr/gradients.safetensors"));
        try (Learner learner = new Learner()) {
            double loss = learner.learn(WHOLE, 0);
            assertThat(loss).isCloseTo(step(0).path("total").asDouble(), within(1e-5));
            double words = 0;
            for (float value : floats(golden, Bert.WORDS)) {
                words += (double) value * value;
            }
            assertThat(learner.rows.squaredNorm()).isCloseTo(words, within(1e-3 * words));
            Map<String, float[]> found = learner.gradients();
            assertThat(found).hasSize(36);
            found.forEach((name, gradient) -> {
                float[] expected = floats(golden, name);
                assertThat(gradient).as(name).containsExactly(expected, within(2e-4f * Math.max(1, largest(expected))));
            });
        }
    }

    @Test
    void threeUpdatesAreThoseOfTorch() {
        try (Learner learner = new Learner();
                AdamW adam = new AdamW(List.of(new AdamW.Group(learner.body, 1e-3, 0.01)), 1)) {
            for (int step = 0; step < 3; step++) {
                double loss = learner.learn(40, 0);
                double norm = Math.sqrt(adam.squaredNorm() + learner.rows.squaredNorm());
                assertThat(loss)
                        .as("loss %d", step)
                        .isCloseTo(step(step).path("total").asDouble(), within(1e-3));
                assertThat(norm)
                        .as("norm %d", step)
                        .isCloseTo(step(step).path("norm").asDouble(), within(2e-2));
                double clip = AdamW.clip(norm, 1);
                adam.update(1, clip);
                learner.rows.update(2e-2, clip, 0);
            }
            JsonNode texts = Goldens.json(Goldens.FOLDER.resolve("tiny_xlmr/expected.json"));
            List<String> all = new ArrayList<>();
            texts.forEach(t -> all.add(t.path("text").asString()));
            List<Embedding> after = learner.encoder.embed(all);
            for (int i = 0; i < all.size(); i++) {
                float[] expected = Goldens.floats(Learner.GOLDEN.path("after").get(i));
                assertThat(after.get(i).cosine(Embedding.of(expected)))
                        .as(all.get(i))
                        .isGreaterThan(0.9999);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 30, 70})
    void theCachedGradientIsTheUncachedOne(int budget) {
        try (Learner whole = new Learner();
                Learner cached = new Learner()) {
            assertThat(cached.learn(budget, 0)).isCloseTo(whole.learn(WHOLE, 0), within(1e-5));
            Map<String, float[]> expected = whole.gradients();
            cached.gradients()
                    .forEach((name, gradient) -> assertThat(gradient)
                            .as(name)
                            .containsExactly(
                                    expected.get(name), within(1e-4f * Math.max(1, largest(expected.get(name))))));
            assertThat(cached.rows.squaredNorm())
                    .isCloseTo(whole.rows.squaredNorm(), within(1e-4 * whole.rows.squaredNorm()));
        }
    }

    @Test
    void dropoutDrawsTheSameInBothPassesAndIsOffOtherwise() {
        try (Learner first = new Learner();
                Learner again = new Learner()) {
            double still = first.loss();
            first.bert.dropout(0.3);
            again.bert.dropout(0.3);
            double loss = first.learn(30, 7);
            assertThat(again.learn(30, 7)).isEqualTo(loss);
            assertThat(loss).isNotCloseTo(still, within(1e-3));
            first.bert.dropout(0);
            assertThat(first.loss()).isEqualTo(still);
        }
    }

    @Test
    void theGradientIsThatOfFiniteDifferences() {
        try (Learner learner = new Learner()) {
            learner.learn(40, 0);
            Map<String, float[]> gradients = learner.gradients();
            int checked = 0;
            for (String name : gradients.keySet()) {
                float[] gradient = gradients.get(name);
                int index = (int) (CounterRandom.uniform(5, checked++) * gradient.length);
                double numeric = (moved(learner, name, index, 2e-3) - moved(learner, name, index, -2e-3)) / 4e-3;
                assertThat(numeric)
                        .as("%s, entry %d", name, index)
                        .isCloseTo(gradient[index], within(2e-2 + 2e-2 * Math.abs(gradient[index])));
            }
            assertThat(checked).isEqualTo(36);
        }
    }

    private static double moved(Learner learner, String name, int index, double change) {
        Tensor parameter = learner.body.get(name);
        shift(parameter, index, change);
        double loss = learner.loss();
        shift(parameter, index, -change);
        return loss;
    }

    private static void shift(Tensor parameter, int index, double change) {
        float[] moved = new float[Math.toIntExact(parameter.numel())];
        moved[index] = (float) change;
        Autograd.run(() -> parameter.detach().addInPlace(Tensor.of(moved, parameter.shape())));
    }

    private static JsonNode step(int step) {
        return Learner.GOLDEN.path("steps").get(step);
    }

    private static float[] floats(Safetensors file, String name) {
        var bytes = file.bytes(name).order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer();
        float[] values = new float[bytes.remaining()];
        bytes.get(values);
        return values;
    }

    private static float largest(float[] values) {
        float largest = 0;
        for (float value : values) {
            largest = Math.max(largest, Math.abs(value));
        }
        return largest;
    }
}

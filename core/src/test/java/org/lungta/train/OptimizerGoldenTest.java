package org.lungta.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.lungta.model.Goldens;
import org.lungta.tensor.Autograd;
import org.lungta.tensor.Engine;
import org.lungta.tensor.Tensor;
import tools.jackson.databind.JsonNode;

/** AdamW against torch, schedules against transformers. */
class OptimizerGoldenTest {
    private static JsonNode golden;

    @BeforeAll
    static void read() {
        Engine.start();
        golden = Goldens.json(Goldens.FOLDER.resolve("optimizer.json"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"0.0", "0.01"})
    void adamWIsTorchs(String decay) {
        Tensor parameter =
                Autograd.own(() -> Tensor.of(new float[] {0.5f, -1, 2}, 3)).trainable();
        AdamW.Settings settings = new AdamW.Settings(0.1, Double.parseDouble(decay), 1e9);
        try (AdamW adam = new AdamW(Map.of("p", parameter), settings)) {
            for (int step = 0; step < 5; step++) {
                float[] gradient = {0.1f * (step + 1), -0.3f, 0.02f * step};
                Autograd.training(() -> {
                    parameter.mul(Tensor.of(gradient, 3)).sum().backward();
                    return null;
                });
                adam.step(1);
                assertThat(parameter.detach().floats())
                        .containsExactly(Goldens.floats(golden.path(decay).get(step)), within(1e-6f));
            }
        }
    }

    @Test
    void aGradientBeyondTheLargestNormIsScaledToIt() {
        Tensor parameter = Autograd.own(() -> Tensor.of(new float[] {0, 0}, 2)).trainable();
        try (AdamW adam = new AdamW(Map.of("p", parameter), new AdamW.Settings(0.1, 0, 1))) {
            Autograd.training(() -> {
                parameter.mul(Tensor.of(new float[] {30, 40}, 2)).sum().backward();
                return null;
            });
            assertThat(adam.step(1).gradNorm()).isCloseTo(50, within(1e-4));
            float[] mean = adam.state().get("p.exp_avg").floats();
            assertThat(mean).containsExactly(new float[] {0.06f, 0.08f}, within(1e-6f)); // 0.1 x (0.6, 0.8)
        }
    }

    @Test
    void schedulesAreThoseOfTransformers() {
        double warmup = 0.15; // 3 of 20 steps
        check("constant", new Schedule.Constant(warmup));
        check("linear", new Schedule.Linear(warmup));
        check("cosine", new Schedule.Cosine(warmup));
    }

    private static void check(String name, Schedule schedule) {
        for (int step = 0; step < 20; step++) {
            assertThat(schedule.factor(step, 20))
                    .as("%s at %d", name, step)
                    .isCloseTo(golden.path(name).get(step).asDouble(), within(1e-6));
        }
    }
}

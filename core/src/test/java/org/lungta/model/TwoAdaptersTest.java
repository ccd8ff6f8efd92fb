package org.lungta.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lungta.check.Refusal;
import org.lungta.checkpoint.MergedFolder;
import org.lungta.checkpoint.ModelFolder;
import org.lungta.checkpoint.ScaledAdapter;
import org.lungta.random.CounterRandom;
import org.lungta.tensor.Autograd;
import org.lungta.tensor.DType;
import org.lungta.tensor.Tensor;
import org.lungta.text.Tokens;

/** Adapters that are scaled, and adapters on top of each other. */
class TwoAdaptersTest {
    private static final AdapterConfig SECOND = new AdapterConfig(3, 6, 0, List.of("q_proj", "o_proj", "down_proj"));

    @AutoClose
    private static final DecoderWeights WEIGHTS = Goldens.qwen2();

    @TempDir
    private Path folder;

    @Test
    void scaleZeroIsTheBaseModelToTheLastBitAndScaleOneTheAdapter() {
        try (Adapter adapter = Goldens.adapter(WEIGHTS);
                Adapter none = adapter.scaled(0);
                Adapter whole = adapter.scaled(1)) {
            assertThat(logits(WEIGHTS, List.of(none))).containsExactly(logits(WEIGHTS, List.of()));
            assertThat(logits(WEIGHTS, List.of(whole))).containsExactly(logits(WEIGHTS, List.of(adapter)));
        }
    }

    @Test
    void halfOfTheScaleIsHalfOfB() {
        try (Adapter adapter = Goldens.adapter(WEIGHTS);
                Adapter half = adapter.scaled(0.5);
                Adapter halved = Adapter.make(adapter.config(), WEIGHTS, (name, shape) -> {
                    float[] values = adapter.tensors().get(name).floats();
                    for (int i = 0; i < values.length; i++) {
                        values[i] *= name.endsWith("B") ? 0.5f : 1;
                    }
                    return values;
                })) {
            assertThat(half.config().alpha()).isEqualTo(adapter.config().alpha() / 2);
            assertThat(logits(WEIGHTS, List.of(half))).containsExactly(logits(WEIGHTS, List.of(halved)), within(1e-5f));
        }
    }

    @Test
    void aScaledAdapterSharesMemoryAndOutlivesTheOther() {
        Adapter adapter = Goldens.adapter(WEIGHTS);
        Tensor b = adapter.tensors().get("model.layers.0.self_attn.q_proj.lora_B");
        try (Adapter half = adapter.scaled(0.5)) {
            Tensor seen = half.tensors().get("model.layers.0.self_attn.q_proj.lora_B");
            Autograd.run(() -> b.addInPlace(1));
            float[] changed = b.floats();
            adapter.close();
            assertThat(seen.floats()).containsExactly(changed);
        }
    }

    @Test
    void scalesOutsideZeroToOneAreRefused() {
        try (Adapter adapter = Goldens.adapter(WEIGHTS)) {
            for (double scale : new double[] {-0.1, 1.1, Double.NaN}) {
                assertThatThrownBy(() -> adapter.scaled(scale))
                        .isInstanceOf(Refusal.class)
                        .hasMessageContaining("outside [0, 1]");
            }
        }
    }

    @Test
    void onlyTheSecondLearnsAndItLearnsAsOverAModelThatHoldsTheFirst() {
        MergedFolder.write(
                ModelFolder.open(Goldens.QWEN2),
                List.of(new ScaledAdapter(Goldens.QWEN2.resolve("adapter"), 1)),
                Optional.empty(),
                folder.resolve("merged"));
        try (DecoderWeights merged = ModelFolder.open(folder.resolve("merged")).weights(DType.FLOAT32);
                Adapter first = Goldens.adapter(WEIGHTS);
                Policy stacked = new Policy(WEIGHTS, List.of(first), second(WEIGHTS));
                Policy plain = new Policy(merged, second(merged))) {
            first.trainable();
            Sequences sequences = new Sequences(List.of(group()));
            List<Float> found = stacked.learn(sequences, 1, Tensor::sum).logProbs();
            List<Float> expected = plain.learn(sequences, 1, Tensor::sum).logProbs();
            for (int i = 0; i < expected.size(); i++) {
                assertThat(found.get(i)).isCloseTo(expected.get(i), within(1e-5f));
            }
            assertThat(first.tensors().values()).allMatch(tensor -> tensor.grad() == null);
            assertThat(stacked.parameters()).hasSize(12).allMatch(tensor -> tensor.grad() != null);
            for (int i = 0; i < 12; i++) {
                float[] reference = plain.parameters().get(i).grad().floats();
                float largest = 0;
                for (float g : reference) {
                    largest = Math.max(largest, Math.abs(g));
                }
                assertThat(largest).isPositive();
                assertThat(stacked.parameters().get(i).grad().floats())
                        .containsExactly(reference, within(1e-5f * largest));
            }
        }
    }

    @Test
    void bothTogetherDecodeAsTheyScore() {
        try (Adapter first = Goldens.adapter(WEIGHTS);
                Policy policy = new Policy(WEIGHTS, List.of(first), second(WEIGHTS))) {
            Tokens prompt = group().prompt();
            List<PromptGroup> groups = List.of(PromptGroup.repeated(prompt, 1));
            try (Merged merged = Merged.of(WEIGHTS, policy.adapters(), 1);
                    DecodeSession session = merged.open(groups)) {
                int token = 17;
                double logProb = session.prefill(logits ->
                        (double) logits.floats()[token] - logits.logSumExpLast().floats()[0]);
                PromptGroup scored = new PromptGroup(prompt, List.of(Tokens.of(token)));
                assertThat(policy.score(new Sequences(List.of(scored)), 1)
                                .logProbs()
                                .get(0)
                                .doubleValue())
                        .isCloseTo(logProb, within(1e-5));
            }
        }
    }

    @Test
    void anAdapterWithoutScaleCannotLearn() {
        try (Adapter adapter = Goldens.adapter(WEIGHTS);
                Adapter none = adapter.scaled(0)) {
            assertThatThrownBy(() -> new Policy(WEIGHTS, none))
                    .isInstanceOf(Refusal.class)
                    .hasMessageContaining("alpha");
        }
    }

    private static Adapter second(DecoderWeights model) {
        return Adapter.make(SECOND, model, (name, shape) -> {
            float[] values = new float[Math.toIntExact(shape[0] * shape[1])];
            for (int i = 0; i < values.length; i++) {
                values[i] = (float) (0.2 * CounterRandom.uniform(4, CounterRandom.coordinate(name), i) - 0.1);
            }
            return values;
        });
    }

    private static PromptGroup group() {
        return new PromptGroup(Goldens.prompts().get(1), List.of(Tokens.of(4, 9, 200), Tokens.of(17)));
    }

    private static float[] logits(DecoderWeights model, List<Adapter> adapters) {
        List<PromptGroup> groups =
                Goldens.prompts().stream().map(p -> PromptGroup.repeated(p, 1)).toList();
        try (Merged merged = Merged.of(model, adapters, groups.size());
                DecodeSession session = merged.open(groups)) {
            return session.prefill(Tensor::floats);
        }
    }
}

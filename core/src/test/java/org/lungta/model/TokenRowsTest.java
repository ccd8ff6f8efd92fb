package org.lungta.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.lungta.check.Refusal;
import org.lungta.checkpoint.AdapterFolder;
import org.lungta.checkpoint.MergedFolder;
import org.lungta.checkpoint.ModelFolder;
import org.lungta.checkpoint.Safetensors;
import org.lungta.checkpoint.ScaledAdapter;
import org.lungta.tensor.DType;
import org.lungta.tensor.Tensor;
import org.lungta.text.Tokens;
import org.lungta.train.AdamW;
import tools.jackson.databind.JsonNode;

/** Rows of the embedding that learn beside LoRA, held against PEFT (dev/oracles/token_rows.py). */
class TokenRowsTest {
    private static Path rows(String name) {
        return Goldens.FOLDER.resolve(name).resolve("rows");
    }

    private static Sequences sequences(JsonNode expected) {
        List<Tokens> completions = new ArrayList<>();
        expected.path("scored").forEach(s -> completions.add(Goldens.tokens(s.path("completion"))));
        return new Sequences(List.of(new PromptGroup(Goldens.tokens(expected.path("prompt")), completions)));
    }

    private static List<Double> expectedLogProbs(JsonNode expected) {
        List<Double> all = new ArrayList<>();
        expected.path("scored").forEach(s -> s.path("log_probs").forEach(p -> all.add(p.asDouble())));
        return all;
    }

    @ParameterizedTest
    @ValueSource(strings = {"tiny_qwen2", "tiny_gemma3", "tiny_qwen2_untied"})
    void logProbabilitiesAndGradientsAreThoseOfPeft(String name) {
        JsonNode expected = Goldens.json(rows(name).resolve("expected.json"));
        Safetensors gradients = Safetensors.open(rows(name).resolve("gradients.safetensors"));
        try (DecoderWeights weights = Goldens.decoder(name);
                Policy policy =
                        new Policy(weights, AdapterFolder.read(rows(name).resolve("adapter"), weights))) {
            Policy.Scored scored = policy.learn(sequences(expected), 1, Tensor::sum);
            List<Double> logProbs = expectedLogProbs(expected);
            for (int i = 0; i < logProbs.size(); i++) {
                assertThat(scored.logProbs().get(i).doubleValue()).isCloseTo(logProbs.get(i), within(1e-5));
            }
            assertThat(policy.adapter().tensors().keySet())
                    .containsExactlyInAnyOrderElementsOf(gradients.entries().keySet());
            policy.adapter()
                    .tensors()
                    .forEach((tensor, values) -> assertThat(
                                    Goldens.error(values.grad().floats(), gradients, tensor))
                            .as(tensor)
                            .isLessThanOrEqualTo(1e-4));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"tiny_qwen2", "tiny_qwen2_untied"})
    void imitatingGivesTheSameGradientsOfTheRows(String name) {
        Sequences sequences = sequences(Goldens.json(rows(name).resolve("expected.json")));
        try (DecoderWeights weights = Goldens.decoder(name);
                Policy once = new Policy(weights, AdapterFolder.read(rows(name).resolve("adapter"), weights));
                Policy twice = new Policy(weights, AdapterFolder.read(rows(name).resolve("adapter"), weights))) {
            once.imitate(sequences, 0.5);
            twice.learn(sequences, 1, now -> now.sum().mul(-0.5));
            assertThat(gradient(once.adapter().rows()))
                    .containsExactly(gradient(twice.adapter().rows()), within(1e-5f));
            assertThat(gradient(once.adapter().headRows()))
                    .containsExactly(gradient(twice.adapter().headRows()), within(1e-5f));
        }
    }

    private static float[] gradient(Optional<TokenRows> rows) {
        return rows.map(r -> r.values().grad().floats()).orElse(new float[0]);
    }

    @ParameterizedTest
    @ValueSource(strings = {"tiny_qwen2", "tiny_qwen2_untied"})
    void anUpdateMovesTheNamedRowsAndDecodingSeesThem(String name) {
        Sequences sequences = sequences(Goldens.json(rows(name).resolve("expected.json")));
        try (DecoderWeights weights = Goldens.decoder(name)) {
            float[] before = weights.embedding().floats();
            float[] head = weights.head().floats();
            AdapterConfig config =
                    new AdapterConfig(2, 4, 0, List.of("q_proj")).learning(List.of(3, 11), weights.config());
            try (Policy policy = new Policy(weights, Adapter.fresh(config, weights, 1));
                    AdamW optimizer = new AdamW(policy.adapter().tensors(), new AdamW.Settings(0.05, 0, 1))) {
                Policy.Scored base = Policy.score(weights, sequences, 1);
                assertThat(policy.score(sequences, 1)).isEqualTo(base); // a fresh adapter changes nothing
                policy.imitate(sequences, 1);
                optimizer.step(1);
                Policy.Scored moved = policy.score(sequences, 1);
                assertThat(moved).isNotEqualTo(base);
                assertThat(weights.embedding().floats()).containsExactly(before);
                assertThat(weights.head().floats()).containsExactly(head);
                checkMoved(policy.adapter().rows(), weights.embedding());
                assertThat(policy.adapter().headRows().isPresent())
                        .isEqualTo(!weights.config().tiedHead());
                checkMoved(policy.adapter().headRows(), weights.head());
                assertThat(sampled(weights, Optional.of(policy.adapter()), sequences))
                        .containsExactly(firstOf(moved, sequences), within(1e-5f));
            }
        }
    }

    /** Every learning row is another than the frozen one. */
    private static void checkMoved(Optional<TokenRows> rows, Tensor table) {
        int width = (int) table.size(1);
        float[] frozen = table.floats();
        rows.ifPresent(r -> {
            float[] learnt = r.values().detach().floats();
            for (int i = 0; i < r.ids().size(); i++) {
                int at = r.ids().get(i) * width;
                assertThat(Arrays.copyOfRange(learnt, i * width, (i + 1) * width))
                        .isNotEqualTo(Arrays.copyOfRange(frozen, at, at + width));
            }
        });
    }

    /** The decode path's log-probability of the first token of every completion. */
    private static float[] sampled(DecoderWeights weights, Optional<Adapter> adapter, Sequences sequences) {
        PromptGroup group = sequences.groups().get(0);
        try (Merged merged = Merged.of(weights, adapter, 1);
                DecodeSession session = merged.open(List.of(PromptGroup.repeated(group.prompt(), 1)))) {
            return session.prefill(logits -> {
                float[] all = logits.sub(logits.logSumExpLast()).floats();
                float[] found = new float[group.tails().size()];
                for (int i = 0; i < found.length; i++) {
                    found[i] = all[group.tails().get(i).at(0)];
                }
                return found;
            });
        }
    }

    private static float[] firstOf(Policy.Scored scored, Sequences sequences) {
        List<Tokens> tails = sequences.groups().get(0).tails();
        float[] first = new float[tails.size()];
        int at = 0;
        for (int i = 0; i < first.length; i++) {
            first[i] = scored.logProbs().get(at);
            at += tails.get(i).length();
        }
        return first;
    }

    @ParameterizedTest
    @ValueSource(strings = {"tiny_qwen2", "tiny_qwen2_untied"})
    void anAdapterIsReadAsItWasWrittenAndWrittenAsPeftDoes(String name, @TempDir Path folder) {
        Path peft = rows(name).resolve("adapter");
        try (DecoderWeights weights = Goldens.decoder(name);
                Adapter adapter = AdapterFolder.read(peft, weights)) {
            AdapterFolder.write(folder, adapter, "base");
            assertThat(Goldens.json(folder.resolve("adapter_config.json")).path("trainable_token_indices"))
                    .isEqualTo(Goldens.json(peft.resolve("adapter_config.json")).path("trainable_token_indices"));
            assertThat(Safetensors.open(folder.resolve("adapter_model.safetensors"))
                            .entries()
                            .keySet())
                    .isEqualTo(Safetensors.open(peft.resolve("adapter_model.safetensors"))
                            .entries()
                            .keySet());
            try (Adapter again = AdapterFolder.read(folder, weights)) {
                assertThat(again.config()).isEqualTo(adapter.config());
                again.tensors()
                        .forEach((tensor, values) -> assertThat(values.floats())
                                .containsExactly(adapter.tensors().get(tensor).floats()));
            }
        }
    }

    @Test
    void halfAScaleIsHalfTheWayOfTheRows() {
        try (DecoderWeights weights = Goldens.decoder("tiny_qwen2");
                Adapter adapter = AdapterFolder.read(rows("tiny_qwen2").resolve("adapter"), weights);
                Adapter half = adapter.scaled(0.5);
                ShownWeights shown = ShownWeights.of(weights, List.of(half))) {
            Tensor table = shown.weights().embedding();
            int width = (int) table.size(1);
            float[] frozen = weights.embedding().floats();
            float[] learnt = adapter.rows().orElseThrow().values().floats();
            float[] found = table.floats();
            assertThat(found[3 * width]).isCloseTo((frozen[3 * width] + learnt[0]) / 2, within(1e-6f));
            assertThat(found[4 * width]).isEqualTo(frozen[4 * width]);
        }
    }

    @Test
    void rowsThatTheModelDoesNotHaveAreRefused() {
        try (DecoderWeights weights = Goldens.decoder("tiny_qwen2")) {
            AdapterConfig config = new AdapterConfig(2, 4, 0, List.of("q_proj"), List.of(1_000_000), List.of());
            assertThatThrownBy(() -> Adapter.fresh(config, weights, 1))
                    .isInstanceOf(Refusal.class)
                    .hasMessageContaining("1000000")
                    .hasMessageContaining("not extended");
        }
    }

    @Test
    void rowsOfATiedHeadDoNotLearnByThemselves(@TempDir Path folder) throws IOException {
        try (DecoderWeights weights = Goldens.decoder("tiny_qwen2")) {
            AdapterConfig apart = new AdapterConfig(2, 4, 0, List.of("q_proj"), List.of(3), List.of(3));
            assertThatThrownBy(() -> Adapter.fresh(apart, weights, 1))
                    .isInstanceOf(Refusal.class)
                    .hasMessageContaining("the head is the embedding");
            try (Adapter adapter = AdapterFolder.read(rows("tiny_qwen2").resolve("adapter"), weights)) {
                AdapterFolder.write(folder, adapter, "base");
            }
            Path config = folder.resolve("adapter_config.json");
            String written = Files.readString(config).replaceAll("\\s", "");
            Files.writeString(config, written.replace("[3,7,11,40]", "{\"embed_tokens\":[3,7],\"lm_head\":[3]}"));
            assertThatThrownBy(() -> AdapterFolder.read(folder, weights))
                    .isInstanceOf(Refusal.class)
                    .hasMessageContaining("adapter_config.json")
                    .hasMessageContaining("tied");
            Files.writeString(
                    config, written.replace("[3,7,11,40]", "{\"embed_tokens\":[3,7,11,40],\"lm_head\":[3,7,11,40]}"));
            try (Adapter both = AdapterFolder.read(folder, weights)) {
                assertThat(both.config().tokens()).containsExactly(3, 7, 11, 40);
                assertThat(both.headRows()).isEmpty();
            }
        }
    }

    @Test
    void aMergedFolderHasTheRowsOfBothTables(@TempDir Path folder) {
        Path adapter = rows("tiny_qwen2_untied").resolve("adapter");
        MergedFolder.write(
                ModelFolder.open(Goldens.FOLDER.resolve("tiny_qwen2_untied")),
                List.of(new ScaledAdapter(adapter, 1)),
                Optional.of(DType.FLOAT32),
                folder.resolve("merged"));
        JsonNode expected = Goldens.json(rows("tiny_qwen2_untied").resolve("expected.json"));
        try (DecoderWeights merged = ModelFolder.open(folder.resolve("merged")).weights(DType.FLOAT32)) {
            List<Float> found = Policy.score(merged, sequences(expected), 1).logProbs();
            List<Double> peft = expectedLogProbs(expected);
            for (int i = 0; i < peft.size(); i++) {
                assertThat(found.get(i).doubleValue()).isCloseTo(peft.get(i), within(1e-5));
            }
        }
    }
}

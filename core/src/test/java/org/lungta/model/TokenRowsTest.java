package org.lungta.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.lungta.check.Refusal;
import org.lungta.checkpoint.AdapterFolder;
import org.lungta.checkpoint.Safetensors;
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
    @ValueSource(strings = {"tiny_qwen2", "tiny_gemma3"})
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

    @Test
    void imitatingGivesTheSameGradientOfTheRows() {
        Sequences sequences = sequences(Goldens.json(rows("tiny_qwen2").resolve("expected.json")));
        try (DecoderWeights weights = Goldens.decoder("tiny_qwen2");
                Policy once = new Policy(
                        weights, AdapterFolder.read(rows("tiny_qwen2").resolve("adapter"), weights));
                Policy twice = new Policy(
                        weights, AdapterFolder.read(rows("tiny_qwen2").resolve("adapter"), weights))) {
            once.imitate(sequences, 0.5);
            twice.learn(sequences, 1, now -> now.sum().mul(-0.5));
            assertThat(gradient(once)).containsExactly(gradient(twice), within(1e-5f));
        }
    }

    private static float[] gradient(Policy policy) {
        return policy.adapter().rows().orElseThrow().values().grad().floats();
    }

    @Test
    void anUpdateMovesTheNamedRowsAndDecodingSeesThem() {
        Sequences sequences = sequences(Goldens.json(rows("tiny_qwen2").resolve("expected.json")));
        try (DecoderWeights weights = Goldens.decoder("tiny_qwen2")) {
            float[] before = weights.embedding().floats();
            AdapterConfig config = new AdapterConfig(2, 4, 0, List.of("q_proj"), List.of(3, 11));
            try (Policy policy = new Policy(weights, Adapter.fresh(config, weights, 1));
                    AdamW optimizer = new AdamW(policy.adapter().tensors(), new AdamW.Settings(0.05, 0, 1))) {
                Policy.Scored base = Policy.score(weights, sequences, 1);
                assertThat(policy.score(sequences, 1)).isEqualTo(base); // a fresh adapter changes nothing
                policy.imitate(sequences, 1);
                optimizer.step(1);
                Policy.Scored moved = policy.score(sequences, 1);
                assertThat(moved).isNotEqualTo(base);
                assertThat(weights.embedding().floats()).containsExactly(before);
                assertThat(sampled(weights, Optional.of(policy.adapter()), sequences))
                        .containsExactly(firstOf(moved, sequences), within(1e-5f));
            }
        }
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

    @Test
    void anAdapterIsReadAsItWasWritten(@TempDir Path folder) throws IOException {
        try (DecoderWeights weights = Goldens.decoder("tiny_qwen2");
                Adapter adapter = AdapterFolder.read(rows("tiny_qwen2").resolve("adapter"), weights)) {
            AdapterFolder.write(folder, adapter, "base");
            assertThat(Files.readString(folder.resolve("adapter_config.json"))).contains("trainable_token_indices");
            try (Adapter again = AdapterFolder.read(folder, weights)) {
                assertThat(again.config().tokens()).containsExactly(3, 7, 11, 40);
                again.tensors()
                        .forEach((name, tensor) -> assertThat(tensor.floats())
                                .containsExactly(adapter.tensors().get(name).floats()));
            }
        }
    }

    @Test
    void halfAScaleIsHalfTheWayOfTheRows() {
        try (DecoderWeights weights = Goldens.decoder("tiny_qwen2");
                Adapter adapter = AdapterFolder.read(rows("tiny_qwen2").resolve("adapter"), weights);
                Adapter half = adapter.scaled(0.5);
                Tensor table = Adapter.table(weights, List.of(half)).orElseThrow()) {
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
            AdapterConfig config = new AdapterConfig(2, 4, 0, List.of("q_proj"), List.of(1_000_000));
            assertThatThrownBy(() -> Adapter.fresh(config, weights, 1))
                    .isInstanceOf(Refusal.class)
                    .hasMessageContaining("1000000")
                    .hasMessageContaining("not extended");
        }
    }
}

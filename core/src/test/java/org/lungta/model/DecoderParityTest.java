package org.lungta.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.lungta.checkpoint.ModelFolder;
import org.lungta.checkpoint.Safetensors;
import org.lungta.tensor.Autograd;
import org.lungta.tensor.DType;
import org.lungta.tensor.Tensor;
import org.lungta.text.Tokens;
import tools.jackson.databind.JsonNode;

/** A tiny Qwen2 against transformers and PEFT, float32. */
class DecoderParityTest {
    private static DecoderWeights weights;

    @BeforeAll
    static void load() {
        weights = Goldens.qwen2();
    }

    @AfterAll
    static void close() {
        weights.close();
    }

    @Test
    void logitsAreThoseOfTransformers() {
        checkLogits(
                weights, Goldens.json(Goldens.QWEN2.resolve("expected.json")).path("cases"));
    }

    @Test
    void anUntiedModelInShardsIsReadAsWell() {
        var folder = Goldens.FOLDER.resolve("tiny_qwen2_untied");
        try (DecoderWeights untied = ModelFolder.open(folder).weights(DType.FLOAT32)) {
            checkLogits(untied, Goldens.json(folder.resolve("expected.json")).path("cases"));
        }
    }

    private static void checkLogits(DecoderWeights model, JsonNode cases) {
        assertThat(cases.size()).isPositive();
        for (JsonNode expected : cases) {
            Tokens ids = Goldens.tokens(expected.path("ids"));
            float[][] found = Autograd.inference(() -> {
                Tensor logits = logits(model, ids);
                return new float[][] {
                    logits.narrow(0, ids.length() - 1, 1).floats(),
                    logits.sum(1).floats()
                };
            });
            assertThat(found[0]).containsExactly(Goldens.floats(expected.path("last")), within(1e-4f));
            assertThat(found[1]).containsExactly(Goldens.floats(expected.path("sums")), within(1e-2f));
        }
    }

    /** [T, V] of a whole prompt, without cache or sharing. */
    private static Tensor logits(DecoderWeights model, Tokens ids) {
        Sequences sequences = new Sequences(List.of(PromptGroup.repeated(ids, 1)));
        Tensor hidden = Decoder.of(model, (module, dense) -> dense)
                .hidden(sequences.tokens(), sequences.positions(), new FlatAttention(sequences, DType.FLOAT32));
        return hidden.linear(model.head());
    }

    @Test
    void greedyTokensOfAllPromptsTogetherAreThoseOfTransformers() {
        JsonNode cases = Goldens.json(Goldens.QWEN2.resolve("expected.json")).path("cases");
        List<PromptGroup> groups =
                Goldens.prompts().stream().map(p -> PromptGroup.repeated(p, 1)).toList();
        List<List<Integer>> greedy = greedy(Optional.empty(), groups, 24);
        for (int i = 0; i < cases.size(); i++) {
            int[] expected = Goldens.ints(cases.get(i).path("greedy"));
            assertThat(greedy.get(i))
                    .containsExactlyElementsOf(IntStream.of(expected).boxed().toList());
        }
    }

    @Test
    void cachedDecodingIsTheFullForward() {
        List<Tokens> p = Goldens.prompts();
        List<PromptGroup> groups = List.of(
                new PromptGroup(p.get(0), List.of(Tokens.empty(), Tokens.of(4, 5), Tokens.of(9))),
                new PromptGroup(p.get(1), List.of(Tokens.of(1, 2, 3, 4))),
                PromptGroup.repeated(p.get(2), 2));
        List<List<Integer>> greedy = greedy(Optional.empty(), groups, 40); // longer than a block of the cache
        int row = 0;
        for (PromptGroup group : groups) {
            for (Tokens tail : group.tails()) {
                Tokens whole = group.prompt().concat(tail);
                for (int token : greedy.get(row++)) {
                    Tokens before = whole;
                    float[] logits = Autograd.inference(() -> logits(weights, before)
                            .narrow(0, before.length() - 1, 1)
                            .floats());
                    assertThat(token).isEqualTo(argmax(logits));
                    whole = whole.append(token);
                }
            }
        }
    }

    @Test
    void rowsThatRestAndGroupsThatLeaveChangeNothingForTheOthers() {
        List<PromptGroup> groups =
                Goldens.prompts().stream().map(p -> PromptGroup.repeated(p, 2)).toList();
        List<List<Integer>> alone = new ArrayList<>();
        for (PromptGroup group : groups) {
            alone.addAll(greedy(Optional.empty(), List.of(group), 12));
        }
        try (Merged merged = Merged.of(weights, Optional.empty(), 12);
                DecodeSession session = merged.open(groups)) {
            int[] last = session.prefill(DecoderParityTest::best);
            assertThat(last)
                    .containsExactly(alone.stream().mapToInt(a -> a.get(0)).toArray());
            int[] active = IntStream.range(0, session.rows()).toArray();
            for (int step = 1; step < 12; step++) {
                int position = step;
                int[] rows = IntStream.of(active)
                        .filter(r -> r >= position || r == 11)
                        .toArray();
                int[] tokens = IntStream.of(rows)
                        .map(r -> alone.get(r).get(position - 1))
                        .toArray();
                int[] next = session.step(rows, tokens, DecoderParityTest::best);
                assertThat(next)
                        .containsExactly(IntStream.of(rows)
                                .map(r -> alone.get(r).get(position))
                                .toArray());
            }
        }
    }

    @Test
    void mergedIsUnmergedAndMergingTouchesNoFrozenWeight() {
        JsonNode last = Goldens.json(Goldens.QWEN2.resolve("expected.json"))
                .path("adapter")
                .path("last");
        float[] before = weights.layers().get(0).query().weight().floats();
        try (Adapter adapter = Goldens.adapter(weights)) {
            for (int repeat = 0; repeat < 3; repeat++) {
                List<PromptGroup> groups = Goldens.prompts().subList(0, 3).stream()
                        .map(p -> PromptGroup.repeated(p, 1))
                        .toList();
                try (Merged merged = Merged.of(weights, Optional.of(adapter), 3);
                        DecodeSession session = merged.open(groups)) {
                    float[] logits = session.prefill(Tensor::floats);
                    for (int i = 0; i < 3; i++) {
                        float[] row = java.util.Arrays.copyOfRange(logits, i * 288, (i + 1) * 288);
                        assertThat(row).containsExactly(Goldens.floats(last.get(i)), within(1e-4f));
                    }
                }
            }
        }
        assertThat(weights.layers().get(0).query().weight().floats()).containsExactly(before);
    }

    @Test
    void theAdaptersLogProbabilitiesAndGradientsAreThoseOfPeft() {
        JsonNode scored = Goldens.json(Goldens.QWEN2.resolve("expected.json"))
                .path("adapter")
                .path("scored");
        List<Tokens> completions = new ArrayList<>();
        scored.forEach(s -> completions.add(Goldens.tokens(s.path("completion"))));
        PromptGroup group = new PromptGroup(Goldens.tokens(scored.get(0).path("prompt")), completions);
        try (Policy policy = new Policy(weights, Goldens.adapter(weights))) {
            Sequences sequences = new Sequences(List.of(group));
            Policy.Scored found = policy.learn(sequences, 1, Tensor::sum);
            int at = 0;
            for (JsonNode one : scored) {
                for (JsonNode logProb : one.path("log_probs")) {
                    assertThat(found.logProbs().get(at++).doubleValue()).isCloseTo(logProb.asDouble(), within(1e-5));
                }
            }
            assertThat(policy.computedTokens()).isEqualTo(group.prompt().length() + group.tailTokens());
            assertThat(policy.headRows()).isEqualTo(group.tailTokens());
            checkGradients(policy);
        }
    }

    private static void checkGradients(Policy policy) {
        Safetensors expected = Safetensors.open(Goldens.QWEN2.resolve("adapter_gradients.safetensors"));
        Map<String, float[]> found = new LinkedHashMap<>();
        policy.adapter()
                .tensors()
                .forEach((name, tensor) -> found.put(name, tensor.grad().floats()));
        assertThat(found.keySet())
                .containsExactlyInAnyOrderElementsOf(expected.entries().keySet());
        found.forEach((name, gradient) -> {
            float[] reference = new float[gradient.length];
            expected.bytes(name).asFloatBuffer().get(reference);
            double scale = 0;
            double worst = 0;
            for (int i = 0; i < gradient.length; i++) {
                scale = Math.max(scale, Math.abs(reference[i]));
                worst = Math.max(worst, Math.abs(reference[i] - gradient[i]));
            }
            assertThat(worst).as(name).isLessThanOrEqualTo(1e-4 * scale);
        });
    }

    /** Rows of greedy tokens, all decoded together. */
    static List<List<Integer>> greedy(Optional<Adapter> adapter, List<PromptGroup> groups, int length) {
        try (Merged merged = Merged.of(weights, adapter, 8);
                DecodeSession session = merged.open(groups)) {
            int[] rows = IntStream.range(0, session.rows()).toArray();
            List<List<Integer>> tokens = new ArrayList<>();
            int[] last = session.prefill(DecoderParityTest::best);
            IntStream.of(last).forEach(t -> tokens.add(new ArrayList<>(List.of(t))));
            for (int i = 1; i < length; i++) {
                last = session.step(rows, last, DecoderParityTest::best);
                for (int r : rows) {
                    tokens.get(r).add(last[r]);
                }
            }
            return tokens;
        }
    }

    private static int[] best(Tensor logits) {
        return java.util.Arrays.stream(logits.argmaxLast().longs())
                .mapToInt(t -> (int) t)
                .toArray();
    }

    private static int argmax(float[] values) {
        return IntStream.range(0, values.length)
                .reduce((a, b) -> values[b] > values[a] ? b : a)
                .orElseThrow();
    }
}

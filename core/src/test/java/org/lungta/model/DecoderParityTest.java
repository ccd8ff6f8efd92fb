package org.lungta.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import org.lungta.checkpoint.ModelFolder;
import org.lungta.checkpoint.Safetensors;
import org.lungta.tensor.Autograd;
import org.lungta.tensor.DType;
import org.lungta.tensor.Engine;
import org.lungta.tensor.Tensor;
import org.lungta.text.Tokens;
import tools.jackson.databind.JsonNode;

/** A tiny decoder of each family against transformers and PEFT, float32. */
class DecoderParityTest {
    @ParameterizedTest
    @FieldSource("org.lungta.model.Goldens#DECODERS")
    void logitsAreThoseOfTransformers(String name) {
        try (DecoderWeights weights = Goldens.decoder(name)) {
            checkLogits(weights, Goldens.expected(name).path("cases"));
        }
    }

    @Test
    void anUntiedModelInShardsIsReadAsWell() {
        try (DecoderWeights untied = Goldens.decoder("tiny_qwen2_untied")) {
            checkLogits(untied, Goldens.expected("tiny_qwen2_untied").path("cases"));
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
        FlatAttention attention = new FlatAttention(sequences, model.config().windows(), DType.FLOAT32);
        Tensor hidden = Decoder.of(model, (module, dense) -> dense)
                .hidden(sequences.tokens(), sequences.positions(), attention);
        return hidden.linear(model.head());
    }

    @Test
    void theScaleOfEmbeddingsIsRoundedToTheirType() {
        Engine.start();
        JsonNode expected = Goldens.expected("tiny_gemma3").path("bfloat16");
        Path folder = Goldens.FOLDER.resolve("tiny_gemma3");
        try (DecoderWeights half = ModelFolder.open(folder).weights(DType.BFLOAT16)) {
            long[] ids = IntStream.of(Goldens.ints(expected.path("ids")))
                    .asLongStream()
                    .toArray();
            float[] found = Autograd.inference(() ->
                    Decoder.of(half, (module, dense) -> dense).embedded(ids).floats());
            assertThat(found).containsExactly(Goldens.floats(expected.path("values")));
        }
    }

    @ParameterizedTest
    @FieldSource("org.lungta.model.Goldens#DECODERS")
    void greedyTokensOfAllPromptsTogetherAreThoseOfTransformers(String name) {
        JsonNode cases = Goldens.expected(name).path("cases");
        try (DecoderWeights weights = Goldens.decoder(name)) {
            List<PromptGroup> groups = Goldens.prompts(name).stream()
                    .map(p -> PromptGroup.repeated(p, 1))
                    .toList();
            List<List<Integer>> greedy = greedy(weights, groups, 24);
            for (int i = 0; i < cases.size(); i++) {
                int[] expected = Goldens.ints(cases.get(i).path("greedy"));
                assertThat(greedy.get(i))
                        .containsExactlyElementsOf(
                                IntStream.of(expected).boxed().toList());
            }
        }
    }

    @ParameterizedTest
    @FieldSource("org.lungta.model.Goldens#DECODERS")
    void cachedDecodingIsTheFullForward(String name) {
        List<Tokens> p = Goldens.prompts(name);
        List<PromptGroup> groups = List.of(
                new PromptGroup(p.get(0), List.of(Tokens.empty(), Tokens.of(4, 5), Tokens.of(9))),
                new PromptGroup(p.get(1), List.of(Tokens.of(1, 2, 3, 4))),
                PromptGroup.repeated(p.get(2), 2));
        try (DecoderWeights weights = Goldens.decoder(name)) {
            List<List<Integer>> greedy = greedy(weights, groups, 40); // longer than a block of the cache
            int row = 0;
            for (PromptGroup group : groups) {
                for (Tokens tail : group.tails()) {
                    checkGreedy(weights, group.prompt().concat(tail), greedy.get(row++));
                }
            }
        }
    }

    private static void checkGreedy(DecoderWeights weights, Tokens start, List<Integer> greedy) {
        Tokens whole = start;
        for (int token : greedy) {
            Tokens before = whole;
            float[] logits = Autograd.inference(() ->
                    logits(weights, before).narrow(0, before.length() - 1, 1).floats());
            assertThat(token).isEqualTo(argmax(logits));
            whole = whole.append(token);
        }
    }

    @ParameterizedTest
    @FieldSource("org.lungta.model.Goldens#DECODERS")
    void rowsThatRestAndGroupsThatLeaveChangeNothingForTheOthers(String name) {
        List<PromptGroup> groups = Goldens.prompts(name).stream()
                .map(p -> PromptGroup.repeated(p, 2))
                .toList();
        try (DecoderWeights weights = Goldens.decoder(name)) {
            List<List<Integer>> alone = new ArrayList<>();
            for (PromptGroup group : groups) {
                alone.addAll(greedy(weights, List.of(group), 12));
            }
            try (Merged merged = Merged.of(weights, Optional.empty(), 12);
                    DecodeSession session = merged.open(groups)) {
                int[] last = session.prefill(DecoderParityTest::best);
                assertThat(last)
                        .containsExactly(alone.stream().mapToInt(a -> a.get(0)).toArray());
                for (int step = 1; step < 12; step++) {
                    int position = step;
                    int[] rows = IntStream.range(0, session.rows())
                            .filter(r -> r >= position || r == 11)
                            .toArray();
                    int[] next = session.step(rows, at(alone, rows, position - 1), DecoderParityTest::best);
                    assertThat(next).containsExactly(at(alone, rows, position));
                }
            }
        }
    }

    private static int[] at(List<List<Integer>> tokens, int[] rows, int position) {
        return IntStream.of(rows).map(r -> tokens.get(r).get(position)).toArray();
    }

    @ParameterizedTest
    @FieldSource("org.lungta.model.Goldens#DECODERS")
    void mergedIsUnmergedAndMergingTouchesNoFrozenWeight(String name) {
        JsonNode last = Goldens.expected(name).path("adapter").path("last");
        List<PromptGroup> groups = Goldens.prompts(name).subList(0, 3).stream()
                .map(p -> PromptGroup.repeated(p, 1))
                .toList();
        try (DecoderWeights weights = Goldens.decoder(name);
                Adapter adapter = Goldens.adapter(name, weights)) {
            int vocabulary = weights.config().sizes().vocabulary();
            float[] before = weights.layers().get(0).query().weight().floats();
            for (int repeat = 0; repeat < 3; repeat++) {
                try (Merged merged = Merged.of(weights, Optional.of(adapter), 3);
                        DecodeSession session = merged.open(groups)) {
                    float[] logits = session.prefill(Tensor::floats);
                    for (int i = 0; i < 3; i++) {
                        float[] row = Arrays.copyOfRange(logits, i * vocabulary, (i + 1) * vocabulary);
                        assertThat(row).containsExactly(Goldens.floats(last.get(i)), within(1e-4f));
                    }
                }
            }
            assertThat(weights.layers().get(0).query().weight().floats()).containsExactly(before);
        }
    }

    @ParameterizedTest
    @FieldSource("org.lungta.model.Goldens#DECODERS")
    void theAdaptersLogProbabilitiesAndGradientsAreThoseOfPeft(String name) {
        JsonNode scored = Goldens.expected(name).path("adapter").path("scored");
        List<Tokens> completions = new ArrayList<>();
        scored.forEach(s -> completions.add(Goldens.tokens(s.path("completion"))));
        PromptGroup group = new PromptGroup(Goldens.tokens(scored.get(0).path("prompt")), completions);
        try (DecoderWeights weights = Goldens.decoder(name);
                Policy policy = new Policy(weights, Goldens.adapter(name, weights))) {
            Policy.Scored found = policy.learn(new Sequences(List.of(group)), 1, Tensor::sum);
            int at = 0;
            for (JsonNode one : scored) {
                for (JsonNode logProb : one.path("log_probs")) {
                    assertThat(found.logProbs().get(at++).doubleValue()).isCloseTo(logProb.asDouble(), within(1e-5));
                }
            }
            assertThat(policy.computedTokens()).isEqualTo(group.prompt().length() + group.tailTokens());
            assertThat(policy.headRows()).isEqualTo(group.tailTokens());
            checkGradients(policy, Goldens.FOLDER.resolve(name).resolve("adapter_gradients.safetensors"));
        }
    }

    private static void checkGradients(Policy policy, Path file) {
        Safetensors expected = Safetensors.open(file);
        Map<String, float[]> found = new LinkedHashMap<>();
        policy.adapter()
                .tensors()
                .forEach((name, tensor) -> found.put(name, tensor.grad().floats()));
        assertThat(found.keySet())
                .containsExactlyInAnyOrderElementsOf(expected.entries().keySet());
        found.forEach((name, gradient) ->
                assertThat(Goldens.error(gradient, expected, name)).as(name).isLessThanOrEqualTo(1e-4));
    }

    /** Rows of greedy tokens, all decoded together. */
    private static List<List<Integer>> greedy(DecoderWeights weights, List<PromptGroup> groups, int length) {
        try (Merged merged = Merged.of(weights, Optional.empty(), 8);
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
        return Arrays.stream(logits.argmaxLast().longs()).mapToInt(t -> (int) t).toArray();
    }

    private static int argmax(float[] values) {
        return IntStream.range(0, values.length)
                .reduce((a, b) -> values[b] > values[a] ? b : a)
                .orElseThrow();
    }
}

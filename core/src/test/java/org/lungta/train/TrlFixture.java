package org.lungta.train;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.lungta.checkpoint.AdapterFolder;
import org.lungta.checkpoint.ModelFolder;
import org.lungta.model.DecoderWeights;
import org.lungta.model.Goldens;
import org.lungta.model.Policy;
import org.lungta.model.PromptGroup;
import org.lungta.model.Sequences;
import org.lungta.reward.Score;
import org.lungta.rollout.Rollout;
import org.lungta.tensor.DType;
import org.lungta.text.Completion;
import org.lungta.text.Finish;
import org.lungta.text.Prompt;
import org.lungta.text.Tokens;
import tools.jackson.databind.JsonNode;

/** The tiny Qwen3 and the batch of TRL's three steps: what was given, and in {@link #expected} what came of it. */
record TrlFixture(JsonNode expected, DecoderWeights weights) implements AutoCloseable {
    static final Path FOLDER = Path.of("src/test/resources/fixtures/grpo/tiny_qwen3");
    static final double BETA = 0.04;
    static final int STEPS = 3;

    /** The fixture, its weights in this type; the folder is a scratch one. */
    static TrlFixture open(Path folder, DType type) throws IOException {
        for (String file : List.of("config.json", "model.safetensors")) {
            Files.copy(FOLDER.resolve("base").resolve(file), folder.resolve(file));
        }
        // The fixture names no end token, without which a model folder is refused; no completion is sampled here.
        Files.writeString(folder.resolve("generation_config.json"), "{\"eos_token_id\": 0}");
        return new TrlFixture(
                Goldens.json(FOLDER.resolve("expected.json")),
                ModelFolder.open(folder).weights(type));
    }

    Policy policy() {
        return new Policy(weights, AdapterFolder.read(FOLDER.resolve("adapter_init"), weights));
    }

    AdamW optimizer(Policy policy) {
        return new AdamW(policy.adapter().tensors(), new AdamW.Settings(1e-2, 0, 1));
    }

    Sft sft(Policy policy, AdamW optimizer) {
        return new Sft(policy, optimizer, new Sft.Settings(4, STEPS, 0, 20, 1, new Schedule.Constant(0)));
    }

    /** TRL's loss_type "dapo" with its bias-corrected KL from the base model, on the rollouts and rewards of the fixture. */
    Grpo grpo(Policy policy, AdamW optimizer) {
        Objective objective = new Objective(
                new Ratio.ByToken(),
                new Clip(0.2, 0.2),
                new Aggregation.ByToken(),
                new Reference.Frozen((s, t) -> Policy.score(weights, s, t), new Penalty.WeightedK3(), BETA));
        return new Grpo(
                policy,
                (step, prompts) -> rollouts(),
                groups -> scores(),
                objective,
                optimizer,
                new Grpo.Settings(new Advantage.ScaledByGroup(), 1, 1, 5, 20, new Schedule.Constant(0)));
    }

    List<Prompt> prompts() {
        return IntStream.of(0, 2).mapToObj(row -> prompt(row)).toList();
    }

    Prompt prompt(int row) {
        int length = expected.path("P").asInt();
        return new Prompt("p" + row, "s", "r", masked("input_ids", "attention_mask", row, 0, length));
    }

    List<List<Rollout>> rollouts() {
        return List.of(List.of(rollout(0), rollout(1)), List.of(rollout(2), rollout(3)));
    }

    Rollout rollout(int row) {
        Tokens tokens = completion(row);
        List<Float> unused = Collections.nCopies(tokens.length(), 0f);
        return new Rollout(new Completion(tokens, "", true, Finish.STOP), unused);
    }

    Tokens completion(int row) {
        int from = expected.path("P").asInt();
        return masked(
                "input_ids",
                "attention_mask",
                row,
                from,
                from + expected.path("C").asInt());
    }

    List<List<Score>> scores() {
        return List.of(List.of(score(0), score(1)), List.of(score(2), score(3)));
    }

    Score score(int row) {
        return new Score.Value(expected.path("rewards").get(row).asDouble(), Map.of());
    }

    Sequences sequences() {
        return new Sequences(List.of(
                new PromptGroup(prompt(0).tokens(), List.of(completion(0), completion(1))),
                new PromptGroup(prompt(2).tokens(), List.of(completion(2), completion(3)))));
    }

    List<PromptGroup> examples() {
        List<PromptGroup> examples = new ArrayList<>();
        for (int row = 0; row < 4; row++) {
            JsonNode labels = expected.path("sft_labels").get(row);
            int prompt = 0;
            while (labels.get(prompt).asInt() < 0) {
                prompt++;
            }
            examples.add(new PromptGroup(
                    masked("sft_input_ids", "sft_attention_mask", row, 0, prompt),
                    List.of(masked("sft_input_ids", "sft_attention_mask", row, prompt, labels.size()))));
        }
        return examples;
    }

    Tokens masked(String ids, String mask, int row, int from, int to) {
        return Tokens.of(IntStream.range(from, to)
                .filter(i -> expected.path(mask).get(row).get(i).asInt() == 1)
                .map(i -> expected.path(ids).get(row).get(i).asInt())
                .toArray());
    }

    @Override
    public void close() {
        weights.close();
    }
}

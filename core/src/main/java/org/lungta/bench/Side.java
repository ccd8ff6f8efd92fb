package org.lungta.bench;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.lungta.check.Refusal;
import org.lungta.checkpoint.EncoderFolder;
import org.lungta.checkpoint.ModelFolder;
import org.lungta.model.Adapter;
import org.lungta.model.AdapterConfig;
import org.lungta.model.DecoderWeights;
import org.lungta.model.Encoder;
import org.lungta.model.Merged;
import org.lungta.model.Policy;
import org.lungta.model.PromptGroup;
import org.lungta.rollout.Decoding;
import org.lungta.rollout.Draws;
import org.lungta.tensor.DType;
import org.lungta.text.Tokens;
import org.lungta.train.AdamW;
import org.lungta.train.Schedule;
import org.lungta.train.Sft;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * Lungta's side of a comparison with other programs: work that is set up once and then done as often as it is asked, so that two
 * sides can take turns.
 */
public interface Side extends AutoCloseable {
    /** Does the work once; seconds by part, of which "seconds" is the one to compare. */
    Map<String, Double> run();

    @Override
    void close();

    /** What is done. */
    enum Work {
        GRPO,
        SFT,
        DECODE,
        ENCODER
    }

    /**
     * A row of the comparison, as both sides read it.
     *
     * @param length of every completion
     * @param group completions of a prompt
     * @param prompts and targets, token by token; the texts are those of an encoder
     */
    record Row(
            Work work,
            Path model,
            int length,
            int group,
            int rank,
            List<List<Integer>> prompts,
            List<List<Integer>> targets,
            List<String> texts) {

        /** Reads the file; what is meant for other programs is passed over. */
        public static Row read(Path file) {
            try {
                return JsonMapper.builder()
                        .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                        .build()
                        .readValue(Files.readString(file, StandardCharsets.UTF_8), Row.class);
            } catch (IOException unreadable) {
                throw new Refusal(file + " cannot be read: " + unreadable, unreadable);
            }
        }

        /** The work, set up. */
        public Side open(DType type) {
            return switch (work) {
                case GRPO -> grpo(type);
                case SFT -> sft(type);
                case DECODE -> decode(type);
                case ENCODER -> encoder(type);
            };
        }

        private DecoderWeights weights(DType type) {
            return ModelFolder.open(model).weights(type);
        }

        private static Tokens tokens(List<Integer> ids) {
            return Tokens.of(ids.stream().mapToInt(Integer::intValue).toArray());
        }

        private List<Tokens> promptTokens() {
            return prompts.stream().map(Row::tokens).toList();
        }

        private Side grpo(DType type) {
            DecoderWeights weights = weights(type);
            GrpoStep step = new GrpoStep(
                    weights,
                    promptTokens(),
                    new GrpoStep.Plan(prompts.size(), prompts.get(0).size(), group, length, rank));
            return of(
                    () -> {
                        GrpoStep.Seconds seconds = step.run();
                        Map<String, Double> parts = new LinkedHashMap<>();
                        parts.put("seconds", seconds.total());
                        parts.put("merge", seconds.merge());
                        parts.put("generate", seconds.prefill() + seconds.decode());
                        parts.put("learn", seconds.learn());
                        return parts;
                    },
                    step::close,
                    weights::close);
        }

        private Side sft(DType type) {
            DecoderWeights weights = weights(type);
            AdapterConfig lora = new AdapterConfig(rank, 2 * rank, 0, AdapterConfig.EVERY_LINEAR);
            Policy policy = new Policy(weights, Adapter.fresh(lora, weights, 1));
            AdamW optimizer = new AdamW(policy.adapter().tensors(), new AdamW.Settings(1e-6, 0, 1));
            Sft sft = new Sft(
                    policy,
                    optimizer,
                    new Sft.Settings(prompts.size(), Integer.MAX_VALUE, 0, 1536, 1, new Schedule.Constant(0)));
            List<PromptGroup> examples = IntStream.range(0, prompts.size())
                    .mapToObj(i -> new PromptGroup(tokens(prompts.get(i)), List.of(tokens(targets.get(i)))))
                    .toList();
            return of(() -> timed(() -> sft.step(0, examples)), optimizer::close, policy::close, weights::close);
        }

        private Side decode(DType type) {
            DecoderWeights weights = weights(type);
            Merged merged = Merged.of(weights, Optional.empty(), prompts.size());
            List<PromptGroup> groups = promptTokens().stream()
                    .map(prompt -> PromptGroup.repeated(prompt, 1))
                    .toList();
            return of(
                    () -> {
                        Generation made = Generation.of(merged, groups, length, new Decoding.Greedy(), Draws.none());
                        return Map.of("seconds", made.decode(), "prefill", made.prefill());
                    },
                    merged::close,
                    weights::close);
        }

        private Side encoder(DType type) {
            Encoder encoder = EncoderFolder.open(model, "query: ", type);
            return of(() -> timed(() -> encoder.embed(texts)), encoder::close);
        }

        private static Map<String, Double> timed(Runnable work) {
            long begin = System.nanoTime();
            work.run();
            return Map.of("seconds", (System.nanoTime() - begin) / 1e9);
        }
    }

    private static Side of(java.util.function.Supplier<Map<String, Double>> work, Runnable... closers) {
        return new Side() {
            @Override
            public Map<String, Double> run() {
                return work.get();
            }

            @Override
            public void close() {
                List.of(closers).forEach(Runnable::run);
            }
        };
    }
}

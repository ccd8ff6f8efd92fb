package org.lungta.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.lungta.model.Goldens;
import org.lungta.reward.Score;
import org.lungta.rollout.Rollout;
import org.lungta.tensor.Autograd;
import org.lungta.tensor.Engine;
import org.lungta.tensor.Tensor;
import org.lungta.text.Completion;
import org.lungta.text.Finish;
import org.lungta.text.Prompt;
import org.lungta.text.Tokens;
import tools.jackson.databind.JsonNode;

/** The objective and the advantages against TRL 1.13.0's own, case by case. */
class GrpoGoldenTest {
    private static final Set<Integer> OFFERED =
            new TreeSet<>(List.of(0, 1, 2, 6, 7, 8, 9, 10, 11, 22, 23, 24, 25, 26, 27, 28));
    /** bnpo 3-5, cispo 12-14, sapo 15-17, vespo and luspo 18-21, and 29-35: importance weights, OPSM, entropy bonus and masks. */
    private static final Set<Integer> NOT_OFFERED =
            new TreeSet<>(List.of(3, 4, 5, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21, 29, 30, 31, 32, 33, 34, 35));

    private static JsonNode golden;
    private static List<Integer> lengths;

    @BeforeAll
    static void read() {
        Engine.start();
        golden = Goldens.json(Path.of("src/test/resources/fixtures/grpo/trl_1.13.0_grpo_golden.json"));
        lengths = new ArrayList<>();
        golden.path("inputs").path("mask").forEach(row -> {
            int length = 0;
            for (JsonNode one : row) {
                length += one.asInt();
            }
            lengths.add(length);
        });
    }

    @Test
    void everyCaseIsOfferedOrNamedAsNotOffered() {
        Set<Integer> all = new TreeSet<>(OFFERED);
        all.addAll(NOT_OFFERED);
        assertThat(all).hasSize(golden.path("cases").size()).hasSize(OFFERED.size() + NOT_OFFERED.size());
        for (int i : NOT_OFFERED) {
            assertThat(i)
                    .as("case %s", golden.path("cases").get(i).path("config"))
                    .isNotIn(OFFERED);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 6, 7, 8, 9, 10, 11, 22, 23, 24, 25, 26, 27, 28})
    void lossAndGradientAreTrls(int index) {
        JsonNode expected = golden.path("cases").get(index);
        JsonNode config = expected.path("config");
        Objective objective = objective(config);
        Batch batch = batch();
        Aggregation.Totals totals = totals();
        float[][] found = Autograd.training(() -> {
            Tensor now = flat("new").trainable();
            Tensor old = config.path("use_old").asBoolean(true) ? flat("old") : now.detach();
            Tensor loss = objective.loss(now, old, batch, totals, 1);
            loss.backward();
            return new float[][] {loss.detach().floats(), now.grad().floats()};
        });
        double share = accumulation(config);
        assertThat(found[0][0] * share).isCloseTo(expected.path("loss").asDouble(), within(1e-6));
        float[] gradient = masked(expected.path("grad"));
        for (int i = 0; i < gradient.length; i++) {
            assertThat(found[1][i] * share).isCloseTo(gradient[i], within(1e-6));
        }
    }

    private static Objective objective(JsonNode config) {
        String loss = config.path("loss_type").asString();
        double beta = config.path("beta").asDouble(0);
        Penalty penalty = config.path("bias").asBoolean(true) ? new Penalty.WeightedK3() : new Penalty.K3();
        Reference reference =
                beta == 0 ? new Reference.None() : new Reference.Frozen((s, t) -> scored(), penalty, beta);
        double low = config.path("eps").asDouble(0.2);
        Clip clip = new Clip(
                low, config.path("eps_high").asDouble(low), config.path("delta").asDouble(Double.POSITIVE_INFINITY));
        return new Objective(
                config.path("level").asString("token").equals("sequence")
                        ? new Ratio.BySequence()
                        : new Ratio.ByToken(),
                clip,
                switch (loss) {
                    case "grpo" -> new Aggregation.ByCompletion();
                    case "dr_grpo" -> new Aggregation.ByConstant();
                    case "dapo" -> new Aggregation.ByToken();
                    default -> throw new IllegalStateException(loss);
                },
                reference);
    }

    /** TRL divides a micro-batch by the number of micro-batches in an update; token means by what the update's share of tokens is. */
    private static double accumulation(JsonNode config) {
        double updates = config.path("GA").asDouble(1);
        return config.path("loss_type").asString().equals("dapo")
                ? config.path("SPG").asDouble(1) / updates
                : 1 / updates;
    }

    private static Aggregation.Totals totals() {
        int tokens = lengths.stream().mapToInt(Integer::intValue).sum();
        return new Aggregation.Totals(
                lengths.size(),
                tokens,
                golden.path("inputs").path("max_completion_length").asInt());
    }

    private static org.lungta.model.Policy.Scored scored() {
        List<Float> values = new ArrayList<>();
        for (float v : masked(golden.path("inputs").path("ref"))) {
            values.add(v);
        }
        return new org.lungta.model.Policy.Scored(values, List.of());
    }

    private static Batch batch() {
        List<Experience> experience = new ArrayList<>();
        for (int i = 0; i < lengths.size(); i++) {
            Tokens tokens = Tokens.of(new int[lengths.get(i)]);
            List<Float> none = Collections.nCopies(lengths.get(i), 0f);
            Rollout rollout = new Rollout(new Completion(tokens, "", true, Finish.STOP), none);
            double advantage = golden.path("loss_advantages").get(i).asDouble();
            experience.add(new Experience(rollout, new Score.Unscorable("not used"), advantage));
        }
        return new Batch(List.of(new Group(new Prompt("p", "s", "r", Tokens.of(1)), experience)));
    }

    private static Tensor flat(String name) {
        float[] values = masked(golden.path("inputs").path(name));
        return Tensor.of(values, values.length);
    }

    private static float[] masked(JsonNode rows) {
        List<Float> values = new ArrayList<>();
        for (int r = 0; r < lengths.size(); r++) {
            for (int i = 0; i < lengths.get(r); i++) {
                values.add((float) rows.get(r).get(i).asDouble());
            }
        }
        float[] flat = new float[values.size()];
        IntStream.range(0, flat.length).forEach(i -> flat[i] = values.get(i));
        return flat;
    }

    @Test
    void advantagesAreTrls() {
        check(new Advantage.ScaledByGroup(), scores(1, 1), "group");
        check(new Advantage.ScaledByBatch(), scores(1, 1), "batch");
        check(new Advantage.Unscaled(), scores(1, 1), "none");
        check(new Advantage.ScaledByGroup(), scores(0.8, 0.2), "group_w0.8_0.2");
        check(new Advantage.NormalisedApart(Map.of("first", 1.0, "second", 1.0)), scores(1, 1), "normalize_then_sum");
    }

    /** The golden rewards with these weights; a None part counts as nothing where another part is there, as TRL's nansum does. */
    private static List<List<Score>> scores(double first, double second) {
        List<List<Score>> groups = new ArrayList<>();
        JsonNode rewards = golden.path("inputs").path("rewards");
        int size = golden.path("inputs").path("num_generations").asInt();
        for (int i = 0; i < rewards.size(); i++) {
            if (i % size == 0) {
                groups.add(new ArrayList<>());
            }
            Map<String, Double> parts = new TreeMap<>();
            put(parts, "first", rewards.get(i).get(0));
            put(parts, "second", rewards.get(i).get(1));
            double total = first * parts.getOrDefault("first", 0.0) + second * parts.getOrDefault("second", 0.0);
            groups.get(i / size).add(new Score.Value(total, parts));
        }
        return groups;
    }

    private static void put(Map<String, Double> parts, String name, JsonNode value) {
        if (!value.isNull()) {
            parts.put(name, value.asDouble());
        }
    }

    private static void check(Advantage advantage, List<List<Score>> groups, String name) {
        List<Double> found = advantage.of(groups).stream().flatMap(List::stream).toList();
        JsonNode expected = golden.path("advantages").path(name);
        assertThat(found).hasSize(expected.size());
        for (int i = 0; i < found.size(); i++) {
            assertThat(found.get(i))
                    .as(name + " " + i)
                    .isCloseTo(expected.get(i).asDouble(), within(1e-5));
        }
    }
}

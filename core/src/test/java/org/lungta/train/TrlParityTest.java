package org.lungta.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lungta.checkpoint.Safetensors;
import org.lungta.model.Goldens;
import org.lungta.model.Policy;
import org.lungta.model.Sequences;
import org.lungta.tensor.DType;
import org.lungta.tensor.Engine;
import org.lungta.tensor.Tensor;
import tools.jackson.databind.JsonNode;

/**
 * Three whole updates, from tokens to adapter, of a tiny Qwen3 against TRL 1.13.0: the same base, adapter and batch, with AdamW
 * at 1e-2 and the gradient clipped at 1. TRL computes padded rows, Lungta flat tokens.
 */
class TrlParityTest {
    private static final Path STEPS = Goldens.FOLDER.resolve("trl_steps");

    @TempDir
    private static Path folder;

    private static TrlFixture fixture;
    private static TrlFixture exact;

    @BeforeAll
    static void load() throws IOException {
        Engine.start();
        fixture = TrlFixture.open(Files.createDirectory(folder.resolve("float32")), DType.FLOAT32);
        exact = TrlFixture.open(Files.createDirectory(folder.resolve("float64")), DType.FLOAT64);
    }

    @AfterAll
    static void close() {
        fixture.close();
        exact.close();
    }

    @Test
    void logProbabilitiesOfBaseAndAdapterAreTrls() {
        Sequences sequences = fixture.sequences();
        try (Policy policy = fixture.policy()) {
            checkLogProbs(
                    Policy.score(fixture.weights(), sequences, 1),
                    fixture.expected().path("ref_logps"));
            Policy.Scored scored = policy.score(sequences, 1);
            checkLogProbs(scored, fixture.expected().path("grpo_steps").get(0).path("logps"));
            check(
                    scored.entropies(),
                    fixture.expected().path("grpo_steps").get(0).path("entropy"));
        }
    }

    @Test
    void theFirstGradientIsTrls() {
        Safetensors reference = Safetensors.open(TrlFixture.FOLDER.resolve("grpo_step0_grads.safetensors"));
        try (Policy policy = fixture.policy();
                AdamW optimizer = fixture.optimizer(policy)) {
            Grpo grpo = fixture.grpo(policy, optimizer);
            List<Group> groups = grpo.explore(0, fixture.prompts());
            new Learner(grpo, new Batch(groups), new Aggregation.Totals(4, 13, 5)).learn();
            policy.adapter()
                    .tensors()
                    .forEach((name, tensor) -> checkTensor(name, tensor.grad().floats(), reference));
        }
    }

    @Test
    void threeStepsOfGrpoAreTrls() {
        Sequences sequences = fixture.sequences();
        try (Policy policy = fixture.policy();
                AdamW optimizer = fixture.optimizer(policy)) {
            Grpo grpo = fixture.grpo(policy, optimizer);
            for (int i = 0; i < TrlFixture.STEPS; i++) {
                JsonNode step = fixture.expected().path("grpo_steps").get(i);
                checkLogProbs(policy.score(sequences, 1), step.path("logps"));
                List<Group> groups = grpo.explore(i, fixture.prompts());
                checkAdvantages(groups);
                Map<String, Double> metrics =
                        grpo.improve(i, TrlFixture.STEPS, groups).metrics();
                checkNear(metrics.get("loss"), step.path("loss"));
                checkNear(metrics.get("grad_norm"), step.path("grad_norm"));
                checkNear(metrics.get("kl") / TrlFixture.BETA, step.path("kl"));
                checkNear(metrics.get("entropy"), step.path("mean_entropy"));
            }
            checkAdapter(policy, "grpo");
        }
    }

    @Test
    void threeStepsOfSftAreTrls() {
        try (Policy policy = fixture.policy();
                AdamW optimizer = fixture.optimizer(policy)) {
            Sft sft = fixture.sft(policy, optimizer);
            for (int i = 0; i < TrlFixture.STEPS; i++) {
                Sft.Step step = sft.step(i, fixture.examples());
                JsonNode reference = fixture.expected().path("sft_steps").get(i);
                checkNear(step.loss(), reference.path("loss_nll"));
                checkNear(step.gradNorm(), reference.path("grad_norm"));
                assertThat(step.tokens()).isEqualTo(reference.path("n").asInt());
            }
            checkAdapter(policy, "sft");
        }
    }

    /** Where float32 leaves entries to chance, nothing is left to it in float64: every entry of every tensor is held. */
    @Test
    void inFloat64EveryTensorIsThatOfExactArithmetic() {
        try (Policy policy = exact.policy();
                AdamW optimizer = exact.optimizer(policy)) {
            Grpo grpo = exact.grpo(policy, optimizer);
            for (int i = 0; i < TrlFixture.STEPS; i++) {
                grpo.improve(i, TrlFixture.STEPS, grpo.explore(i, exact.prompts()));
            }
            checkExact(policy, "grpo");
        }
        try (Policy policy = exact.policy();
                AdamW optimizer = exact.optimizer(policy)) {
            for (int i = 0; i < TrlFixture.STEPS; i++) {
                exact.sft(policy, optimizer).step(i, exact.examples());
            }
            checkExact(policy, "sft");
        }
    }

    /** Within 1e-7 of each tensor's largest value, no entry left out; TRL's own float32 is up to 6.3e-4 off. */
    private static void checkExact(Policy policy, String kind) {
        Safetensors reference = Safetensors.open(STEPS.resolve("exact_" + kind + ".safetensors"));
        Map<String, Tensor> tensors = policy.adapter().tensors();
        assertThat(tensors).hasSize(reference.entries().size()).hasSize(28);
        double worst = 0;
        for (Map.Entry<String, Tensor> tensor : tensors.entrySet()) {
            assertThat(tensor.getValue().dtype()).isEqualTo(DType.FLOAT64);
            String name = "base_model.model." + tensor.getKey() + ".weight";
            worst = Math.max(worst, Goldens.error(tensor.getValue().detach().floats(), reference, name));
        }
        assertThat(worst).as(kind).isLessThanOrEqualTo(1e-7);
    }

    private static void checkLogProbs(Policy.Scored found, JsonNode rows) {
        check(found.logProbs(), rows);
    }

    /** The values of the completions' tokens, in their order, against padded rows. */
    private static void check(List<Float> found, JsonNode rows) {
        int at = 0;
        for (int row = 0; row < rows.size(); row++) {
            for (int i = 0; i < fixture.completion(row).length(); i++) {
                double value = rows.get(row).get(i).asDouble();
                assertThat((double) found.get(at++)).isCloseTo(value, within(1e-5));
            }
        }
        assertThat(at).isEqualTo(found.size()).isEqualTo(13);
    }

    private static void checkAdvantages(List<Group> groups) {
        int at = 0;
        for (Group group : groups) {
            for (Experience e : group.experience()) {
                double value = fixture.expected().path("advantages").get(at++).asDouble();
                assertThat(e.advantage()).isCloseTo(value, within(1e-5));
            }
        }
    }

    private static void checkNear(double found, JsonNode value) {
        assertThat(found).isCloseTo(value.asDouble(), within(1e-5 + 1e-5 * Math.abs(value.asDouble())));
    }

    /**
     * Within 1e-4 of each tensor's norm, but for the entries that dev/oracles/trl_steps.py lists: there the gradient all but
     * vanishes, AdamW divides by its size, and TRL's own float32 is off from exact arithmetic; those within 1e-2 of the largest,
     * and held to exact arithmetic, with all others, in float64.
     */
    private static void checkAdapter(Policy policy, String kind) {
        Safetensors reference =
                Safetensors.open(TrlFixture.FOLDER.resolve("lora_after_3_" + kind + "_steps.safetensors"));
        JsonNode unsettled = Goldens.json(STEPS.resolve("unsettled.json")).path(kind);
        Map<String, Tensor> tensors = policy.adapter().tensors();
        assertThat(tensors).hasSize(reference.entries().size()).hasSize(28);
        assertThat(unsettled.size()).isLessThan(4); // of 4,864
        tensors.forEach((module, tensor) -> {
            String name = "base_model.model." + module + ".weight";
            float[] found = tensor.detach().floats();
            assertThat(Goldens.error(found, reference, name)).as(name).isLessThanOrEqualTo(1e-2);
            Set<Integer> left = new HashSet<>();
            unsettled.forEach(u -> {
                if (u.path("tensor").asString().equals(name)) {
                    left.add(u.path("entry").asInt());
                }
            });
            assertThat(distance(found, reference, name, left)).as(name).isLessThanOrEqualTo(1e-4);
        });
    }

    /** |found - reference| / |reference| without the entries left out. */
    private static double distance(float[] found, Safetensors file, String name, Set<Integer> left) {
        float[] reference = new float[found.length];
        file.bytes(name).asFloatBuffer().get(reference);
        double difference = 0;
        double size = 0;
        for (int i = 0; i < found.length; i++) {
            double gap = left.contains(i) ? 0 : found[i] - reference[i];
            difference += gap * gap;
            size += (double) reference[i] * reference[i];
        }
        return Math.sqrt(difference / size);
    }

    private static void checkTensor(String name, float[] found, Safetensors reference) {
        assertThat(Goldens.error(found, reference, "base_model.model." + name + ".weight"))
                .as(name)
                .isLessThanOrEqualTo(1e-4);
    }
}

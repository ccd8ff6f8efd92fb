package org.lungta.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.lungta.app.Outcome.call;
import static org.lungta.app.Outcome.concat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lungta.checkpoint.AdapterFolder;
import org.lungta.checkpoint.ModelFolder;
import org.lungta.lab.TinyWorld;
import org.lungta.model.Adapter;
import org.lungta.model.AdapterConfig;
import org.lungta.model.DecoderWeights;
import org.lungta.tensor.Engine;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** lungta merge, generate and evaluate with adapters, as a user calls them, on a made-up world. */
class AdapterCommandsTest {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    @TempDir
    private Path folder;

    @Test
    void mergeWritesAModelThatAnswersAsModelAndAdapterDo() throws IOException {
        TinyWorld.write(folder, 7);
        Path model = folder.resolve("model");
        Path adapter = adapter("adapter", 1);
        Path other = adapter("other", 2);
        Path merged = folder.resolve("merged");
        Object[] both = {"--adapter", adapter, "--adapter", other, "--scale", "1", "--scale", "0.5"};
        Object[] answer = {"--prompt", "扎西", "--greedy", "--max-new-tokens", "8", "--dtype", "float32", "--json"};
        assertThat(call(concat(new Object[] {"merge", "--model", model, "--output", merged}, both))
                        .status())
                .isZero();
        JsonNode expected =
                JSON.readTree(call(concat(concat(new Object[] {"generate", "--model", model}, both), answer))
                        .out());
        JsonNode found = JSON.readTree(call(concat(new Object[] {"generate", "--model", merged}, answer))
                .out());
        assertThat(found.path("tokens")).isEqualTo(expected.path("tokens"));
        for (int i = 0; i < found.path("logprobs").size(); i++) {
            assertThat(found.path("logprobs").get(i).asDouble())
                    .isCloseTo(expected.path("logprobs").get(i).asDouble(), within(1e-4));
        }
        Object[] none = {"generate", "--model", model, "--adapter", adapter, "--scale", "0"};
        assertThat(call(concat(none, answer)).out())
                .isEqualTo(call(concat(new Object[] {"generate", "--model", model}, answer))
                        .out())
                .isNotEqualTo(call(concat(new Object[] {"generate", "--model", merged}, answer))
                        .out());
        Outcome again = call(concat(new Object[] {"merge", "--model", model, "--output", merged}, both));
        assertThat(again.status()).isEqualTo(1);
        assertThat(again.err()).contains("not empty");
    }

    @Test
    void scalesThatMakeNoSenseAreMisuse() throws IOException {
        TinyWorld.write(folder, 7);
        Object[] start = {"generate", "--model", folder.resolve("model"), "--prompt", "x"};
        Path adapter = adapter("adapter", 1);
        assertThat(call(concat(start, new Object[] {"--adapter", adapter, "--scale", "1.5"}))
                        .status())
                .isEqualTo(2);
        assertThat(call(concat(start, new Object[] {"--scale", "0.5"})).status())
                .isEqualTo(2);
        assertThat(call(concat(start, new Object[] {"--adapter", adapter, "--scale", "1", "--scale", "0"}))
                        .err())
                .contains("2 times for 1 adapters");
    }

    @Test
    void anEvaluationSaysWhatItMeasuredAndIsNotMixedWithAnother() throws IOException {
        TinyWorld.write(folder, 7);
        Path adapter = adapter("adapter", 1);
        Object[] half = {
            "evaluate",
            "--model",
            folder.resolve("model"),
            "--task",
            "cmrc",
            "--limit",
            "1",
            "--max-new-tokens",
            "2",
            "--data",
            folder.resolve("general/cmrc2018_dev.json"),
            "--output",
            folder.resolve("out"),
            "--dtype",
            "float32",
            "--json",
            "--adapter",
            adapter,
            "--scale"
        };
        JsonNode summary =
                JSON.readTree(call(concat(half, new Object[] {"0.5"})).out());
        JsonNode used = summary.path("provenance").path("adapters").path(0);
        assertThat(used.path("folder").asString()).isEqualTo(adapter.toString());
        assertThat(used.path("scale").asDouble()).isEqualTo(0.5);
        assertThat(call(concat(half, new Object[] {"0.5"})).status()).isZero();
        Outcome other = call(concat(half, new Object[] {"1"}));
        assertThat(other.status()).isEqualTo(1);
        assertThat(other.err()).contains("another folder");
    }

    /** An adapter for the tiny model whose B is not zero, which changes what it says. */
    private Path adapter(String name, long seed) throws IOException {
        Engine.start();
        Path written = Files.createDirectories(folder.resolve(name));
        try (DecoderWeights weights = ModelFolder.open(folder.resolve("model")).outline();
                Adapter adapter = Adapter.make(
                        new AdapterConfig(2, 4, 0, AdapterConfig.EVERY_LINEAR), weights, (tensor, shape) -> {
                            float[] values = new float[Math.toIntExact(shape[0] * shape[1])];
                            for (int i = 0; i < values.length; i++) {
                                values[i] = (float) Math.sin(seed + tensor.hashCode() % 100 + i) * 0.3f;
                            }
                            return values;
                        })) {
            AdapterFolder.write(written, adapter, "tiny");
        }
        return written;
    }
}

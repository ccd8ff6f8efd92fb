package org.lungta.model;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.lungta.checkpoint.AdapterFolder;
import org.lungta.checkpoint.ModelFolder;
import org.lungta.checkpoint.Safetensors;
import org.lungta.tensor.DType;
import org.lungta.tensor.Engine;
import org.lungta.tensor.Tensor;
import org.lungta.text.Tokens;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The tiny models of dev/oracles/tiny_models.py and tiny_families.py, and what the reference implementations say of them. */
public final class Goldens {
    public static final Path FOLDER = Path.of("src/test/resources/golden");
    public static final Path QWEN2 = FOLDER.resolve("tiny_qwen2");

    /** A tiny decoder of each family, by its folder. */
    public static final List<String> DECODERS =
            List.of("tiny_qwen2", "tiny_qwen3", "tiny_llama", "tiny_llama3", "tiny_gemma3");

    private Goldens() {}

    public static JsonNode json(Path file) {
        try {
            return JsonMapper.builder().build().readTree(Files.readAllBytes(file));
        } catch (IOException absent) {
            throw new UncheckedIOException(absent);
        }
    }

    public static DecoderWeights qwen2() {
        return decoder("tiny_qwen2");
    }

    public static DecoderWeights decoder(String name) {
        Engine.start();
        return ModelFolder.open(FOLDER.resolve(name)).weights(DType.FLOAT32);
    }

    public static Adapter adapter(DecoderWeights weights) {
        return adapter("tiny_qwen2", weights);
    }

    static Adapter adapter(String name, DecoderWeights weights) {
        return AdapterFolder.read(FOLDER.resolve(name).resolve("adapter"), weights);
    }

    static JsonNode expected(String name) {
        return json(FOLDER.resolve(name).resolve("expected.json"));
    }

    /** The largest difference from a file's tensor, relative to the tensor's largest value. */
    public static double error(float[] found, Safetensors file, String name) {
        float[] reference = new float[found.length];
        file.bytes(name).asFloatBuffer().get(reference);
        double scale = 0;
        double worst = 0;
        for (int i = 0; i < found.length; i++) {
            scale = Math.max(scale, Math.abs(reference[i]));
            worst = Math.max(worst, Math.abs(reference[i] - found[i]));
        }
        return worst / scale;
    }

    public static Tokens tokens(JsonNode ids) {
        return Tokens.of(ints(ids));
    }

    public static int[] ints(JsonNode ids) {
        int[] values = new int[ids.size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = ids.get(i).asInt();
        }
        return values;
    }

    public static float[] floats(JsonNode numbers) {
        float[] values = new float[numbers.size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) numbers.get(i).asDouble();
        }
        return values;
    }

    static List<Tokens> prompts() {
        return prompts("tiny_qwen2");
    }

    static List<Tokens> prompts(String name) {
        List<Tokens> prompts = new ArrayList<>();
        expected(name).path("cases").forEach(c -> prompts.add(tokens(c.path("ids"))));
        return prompts;
    }

    /** What a model with these adapters says after a prompt. */
    public static float[] logits(DecoderWeights model, List<Adapter> adapters, Tokens prompt) {
        try (Merged merged = Merged.of(model, adapters, 1);
                DecodeSession session = merged.open(List.of(PromptGroup.repeated(prompt, 1)))) {
            return session.prefill(Tensor::floats);
        }
    }

    /** The same after a prompt that is always the same. */
    public static float[] logits(DecoderWeights model, List<Adapter> adapters) {
        return logits(model, adapters, Tokens.of(5, 17, 41, 33, 7));
    }
}

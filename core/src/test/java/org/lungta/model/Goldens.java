package org.lungta.model;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.lungta.checkpoint.AdapterFolder;
import org.lungta.checkpoint.ModelFolder;
import org.lungta.tensor.DType;
import org.lungta.tensor.Engine;
import org.lungta.text.Tokens;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The tiny models of dev/oracles/tiny_models.py and what the reference implementations say of them. */
public final class Goldens {
    public static final Path FOLDER = Path.of("src/test/resources/golden");
    public static final Path QWEN2 = FOLDER.resolve("tiny_qwen2");

    private Goldens() {}

    public static JsonNode json(Path file) {
        try {
            return JsonMapper.builder().build().readTree(Files.readAllBytes(file));
        } catch (IOException absent) {
            throw new UncheckedIOException(absent);
        }
    }

    public static DecoderWeights qwen2() {
        Engine.start();
        return ModelFolder.open(QWEN2).weights(DType.FLOAT32);
    }

    public static Adapter adapter(DecoderWeights weights) {
        return AdapterFolder.read(QWEN2.resolve("adapter"), weights);
    }

    public static Tokens tokens(JsonNode ids) {
        return Tokens.of(ints(ids));
    }

    static int[] ints(JsonNode ids) {
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
        List<Tokens> prompts = new ArrayList<>();
        json(QWEN2.resolve("expected.json")).path("cases").forEach(c -> prompts.add(tokens(c.path("ids"))));
        return prompts;
    }
}

package org.lungta.checkpoint;

import static org.lungta.check.Check.refuse;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.lungta.model.BigramBag;
import org.lungta.model.Embedder;
import org.lungta.model.Encoder;
import org.lungta.model.Pooling;
import org.lungta.model.Readout;
import org.lungta.text.Json;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * Writes an encoder as sentence-transformers 2 to 5 lay it out, which version 6 reads too, but for a {@link BigramBagFolder}. The
 * tokenizer's files and what config.json says beside the shape are those of the folder that the encoder was read from.
 */
public final class EncoderWriter {
    private static final JsonMapper JSON =
            JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();
    private static final List<String> OF_TOKENIZER = List.of(
            "tokenizer.json",
            "tokenizer_config.json",
            "special_tokens_map.json",
            "added_tokens.json",
            "sentencepiece.bpe.model",
            "vocab.txt");
    private static final List<String> POOLER = List.of("pooler.dense.weight", "pooler.dense.bias");
    private static final String MODULES = "sentence_transformers.models.";

    private EncoderWriter() {}

    /**
     * Writes into a folder.
     *
     * @param source the folder that the encoder was read from, not the one that is written
     */
    public static void write(Path folder, Encoder encoder, Path source) {
        weights(folder.resolve("model.safetensors"), encoder.embedder(), TensorFolder.open(source));
        OF_TOKENIZER.forEach(name -> copy(source.resolve(name), folder.resolve(name)));
        json(folder.resolve("config.json"), config(source, encoder.embedder().config()));
        json(
                folder.resolve("sentence_bert_config.json"),
                ordered("max_seq_length", encoder.maxTokens(), "do_lower_case", false));
        json(folder.resolve("config_sentence_transformers.json"), versions());
        boolean unit = encoder.embedder().readout().unit();
        List<Object> modules = new ArrayList<>();
        boolean bigrams = encoder.embedder() instanceof BigramBag;
        modules.add(module(0, "", bigrams ? BigramBagFolder.MODULE_TYPE : MODULES + "Transformer"));
        modules.add(module(1, "1_Pooling", MODULES + "Pooling"));
        json(
                folder.resolve("1_Pooling/config.json"),
                pooling(
                        encoder.embedder().readout(),
                        encoder.embedder().config().hidden()));
        if (unit) {
            modules.add(module(2, "2_Normalize", MODULES + "Normalize"));
            json(folder.resolve("2_Normalize/config.json"), Map.of());
        }
        json(folder.resolve("modules.json"), modules);
        if (bigrams) {
            AtomicFiles.write(folder.resolve(BigramBagFolder.NOTE), BigramBagFolder.README);
        }
    }

    private static void weights(Path file, Embedder embedder, TensorFolder source) {
        List<SafetensorsWriter.Tensor> tensors = new ArrayList<>();
        embedder.tensors()
                .forEach((name, tensor) -> tensors.add(new SafetensorsWriter.Tensor(
                        name, DType.F32, Arrays.stream(tensor.shape()).boxed().toList(), tensor::bytes)));
        for (String name : POOLER) { // unused here, but who loads the folder expects it
            if (source.names().contains(name)) {
                Safetensors.Entry entry = source.entry(name);
                tensors.add(new SafetensorsWriter.Tensor(name, entry.dtype(), entry.shape(), () -> source.bytes(name)));
            }
        }
        SafetensorsWriter.write(file, Map.of("format", "pt"), tensors);
    }

    private static JsonNode config(Path source, Embedder.Config shape) {
        Path file = source.resolve("config.json");
        ObjectNode config = (ObjectNode) Json.object(file).deepCopy();
        config.put("vocab_size", shape.vocabulary());
        config.put("torch_dtype", "float32");
        config.remove("dtype");
        return config;
    }

    private static Map<String, Object> versions() {
        Map<String, Object> config = ordered(
                "__version__",
                ordered("sentence_transformers", "2.7.0", "transformers", "4.40.0", "pytorch", "2.2.0"),
                "prompts",
                Map.of());
        config.put("default_prompt_name", null);
        config.put("similarity_fn_name", "cosine");
        return config;
    }

    private static Map<String, Object> pooling(Readout readout, int width) {
        boolean cls = readout.pooling() instanceof Pooling.Cls;
        Map<String, Object> config = ordered(
                "word_embedding_dimension", width, "pooling_mode_cls_token", cls, "pooling_mode_mean_tokens", !cls);
        for (String other : List.of("max_tokens", "mean_sqrt_len_tokens", "weightedmean_tokens", "lasttoken")) {
            config.put("pooling_mode_" + other, false);
        }
        config.put("include_prompt", true);
        return config;
    }

    private static Map<String, Object> module(int index, String path, String type) {
        Map<String, Object> module = ordered("idx", index, "name", "" + index);
        module.put("path", path);
        module.put("type", type);
        return module;
    }

    private static Map<String, Object> ordered(Object... namesAndValues) {
        Map<String, Object> map = new LinkedHashMap<>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            map.put((String) namesAndValues[i], namesAndValues[i + 1]);
        }
        return map;
    }

    private static void json(Path file, Object value) {
        AtomicFiles.write(file, JSON.writeValueAsString(value) + "\n");
    }

    private static void copy(Path from, Path to) {
        if (!Files.isRegularFile(from)) {
            return;
        }
        try {
            byte[] bytes = Files.readAllBytes(from);
            AtomicFiles.write(to, channel -> {
                java.nio.ByteBuffer buffer = java.nio.ByteBuffer.wrap(bytes);
                while (buffer.hasRemaining()) {
                    channel.write(buffer);
                }
            });
        } catch (IOException unreadable) {
            throw refuse("%s cannot be read: %s", from, unreadable);
        }
    }
}

package org.lungta.lab;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.lungta.checkpoint.AtomicFiles;

/** A random Qwen2 of two layers, whose byte-level tokenizer knows the world's words. */
final class TinyModel {
    private static final int HIDDEN = 64;
    private static final int LAYERS = 2;
    private static final int HEADS = 4;
    private static final int KEYS = 2;
    private static final int HEAD_SIZE = HIDDEN / HEADS;
    private static final int INTERMEDIATE = 128;
    private static final double SPREAD = 0.15;
    private static final List<String> CONTROL = List.of("<|endoftext|>", "<|im_start|>", "<|im_end|>");

    private TinyModel() {}

    static void write(Path folder, long seed) {
        Map<String, Integer> vocabulary = new LinkedHashMap<>();
        List<List<String>> merges = new ArrayList<>();
        fill(vocabulary, merges);
        int first = vocabulary.size();
        int size = first + CONTROL.size();
        AtomicFiles.write(folder.resolve("tokenizer.json"), json(tokenizer(vocabulary, merges, first)));
        AtomicFiles.write(folder.resolve("tokenizer_config.json"), json(Map.of("chat_template", TEMPLATE)));
        AtomicFiles.write(
                folder.resolve("generation_config.json"), json(Map.of("eos_token_id", List.of(first + 2, first))));
        AtomicFiles.write(folder.resolve("config.json"), json(config(size, first)));
        weights(size, seed).write(folder.resolve("model.safetensors"));
    }

    private static final String TEMPLATE = """
            {%- if messages[0]['role'] == 'system' %}{{- '<|im_start|>system\\n' + messages[0]['content'] + '<|im_end|>\\n' }}\
            {%- else %}{{- '<|im_start|>system\\nTiny.<|im_end|>\\n' }}{%- endif %}\
            {%- for message in messages %}{%- if not (loop.first and message.role == 'system') %}\
            {{- '<|im_start|>' + message.role + '\\n' + message.content + '<|im_end|>' + '\\n' }}{%- endif %}{%- endfor %}\
            {%- if add_generation_prompt %}{{- '<|im_start|>assistant\\n' }}{%- endif %}\
            """;

    private static Map<String, Object> config(int vocabulary, int end) {
        Map<String, Object> config = new LinkedHashMap<>();
        config.put("architectures", List.of("Qwen2ForCausalLM"));
        config.put("model_type", "qwen2");
        config.put("vocab_size", vocabulary);
        config.put("hidden_size", HIDDEN);
        config.put("intermediate_size", INTERMEDIATE);
        config.put("num_hidden_layers", LAYERS);
        config.put("num_attention_heads", HEADS);
        config.put("num_key_value_heads", KEYS);
        config.put("hidden_act", "silu");
        config.put("rms_norm_eps", 1e-6);
        config.put("rope_theta", 10000.0);
        config.put("max_position_embeddings", 1024);
        config.put("tie_word_embeddings", true);
        config.put("eos_token_id", end + 2);
        return config;
    }

    private static RandomTensors weights(int vocabulary, long seed) {
        RandomTensors tensors = new RandomTensors(seed)
                .normal("model.embed_tokens.weight", 0, SPREAD, vocabulary, HIDDEN)
                .constant("model.norm.weight", 1, HIDDEN);
        for (int i = 0; i < LAYERS; i++) {
            String layer = "model.layers." + i + ".";
            tensors.constant(layer + "input_layernorm.weight", 1, HIDDEN)
                    .constant(layer + "post_attention_layernorm.weight", 1, HIDDEN)
                    .normal(layer + "mlp.gate_proj.weight", 0, SPREAD, INTERMEDIATE, HIDDEN)
                    .normal(layer + "mlp.up_proj.weight", 0, SPREAD, INTERMEDIATE, HIDDEN)
                    .normal(layer + "mlp.down_proj.weight", 0, SPREAD, HIDDEN, INTERMEDIATE);
            attention(tensors, layer + "self_attn.");
        }
        return tensors;
    }

    private static void attention(RandomTensors tensors, String attention) {
        Map<String, Integer> outputs =
                new LinkedHashMap<>(Map.of("q_proj", HIDDEN, "k_proj", KEYS * HEAD_SIZE, "v_proj", KEYS * HEAD_SIZE));
        new java.util.TreeMap<>(outputs)
                .forEach((name, out) -> tensors.normal(attention + name + ".weight", 0, SPREAD, out, HIDDEN)
                        .normal(attention + name + ".bias", 0, SPREAD, out));
        tensors.normal(attention + "o_proj.weight", 0, SPREAD, HIDDEN, HIDDEN);
    }

    /** The 256 bytes, then, for each of the world's words, the chain of merges that spells it. */
    private static void fill(Map<String, Integer> vocabulary, List<List<String>> merges) {
        for (int b = 0; b < 256; b++) {
            vocabulary.put(letter(b), vocabulary.size());
        }
        Set<String> spelt = new LinkedHashSet<>();
        for (Words.Word word : Words.all()) {
            spelt.add(word.zh());
            spelt.addAll(List.of(word.bo().split("་")));
        }
        spelt.addAll(List.of("་", "།", "。"));
        for (String word : spelt) {
            String left = null;
            for (byte b : word.getBytes(StandardCharsets.UTF_8)) {
                String right = letter(b & 0xFF);
                if (left != null && vocabulary.putIfAbsent(left + right, vocabulary.size()) == null) {
                    merges.add(List.of(left, right));
                }
                left = left == null ? right : left + right;
            }
        }
    }

    private static Map<String, Object> tokenizer(
            Map<String, Integer> vocabulary, List<List<String>> merges, int firstControl) {
        List<Object> added = new ArrayList<>();
        for (String control : CONTROL) {
            Map<String, Object> token = new LinkedHashMap<>();
            token.put("id", firstControl + added.size());
            token.put("content", control);
            for (String flag : List.of("single_word", "lstrip", "rstrip", "normalized")) {
                token.put(flag, false);
            }
            token.put("special", true);
            added.add(token);
        }
        Map<String, Object> model = new LinkedHashMap<>();
        model.put("type", "BPE");
        model.put("vocab", vocabulary);
        model.put("merges", merges);
        Map<String, Object> byteLevel =
                Map.of("type", "ByteLevel", "add_prefix_space", false, "trim_offsets", false, "use_regex", false);
        Map<String, Object> tokenizer = new LinkedHashMap<>();
        tokenizer.put("version", "1.0");
        tokenizer.put("added_tokens", added);
        tokenizer.put("pre_tokenizer", byteLevel);
        tokenizer.put("decoder", byteLevel);
        tokenizer.put("model", model);
        return tokenizer;
    }

    /** The visible letter that byte-level BPE writes for a byte: itself where printable in Latin-1, else from U+0100 on. */
    private static String letter(int b) {
        if (isVisible(b)) {
            return String.valueOf((char) b);
        }
        int hidden = 0;
        for (int other = 0; other < b; other++) {
            hidden += isVisible(other) ? 0 : 1;
        }
        return String.valueOf((char) (256 + hidden));
    }

    private static boolean isVisible(int b) {
        return b >= '!' && b <= '~' || b >= 0xA1 && b <= 0xAC || b >= 0xAE && b <= 0xFF;
    }

    private static String json(Object value) {
        return TinyWorld.JSON.writeValueAsString(value);
    }
}

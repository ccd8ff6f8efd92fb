package org.lungta.lab;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.lungta.checkpoint.AtomicFiles;

/** A BERT of one layer that hardly mixes its tokens: with mean pooling, a bag of the world's characters. */
final class TinyEncoder {
    private static final int POSITIONS = 128;
    private static final double FAINT = 0.01;
    /** Vowel signs are marks, and stay. */
    static final Map<String, Boolean> MARKS_KEPT = Map.of("lowercase", false, "strip_accents", false);

    private static final Shape TINY = new Shape(32, 32, 1, 2, FAINT);

    private TinyEncoder() {}

    /**
     * Sizes.
     *
     * @param deviation of the weights that mix tokens at the start: where it is faint, the encoder is nearly a bag of tokens
     */
    record Shape(int hidden, int intermediate, int layers, int heads, double deviation) {}

    /** One that reads the world's Chinese. */
    static void write(Path folder, long seed) {
        write(folder, seed, TINY, vocabulary(), Map.of("lowercase", true));
    }

    /** One whose vocabulary has the world's Tibetan syllables too, with random rows: it reads them and knows nothing of them. */
    static void writeBilingual(Path folder, long seed) {
        Map<String, Integer> vocabulary = vocabulary();
        Words.all().forEach(word -> {
            for (String syllable : word.bo().split("\u0F0B")) {
                vocabulary.putIfAbsent(syllable, vocabulary.size());
            }
        });
        vocabulary.putIfAbsent("\u0F0B", vocabulary.size());
        vocabulary.putIfAbsent("\u0F0D", vocabulary.size());
        write(folder, seed, TINY, vocabulary, MARKS_KEPT);
    }

    static void write(
            Path folder, long seed, Shape shape, Map<String, Integer> vocabulary, Map<String, Boolean> normalizer) {
        AtomicFiles.write(folder.resolve("tokenizer.json"), json(tokenizer(vocabulary, normalizer)));
        AtomicFiles.write(folder.resolve("config.json"), json(config(shape, vocabulary.size())));
        AtomicFiles.write(
                folder.resolve("modules.json"),
                json(List.of(
                        module(0, "", "Transformer"),
                        module(1, "1_Pooling", "Pooling"),
                        module(2, "2_Normalize", "Normalize"))));
        AtomicFiles.write(
                folder.resolve("1_Pooling/config.json"),
                json(Map.of("word_embedding_dimension", shape.hidden(), "pooling_mode_mean_tokens", true)));
        AtomicFiles.write(folder.resolve("sentence_bert_config.json"), json(Map.of("max_seq_length", POSITIONS)));
        weights(shape, vocabulary.size(), seed).write(folder.resolve("model.safetensors"));
    }

    private static Map<String, Object> module(int index, String path, String type) {
        return Map.of("idx", index, "name", "" + index, "path", path, "type", "sentence_transformers.models." + type);
    }

    private static Map<String, Integer> vocabulary() {
        Map<String, Integer> vocabulary = new LinkedHashMap<>();
        List<String> entries = new ArrayList<>(List.of("[PAD]", "[UNK]", "[CLS]", "[SEP]", "。", "，", "？"));
        Words.all().forEach(word -> word.zh().codePoints().forEach(c -> entries.add(Character.toString(c))));
        entries.forEach(entry -> vocabulary.putIfAbsent(entry, vocabulary.size()));
        return vocabulary;
    }

    private static Map<String, Object> config(Shape shape, int vocabulary) {
        Map<String, Object> config = new LinkedHashMap<>();
        config.put("architectures", List.of("BertModel"));
        config.put("model_type", "bert");
        config.put("vocab_size", vocabulary);
        config.put("hidden_size", shape.hidden());
        config.put("intermediate_size", shape.intermediate());
        config.put("num_hidden_layers", shape.layers());
        config.put("num_attention_heads", shape.heads());
        config.put("max_position_embeddings", POSITIONS);
        config.put("type_vocab_size", 2);
        config.put("layer_norm_eps", 1e-12);
        config.put("hidden_act", "gelu");
        return config;
    }

    private static RandomTensors weights(Shape shape, int vocabulary, long seed) {
        int hidden = shape.hidden();
        RandomTensors tensors = new RandomTensors(seed + 1)
                .normal("embeddings.word_embeddings.weight", 0, 1, vocabulary, hidden)
                .normal("embeddings.position_embeddings.weight", 0, FAINT, POSITIONS, hidden)
                .constant("embeddings.token_type_embeddings.weight", 0, 2, hidden);
        norm(tensors, "embeddings.LayerNorm", hidden);
        for (int i = 0; i < shape.layers(); i++) {
            layer(tensors, "encoder.layer." + i + ".", shape);
        }
        return tensors;
    }

    private static void layer(RandomTensors tensors, String layer, Shape shape) {
        int hidden = shape.hidden();
        for (String name : List.of(
                "attention.self.query", "attention.self.key", "attention.self.value", "attention.output.dense")) {
            dense(tensors, layer + name, shape.deviation(), hidden, hidden);
        }
        norm(tensors, layer + "attention.output.LayerNorm", hidden);
        dense(tensors, layer + "intermediate.dense", shape.deviation(), shape.intermediate(), hidden);
        dense(tensors, layer + "output.dense", shape.deviation(), hidden, shape.intermediate());
        norm(tensors, layer + "output.LayerNorm", hidden);
    }

    private static void dense(RandomTensors tensors, String name, double deviation, int out, int in) {
        tensors.normal(name + ".weight", 0, deviation, out, in).constant(name + ".bias", 0, out);
    }

    private static void norm(RandomTensors tensors, String name, int hidden) {
        tensors.constant(name + ".weight", 1, hidden).constant(name + ".bias", 0, hidden);
    }

    private static Map<String, Object> tokenizer(Map<String, Integer> vocabulary, Map<String, Boolean> normalizing) {
        List<Object> added = new ArrayList<>();
        for (String special : List.of("[PAD]", "[UNK]", "[CLS]", "[SEP]")) {
            Map<String, Object> token = new LinkedHashMap<>();
            token.put("id", vocabulary.get(special));
            token.put("content", special);
            for (String flag : List.of("single_word", "lstrip", "rstrip", "normalized")) {
                token.put(flag, false);
            }
            token.put("special", true);
            added.add(token);
        }
        Map<String, Object> tokenizer = new LinkedHashMap<>();
        tokenizer.put("version", "1.0");
        tokenizer.put("added_tokens", added);
        Map<String, Object> normalizer =
                new LinkedHashMap<>(Map.of("type", "BertNormalizer", "clean_text", true, "handle_chinese_chars", true));
        normalizer.putAll(normalizing);
        tokenizer.put("normalizer", normalizer);
        tokenizer.put("pre_tokenizer", Map.of("type", "BertPreTokenizer"));
        tokenizer.put("post_processor", template(vocabulary));
        tokenizer.put("decoder", Map.of("type", "WordPiece", "prefix", "##", "cleanup", true));
        tokenizer.put(
                "model",
                Map.of(
                        "type", "WordPiece",
                        "unk_token", "[UNK]",
                        "continuing_subword_prefix", "##",
                        "max_input_chars_per_word", 100,
                        "vocab", vocabulary));
        return tokenizer;
    }

    private static Map<String, Object> template(Map<String, Integer> vocabulary) {
        Map<String, Object> specials = new LinkedHashMap<>();
        for (String name : List.of("[CLS]", "[SEP]")) {
            specials.put(name, Map.of("id", name, "ids", List.of(vocabulary.get(name)), "tokens", List.of(name)));
        }
        Object begin = Map.of("SpecialToken", Map.of("id", "[CLS]", "type_id", 0));
        Object end = Map.of("SpecialToken", Map.of("id", "[SEP]", "type_id", 0));
        Object text = Map.of("Sequence", Map.of("id", "A", "type_id", 0));
        Object second = Map.of("Sequence", Map.of("id", "B", "type_id", 1));
        return Map.of(
                "type",
                "TemplateProcessing",
                "single",
                List.of(begin, text, end),
                "pair",
                List.of(begin, text, end, second, end),
                "special_tokens",
                specials);
    }

    private static String json(Object value) {
        return TinyWorld.JSON.writeValueAsString(value);
    }
}

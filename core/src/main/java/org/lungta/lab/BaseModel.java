package org.lungta.lab;

import static org.lungta.check.Check.require;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.lungta.recipe.Default;

/** The files beside the weights of the lab's base model: a small Qwen3 without a chat template. */
public final class BaseModel {
    private static final int POSITIONS = 512;
    private static final double EPSILON = 1e-6;
    private static final double THETA = 10000;

    private BaseModel() {}

    /** Its sizes. */
    public record Shape(
            @Default("128") int hidden,
            @Default("4") int layers,
            @Default("4") int heads,
            @Default("384") int intermediate) {
        public Shape {
            require(
                    layers > 0 && heads > 0 && intermediate > 0 && hidden % (2 * heads) == 0,
                    "%d heads cannot share a width of %d: give even sizes",
                    heads,
                    hidden);
        }
    }

    /**
     * Texts by file name.
     *
     * @param languages what the tokenizer can write
     * @param phrases what prompts are made of; each is one token
     */
    public static Map<String, String> files(Shape shape, List<String> languages, List<String> phrases) {
        BaseTokenizer tokenizer = new BaseTokenizer(languages, phrases);
        Map<String, Integer> vocabulary = tokenizer.vocabulary();
        int end = vocabulary.get(BaseTokenizer.END);
        int pad = vocabulary.get(BaseTokenizer.UNKNOWN);
        Map<String, String> files = new LinkedHashMap<>();
        files.put("config.json", json(config(shape, vocabulary.size(), end, pad)));
        files.put("generation_config.json", json(Map.of("eos_token_id", end, "pad_token_id", pad, "do_sample", false)));
        files.put("tokenizer.json", json(tokenizer.json()));
        Map<String, Object> settings = new LinkedHashMap<>();
        settings.put("tokenizer_class", "PreTrainedTokenizerFast");
        settings.put("eos_token", BaseTokenizer.END);
        settings.put("pad_token", BaseTokenizer.UNKNOWN);
        settings.put("unk_token", BaseTokenizer.UNKNOWN);
        settings.put("clean_up_tokenization_spaces", false);
        settings.put("model_max_length", POSITIONS);
        files.put("tokenizer_config.json", json(settings));
        return files;
    }

    private static Map<String, Object> config(Shape shape, int vocabulary, int end, int pad) {
        Map<String, Object> config = new LinkedHashMap<>();
        config.put("architectures", List.of("Qwen3ForCausalLM"));
        config.put("model_type", "qwen3");
        config.put("vocab_size", vocabulary);
        config.put("hidden_size", shape.hidden());
        config.put("intermediate_size", shape.intermediate());
        config.put("num_hidden_layers", shape.layers());
        config.put("num_attention_heads", shape.heads());
        config.put("num_key_value_heads", shape.heads());
        config.put("head_dim", shape.hidden() / shape.heads());
        config.put("hidden_act", "silu");
        config.put("attention_bias", false);
        config.put("rms_norm_eps", EPSILON);
        config.put("rope_theta", THETA);
        config.put("max_position_embeddings", POSITIONS);
        config.put("tie_word_embeddings", true);
        config.put("eos_token_id", end);
        config.put("pad_token_id", pad);
        config.put("torch_dtype", "bfloat16");
        return config;
    }

    private static String json(Object value) {
        return TinyWorld.JSON.writerWithDefaultPrettyPrinter().writeValueAsString(value) + "\n";
    }
}

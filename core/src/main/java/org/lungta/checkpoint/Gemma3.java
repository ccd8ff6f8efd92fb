package org.lungta.checkpoint;

import static org.lungta.check.Check.require;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.lungta.model.Activation;
import org.lungta.model.DecoderConfig;
import org.lungta.model.Norm;
import org.lungta.model.Norms;
import org.lungta.model.Rope;
import org.lungta.model.Window;

/**
 * Gemma 3 (arXiv:2503.19786), text only: layers with a sliding window and rotary positions of their own between layers that see
 * everything; norms before and after, by 1 + w; embeddings scaled by the root of the hidden size.
 */
final class Gemma3 {
    private Gemma3() {}

    static DecoderConfig read(Config json) {
        json.without("quantization_config", "attn_logit_softcapping", "final_logit_softcapping");
        json.only(Map.of(
                "hidden_activation", "gelu_pytorch_tanh",
                "attention_bias", "false",
                "use_bidirectional_attention", "false"));
        DecoderConfig.Sizes sizes = DecoderFields.sizes(json);
        return new DecoderConfig(
                sizes,
                new DecoderConfig.Heads(
                        json.integer("num_attention_heads"),
                        json.integer("num_key_value_heads"),
                        json.integer("head_dim"),
                        1 / Math.sqrt(json.number("query_pre_attn_scalar"))),
                new Norms(
                        Norm.Kind.CENTRED_RMS,
                        json.number("rms_norm_eps"),
                        Map.of(
                                Norms.Place.INPUT, "input_layernorm",
                                Norms.Place.QUERY, "self_attn.q_norm",
                                Norms.Place.KEY, "self_attn.k_norm",
                                Norms.Place.ATTENDED, "post_attention_layernorm",
                                Norms.Place.MLP_INPUT, "pre_feedforward_layernorm",
                                Norms.Place.MLP_OUTPUT, "post_feedforward_layernorm")),
                Activation.GELU_TANH,
                Math.sqrt(sizes.hidden()),
                json.flag("tie_word_embeddings", true),
                Set.of(),
                layers(json));
    }

    private static List<DecoderConfig.Layer> layers(Config json) {
        boolean nested = json.has("rope_parameters");
        if (nested) {
            json.without("rope_scaling"); // two places that could contradict each other
        }
        Map<String, DecoderConfig.Layer> kinds = Map.of(
                DecoderFields.FULL, new DecoderConfig.Layer(full(json, nested), Window.FULL),
                DecoderFields.SLIDING,
                        new DecoderConfig.Layer(sliding(json, nested), new Window(json.integer("sliding_window"))));
        int layers = DecoderFields.layers(json);
        List<String> types = json.strings("layer_types", pattern(layers, json.integer("sliding_window_pattern", 6)));
        require(
                types.size() == layers && kinds.keySet().containsAll(types),
                "%s: \"layer_types\" is %s; %d of %s are needed",
                json.file(),
                types,
                layers,
                kinds.keySet());
        return types.stream().map(kinds::get).toList();
    }

    private static Rope full(Config json, boolean nested) {
        return nested
                ? DecoderFields.rope(json.object("rope_parameters").object(DecoderFields.FULL))
                : DecoderFields.rope(json, "rope_theta");
    }

    private static Rope sliding(Config json, boolean nested) {
        return nested
                ? DecoderFields.rope(json.object("rope_parameters").object(DecoderFields.SLIDING))
                : new Rope(json.number("rope_local_base_freq"), new Rope.Scaling.None());
    }

    /** Each {@code every}-th layer sees everything. */
    private static List<String> pattern(int layers, int every) {
        return IntStream.rangeClosed(1, layers)
                .mapToObj(i -> i % every == 0 ? DecoderFields.FULL : DecoderFields.SLIDING)
                .toList();
    }
}

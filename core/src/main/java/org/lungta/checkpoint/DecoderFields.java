package org.lungta.checkpoint;

import static org.lungta.check.Check.require;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.lungta.model.Activation;
import org.lungta.model.DecoderConfig;
import org.lungta.model.Norm;
import org.lungta.model.Norms;
import org.lungta.model.Rope;
import org.lungta.model.Window;

/** The fields of config.json that the decoder families share. */
final class DecoderFields {
    static final String FULL = "full_attention";
    static final String SLIDING = "sliding_attention";

    /** Where Llama and its relatives normalise, and what they call it. */
    static final Map<Norms.Place, String> NORMS = Map.of(
            Norms.Place.INPUT, "input_layernorm",
            Norms.Place.MLP_INPUT, "post_attention_layernorm");

    /** The same with query and key heads. */
    static final Map<Norms.Place, String> NORMS_WITH_HEADS = Map.of(
            Norms.Place.INPUT, "input_layernorm",
            Norms.Place.QUERY, "self_attn.q_norm",
            Norms.Place.KEY, "self_attn.k_norm",
            Norms.Place.MLP_INPUT, "post_attention_layernorm");

    private static final int MOST_LAYERS = 10_000;

    private DecoderFields() {}

    /** A decoder like Llama: RMS norms, SiLU, embeddings as they are, and layers that all see everything. */
    static DecoderConfig plain(Config json, Map<Norms.Place, String> norms, Set<String> biases) {
        return new DecoderConfig(
                sizes(json),
                heads(json),
                new Norms(Norm.Kind.RMS, json.number("rms_norm_eps"), norms),
                Activation.SILU,
                1,
                json.flag("tie_word_embeddings", false),
                biases,
                fullLayers(json));
    }

    static DecoderConfig.Sizes sizes(Config json) {
        return new DecoderConfig.Sizes(
                json.integer("vocab_size"),
                json.integer("hidden_size"),
                json.integer("intermediate_size"),
                json.integer("max_position_embeddings"));
    }

    /** Heads whose scores are divided by the root of their size; where no head_dim is named they split the hidden size. */
    static DecoderConfig.Heads heads(Config json) {
        int queries = json.integer("num_attention_heads");
        int size = json.integer("head_dim", json.integer("hidden_size") / queries);
        return new DecoderConfig.Heads(queries, json.integer("num_key_value_heads", queries), size);
    }

    static int layers(Config json) {
        int layers = json.integer("num_hidden_layers");
        require(
                layers <= MOST_LAYERS,
                "%s: \"num_hidden_layers\" is %d; at most %d are believed",
                json.file(),
                layers,
                MOST_LAYERS);
        return layers;
    }

    /** Layers that all see everything before them; another kind is refused. */
    static List<DecoderConfig.Layer> fullLayers(Config json) {
        int layers = layers(json);
        json.only(Map.of("use_sliding_window", "false"));
        List<String> types = json.strings("layer_types", List.of());
        require(
                types.stream().allMatch(FULL::equals),
                "%s: \"layer_types\" is %s; only \"%s\" is implemented for %s",
                json.file(),
                types,
                FULL,
                json.text("model_type"));
        return Collections.nCopies(layers, new DecoderConfig.Layer(everyLayersRope(json), Window.FULL));
    }

    private static Rope everyLayersRope(Config json) {
        json.without("partial_rotary_factor", "original_max_position_embeddings");
        if (json.has("rope_parameters")) {
            json.without("rope_scaling"); // two places that could contradict each other
            return rope(json.object("rope_parameters"));
        }
        return rope(json, "rope_theta");
    }

    /** The rotary positions that an object of rope_parameters describes (transformers 5). */
    static Rope rope(Config fields) {
        return new Rope(fields.number("rope_theta"), scaling(fields));
    }

    /** The rotary positions of the older fields: the base under this name, and rope_scaling. */
    static Rope rope(Config json, String base) {
        return new Rope(
                json.number(base),
                json.has("rope_scaling") ? scaling(json.object("rope_scaling")) : new Rope.Scaling.None());
    }

    private static Rope.Scaling scaling(Config fields) {
        fields.without("partial_rotary_factor");
        String name = fields.has("rope_type") ? "rope_type" : "type";
        String type = fields.has(name) ? fields.text(name) : "default";
        return switch (type) {
            case "default" -> new Rope.Scaling.None();
            case "linear" -> new Rope.Scaling.Linear(fields.number("factor"));
            case "llama3" ->
                new Rope.Scaling.Llama3(
                        fields.number("factor"),
                        fields.number("low_freq_factor"),
                        fields.number("high_freq_factor"),
                        fields.integer("original_max_position_embeddings"));
            default -> throw fields.notImplemented(name, "default, linear and llama3 are");
        };
    }
}

package org.lungta.gguf;

import static org.lungta.check.Check.require;

import java.util.List;
import java.util.stream.IntStream;

/**
 * The text part of Gemma 3: four norms and two more in attention, whose weights the file holds with 1 added; five layers of six see
 * a window only and turn their positions by another base.
 */
record Gemma3() implements Family {
    private static final int USUAL_PATTERN = 6;
    private static final double USUAL_LOCAL_BASE = 10_000;

    /** The one size (27B) that scales its scores by hidden/heads in place of the head's size. */
    private static final int LAYERS_OF_27B = 62;

    @Override
    public String name() {
        return "gemma3";
    }

    @Override
    public float normOffset() {
        return 1;
    }

    @Override
    public String pieceTokenizer() {
        return "GemmaTokenizer";
    }

    @Override
    public void layers(GgufFile file, Sizes sizes, Weights weights) {
        for (int i = 0; i < sizes.layers(); i++) {
            weights.matrices(i, sizes, new RowOrder.Same());
            norm(weights, i, "input_layernorm", "attn_norm", sizes.hidden());
            norm(weights, i, "post_attention_layernorm", "post_attention_norm", sizes.hidden());
            norm(weights, i, "pre_feedforward_layernorm", "ffn_norm", sizes.hidden());
            norm(weights, i, "post_feedforward_layernorm", "post_ffw_norm", sizes.hidden());
            norm(weights, i, "self_attn.q_norm", "attn_q_norm", sizes.headSize());
            norm(weights, i, "self_attn.k_norm", "attn_k_norm", sizes.headSize());
        }
    }

    private void norm(Weights weights, int layer, String name, String source, int size) {
        weights.add(
                Weights.name(layer) + name + ".weight",
                Weights.block(layer) + source + ".weight",
                new RowOrder.Same(),
                normOffset(),
                size);
    }

    @Override
    public Json config(GgufFile file, Sizes sizes) {
        Metadata metadata = file.header().metadata();
        int pattern =
                metadata.maybeNumber("gemma3.attention.sliding_window_pattern").orElse(USUAL_PATTERN);
        require(pattern > 0, "%s: the pattern of sliding windows is 0; a positive number is needed", metadata.file());
        return new Json()
                .with("architectures", List.of("Gemma3ForCausalLM"))
                .with("model_type", "gemma3_text")
                .with("hidden_activation", "gelu_pytorch_tanh")
                .with("attention_bias", false)
                .with("head_dim", sizes.headSize())
                .with("query_pre_attn_scalar", scalar(sizes))
                .with("sliding_window", metadata.number("gemma3.attention.sliding_window"))
                .with("_sliding_window_pattern", pattern)
                .with("layer_types", layerTypes(sizes, pattern))
                .with("rope_local_base_freq", localBase(metadata))
                .with("rope_scaling", RopeScaling.read(metadata, name()).orElse(null))
                .with("attn_logit_softcapping", softcap(metadata, "attn_logit_softcapping"))
                .with("final_logit_softcapping", softcap(metadata, "final_logit_softcapping"))
                .with("pad_token_id", SpecialTokens.idOrNull(metadata, "padding"));
    }

    private static int scalar(Sizes sizes) {
        return sizes.layers() == LAYERS_OF_27B ? sizes.hidden() / sizes.heads() : sizes.headSize();
    }

    private static double localBase(Metadata metadata) {
        return metadata.maybeReal("gemma3.rope.freq_base_swa").orElse(USUAL_LOCAL_BASE);
    }

    private static Double softcap(Metadata metadata, String key) {
        return metadata.has("gemma3." + key) ? Double.valueOf(metadata.real("gemma3." + key)) : null;
    }

    private static List<String> layerTypes(Sizes sizes, int pattern) {
        return IntStream.rangeClosed(1, sizes.layers())
                .mapToObj(layer -> layer % pattern == 0 ? "full_attention" : "sliding_attention")
                .toList();
    }
}

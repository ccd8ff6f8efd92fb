package org.lungta.contrast;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.lungta.checkpoint.SafetensorsWriter;

/**
 * A small BERT before it has learnt anything. Weights are drawn as BERT's are, N(0, 0.02^2), the table of words wider.
 *
 * @param ofPlaces the deviation of the vectors of places
 */
record FreshBert(int layers, int hidden, int heads, double ofPlaces, int vocabulary, int positions, FreshTensors draw)
        implements FreshWeights {
    private static final int WIDENING = 4;
    private static final String LAYER = "encoder.layer.%d.";

    @Override
    public String module() {
        return FreshEncoder.MODULES + "Transformer";
    }

    @Override
    public Map<String, Object> config() {
        Map<String, Object> config = new LinkedHashMap<>();
        config.put("architectures", List.of("BertModel"));
        config.put("model_type", "bert");
        config.put("vocab_size", vocabulary);
        config.put("hidden_size", hidden);
        config.put("intermediate_size", WIDENING * hidden);
        config.put("num_hidden_layers", layers);
        config.put("num_attention_heads", heads);
        config.put("max_position_embeddings", positions);
        config.put("type_vocab_size", 2);
        config.put("layer_norm_eps", 1e-12);
        config.put("hidden_act", "gelu");
        config.put("pad_token_id", 0);
        return config;
    }

    @Override
    public List<SafetensorsWriter.Tensor> tensors() {
        int h = hidden;
        List<SafetensorsWriter.Tensor> tensors = new ArrayList<>();
        tensors.add(draw.normal("embeddings.word_embeddings.weight", FreshTensors.OF_TABLES, vocabulary, h));
        tensors.add(draw.normal("embeddings.position_embeddings.weight", ofPlaces, positions, h));
        tensors.add(draw.constant("embeddings.token_type_embeddings.weight", 0, 2, h));
        norm(tensors, "embeddings.LayerNorm");
        for (int i = 0; i < layers; i++) {
            String layer = LAYER.formatted(i);
            for (String name : List.of("query", "key", "value")) {
                dense(tensors, layer + "attention.self." + name, h, h);
            }
            dense(tensors, layer + "attention.output.dense", h, h);
            norm(tensors, layer + "attention.output.LayerNorm");
            dense(tensors, layer + "intermediate.dense", WIDENING * h, h);
            dense(tensors, layer + "output.dense", h, WIDENING * h);
            norm(tensors, layer + "output.LayerNorm");
        }
        return tensors;
    }

    private void dense(List<SafetensorsWriter.Tensor> tensors, String name, int out, int in) {
        tensors.add(draw.normal(name + ".weight", FreshTensors.DEVIATION, out, in));
        tensors.add(draw.constant(name + ".bias", 0, out));
    }

    private void norm(List<SafetensorsWriter.Tensor> tensors, String name) {
        tensors.add(draw.constant(name + ".weight", 1, hidden));
        tensors.add(draw.constant(name + ".bias", 0, hidden));
    }
}

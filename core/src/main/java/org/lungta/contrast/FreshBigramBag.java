package org.lungta.contrast;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.lungta.checkpoint.BigramBagFolder;
import org.lungta.checkpoint.SafetensorsWriter;
import org.lungta.model.BigramBag;

/** A bag of bigrams before it has learnt anything: a table of pairs, drawn as wide as a table of words. */
record FreshBigramBag(FreshEncoder.Shape.BigramBag shape, int vocabulary, FreshTensors draw) implements FreshWeights {
    private static final double EPSILON = 1e-12;

    @Override
    public String module() {
        return BigramBagFolder.MODULE_TYPE;
    }

    @Override
    public Map<String, Object> config() {
        Map<String, Object> config = new LinkedHashMap<>(
                BigramBagFolder.config(new BigramBag.Config(vocabulary, shape.buckets(), shape.hidden(), EPSILON)));
        config.put("pad_token_id", 0);
        return config;
    }

    @Override
    public List<SafetensorsWriter.Tensor> tensors() {
        return List.of(
                draw.normal(BigramBag.PAIRS, FreshTensors.OF_TABLES, shape.buckets(), shape.hidden()),
                draw.constant(BigramBag.NORM + ".weight", 1, shape.hidden()),
                draw.constant(BigramBag.NORM + ".bias", 0, shape.hidden()));
    }

    @Override
    public Map<String, String> notes() {
        return Map.of(BigramBagFolder.NOTE, BigramBagFolder.README);
    }
}

package org.lungta.checkpoint;

import java.util.LinkedHashMap;
import java.util.Map;
import org.lungta.model.BigramBag;

/**
 * How the folder of a {@link BigramBag} differs from that of any other encoder. It has the layout of sentence-transformers, whose first
 * module is one that only Lungta has: sentence-transformers refuses the folder, and must.
 */
public final class BigramBagFolder {
    /** {@code model_type} in config.json. */
    public static final String TYPE = "bigram-bag";

    /** The name of its module, behind a package that says whose it is. */
    public static final String MODULE = "BigramBag";

    /** The type in modules.json. */
    public static final String MODULE_TYPE = "lungta." + MODULE;

    /** The file that tells people. */
    public static final String NOTE = "README.md";

    /** What it says. */
    public static final String README = """
            # A bag of bigrams

            An encoder of Lungta's lab, read by Lungta alone: neither transformers nor sentence-transformers has the architecture `bigram-bag`, so
            sentence-transformers stops at `modules.json`. Layout, tokenizer and weights are in the usual form.

            A text's vector is the mean, over its overlapping pairs of tokens (special ones included), of the layer-normalised rows that the
            pairs are hashed to, at length 1. The order of the pairs counts for nothing: it is made to show what a reward misses that
            sees no farther than two tokens, and is for no other use.
            """;

    static final String BUCKETS = "buckets";

    private BigramBagFolder() {}

    /** The fields of config.json. */
    public static Map<String, Object> config(BigramBag.Config shape) {
        Map<String, Object> config = new LinkedHashMap<>();
        config.put("model_type", TYPE);
        config.put("vocab_size", shape.vocabulary());
        config.put(BUCKETS, shape.buckets());
        config.put("hidden_size", shape.hidden());
        config.put("layer_norm_eps", shape.epsilon());
        return config;
    }
}

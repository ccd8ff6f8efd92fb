package org.lungta.gguf;

import static org.lungta.check.Check.refuse;
import static org.lungta.check.Check.require;

import java.util.Optional;

/** How a model stretches its rotary positions. */
final class RopeScaling {
    /** The tensor in which llama.cpp keeps the divisors of a Llama 3's frequencies. */
    static final String FREQUENCIES = "rope_freqs.weight";

    /** Llama 3.1, 3.2 and 3.3 differ in the factor alone (the configurations of Meta's releases). */
    private static final double LOW = 1;

    private static final double HIGH = 4;
    private static final int ORIGINAL_CONTEXT = 8192;
    private static final double SAME = 1e-5;

    private RopeScaling() {}

    /** The entry rope_scaling of config.json as the metadata has it; refused is what is neither absent nor linear. */
    static Optional<Json> read(Metadata metadata, String architecture) {
        String key = architecture + ".rope.scaling.";
        String type = metadata.maybeText(key + "type").orElse("none");
        return switch (type) {
            case "none" -> Optional.empty();
            case "linear" ->
                Optional.of(new Json().with("rope_type", "linear").with("factor", metadata.real(key + "factor")));
            default ->
                throw refuse(
                        "%s: \"%stype\" is \"%s\", which is not implemented (linear is): use a model without it",
                        metadata.file(), key, type);
        };
    }

    /**
     * The entry of a Llama 3, from the divisors that its formula gives: for a wavelength w = 2 pi base^(2i/D) it is 1 where w is
     * below 8192/4, the factor where w is above 8192/1, and between them 1 / ((1 - s) / factor + s) with s = (8192/w - 1) / (4 - 1).
     * The factor is the last divisor; all others must be what the formula gives.
     */
    static Json llama3(GgufFile file, Sizes sizes, TensorInfo divisors) {
        float[] found = new Rows(file, divisors).read(0);
        double factor = found[found.length - 1];
        for (int i = 0; i < found.length; i++) {
            double wave = 2 * Math.PI * Math.pow(sizes.ropeBase(), 2.0 * i / sizes.headSize());
            double expected = divisor(wave, factor);
            require(
                    Math.abs(found[i] - expected) <= SAME * expected,
                    "%s: tensor \"%s\" is not that of a Llama 3 (entry %d is %s, not %s): the model stretches its positions in a"
                            + " way that is not implemented",
                    file.path(),
                    FREQUENCIES,
                    i,
                    found[i],
                    expected);
        }
        return new Json()
                .with("factor", factor)
                .with("high_freq_factor", HIGH)
                .with("low_freq_factor", LOW)
                .with("original_max_position_embeddings", ORIGINAL_CONTEXT)
                .with("rope_type", "llama3");
    }

    private static double divisor(double wave, double factor) {
        if (wave < ORIGINAL_CONTEXT / HIGH) {
            return 1;
        }
        if (wave > ORIGINAL_CONTEXT / LOW) {
            return factor;
        }
        double smooth = (ORIGINAL_CONTEXT / wave - LOW) / (HIGH - LOW);
        return 1 / ((1 - smooth) / factor + smooth);
    }
}

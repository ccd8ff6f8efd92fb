package org.lungta.model;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What generations have computed and spared: the proof that the fast paths ran.
 *
 * @param prefilled prompt tokens computed
 * @param spared prompt tokens not computed, since another row had computed them
 * @param prefixHits rows that found their prompt, or its beginning, computed
 * @param decoded tokens appended by steps
 * @param packed products by weights laid out for the processor
 */
public record Work(long prefilled, long spared, long prefixHits, long decoded, long packed) {
    public static final Work NONE = new Work(0, 0, 0, 0, 0);

    public Work plus(Work other) {
        return new Work(
                prefilled + other.prefilled,
                spared + other.spared,
                prefixHits + other.prefixHits,
                decoded + other.decoded,
                packed + other.packed);
    }

    Work withPacked(long products) {
        return new Work(prefilled, spared, prefixHits, decoded, products);
    }

    /** By name, as a journal has them. */
    public Map<String, Long> counters() {
        Map<String, Long> counters = new LinkedHashMap<>();
        counters.put("work/prefilled_tokens", prefilled);
        counters.put("work/prompt_tokens_spared", spared);
        counters.put("work/prefix_hits", prefixHits);
        counters.put("work/decoded_tokens", decoded);
        counters.put("work/packed_products", packed);
        return counters;
    }
}

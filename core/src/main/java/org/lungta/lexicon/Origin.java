package org.lungta.lexicon;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.lungta.text.Language;

/**
 * What a lexicon was made of.
 *
 * @param from the language of the units
 * @param to the language of the candidates
 * @param units the name of the units, see {@link Units}
 * @param tokenizer the fingerprint of the tokenizer whose tokens the candidates are, if they are a tokenizer's
 * @param built how it came about, for people to read
 */
public record Origin(Language from, Language to, String units, Optional<String> tokenizer, Map<String, String> built) {
    public Origin {
        built = Collections.unmodifiableMap(new LinkedHashMap<>(built));
    }
}

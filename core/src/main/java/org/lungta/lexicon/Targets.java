package org.lungta.lexicon;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.lungta.text.TokenNames;
import org.lungta.text.Tokenizer;

/** How the side that is known already is cut, and what its parts are called in the lexicon. */
public sealed interface Targets {
    /** The names of the text's parts, in its order. */
    List<String> cut(String text);

    /** For the lexicon's header: whose parts they are. */
    String describe();

    /** What tells this tokenizer from others, if the parts are a tokenizer's. */
    Optional<String> fingerprint();

    /** A model's tokens. */
    record OfModel(Tokenizer tokenizer, TokenNames names, String model) implements Targets {
        public OfModel(Tokenizer tokenizer, String model) {
            this(tokenizer, tokenizer.names(), model);
        }

        @Override
        public List<String> cut(String text) {
            return Arrays.stream(tokenizer.encode(text).toArray())
                    .mapToObj(names::name)
                    .toList();
        }

        @Override
        public String describe() {
            return "tokens of " + model;
        }

        @Override
        public Optional<String> fingerprint() {
            return Optional.of(tokenizer.fingerprint());
        }
    }

    /** The language's own words, Han characters one by one; everything else but blanks as well. */
    record OfWords(Words words) implements Targets {
        @Override
        public List<String> cut(String text) {
            return words.cut(text).stream()
                    .map(String::strip)
                    .filter(word -> !word.isEmpty())
                    .toList();
        }

        @Override
        public String describe() {
            return "words";
        }

        @Override
        public Optional<String> fingerprint() {
            return Optional.empty();
        }
    }
}

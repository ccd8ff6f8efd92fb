package org.lungta.run;

import static org.lungta.check.Check.require;

import java.nio.file.Path;
import java.util.Optional;
import org.lungta.recipe.Default;

/**
 * How far the models move from their base on what they were not taught: gold answers of the comprehension questions where the recipe
 * names them, and texts.
 *
 * @param text a text a line, or lines of {@code {"text"}} in a file that ends in .jsonl; none: the answers alone
 * @param items questions, and texts, at most
 * @param tokens of a text, at most
 */
public record DriftSettings(
        Optional<Path> text,
        @Default("64") int items,
        @Default("128") int tokens) {
    public DriftSettings {
        require(items > 0 && tokens > 1, "drift over %d items of %d tokens: at least 1 and 2", items, tokens);
    }
}

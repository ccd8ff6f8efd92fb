package org.lungta.run;

import static org.lungta.check.Check.require;

import java.nio.file.Path;
import java.util.Optional;
import org.lungta.recipe.Default;

/**
 * The second language gate, {@link org.lungta.reward.NativeText}, learnt from the target side of the training split (what GRPO trains on
 * and is held back from is left out) and set by the dev split.
 *
 * @param order characters of an n-gram
 * @param rejected the share of honest dev texts that the gate turns away
 * @param against texts of another language in the same script: a text a line, or lines of {@code {"text"}} in a .jsonl
 */
public record NativeSettings(
        @Default("6") int order, @Default("0.05") double rejected, Optional<Path> against) {
    public NativeSettings {
        require(order > 1, "order is %d: n-grams need a context", order);
        require(0 <= rejected && rejected < 1, "rejected is %s, outside [0, 1)", rejected);
    }
}

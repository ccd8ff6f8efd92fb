package org.lungta.corpus;

import static org.lungta.check.Check.require;

import java.util.function.UnaryOperator;

/**
 * A text and what it should become.
 *
 * @param place where it was read, {@code file:line}
 */
public record Example(String id, String source, String target, String place) {
    public Example {
        require(id != null && !id.isBlank(), "%s: the example has no id", place);
        require(source != null && !source.isBlank(), "%s: the source of %s is empty", place, id);
        require(target != null && !target.isBlank(), "%s: the target of %s is empty", place, id);
    }

    /** The file that it was read from. */
    public String file() {
        int colon = place.lastIndexOf(':');
        return colon < 0 ? place : place.substring(0, colon);
    }

    /** The same example with both texts changed. */
    public Example withTexts(UnaryOperator<String> change) {
        return new Example(id, change.apply(source), change.apply(target), place);
    }
}

package org.lungta.lexicon;

import static org.lungta.check.Check.require;

import java.util.Optional;
import org.lungta.text.Language;
import org.lungta.text.Scripts;

/** Notices that the columns of a file stand the wrong way round: their letters are each other's. */
final class Sides {
    private final Language from;
    private final Language to;
    private Optional<String> first = Optional.empty();
    private int swapped;
    private int lines;

    Sides(Language from, Language to) {
        this.from = from;
        this.to = to;
    }

    void accept(String place, String left, String right) {
        lines++;
        if (foreign(left, from) && right.codePoints().anyMatch(from::owns)
                || foreign(right, to) && left.codePoints().anyMatch(to::owns)) {
            swapped++;
            first = first.or(() -> Optional.of(place));
        }
    }

    /** Refuses the file if more than half of the lines are the wrong way round. */
    void finish() {
        require(
                2 * swapped <= lines,
                "%s: in %d of %d lines the sides are swapped: %s comes first, then %s; swap the columns, or the languages",
                first.orElse(""),
                swapped,
                lines,
                from.code(),
                to.code());
    }

    private static boolean foreign(String text, Language language) {
        return text.codePoints().anyMatch(Scripts::isLetter)
                && text.codePoints().noneMatch(language::owns);
    }
}

package org.lungta.corpus;

import static org.lungta.check.Check.require;

import java.util.List;
import org.lungta.text.Tokenizer;

/**
 * Cuts a document to a number of tokens, at the end of a syllable ({@link Borders}): the place is found by bisection, so it takes a
 * few encodings and not one for every syllable.
 *
 * @param tokens the most that the text may have in this tokenizer, by itself and without special tokens
 */
public record DocumentCut(Tokenizer tokenizer, int tokens) {
    public DocumentCut {
        require(tokens > 0, "documents are cut to %d tokens: give at least 1", tokens);
    }

    /** The document's beginning; the document itself where it is short enough. */
    public Example cut(Example example) {
        String text = example.source();
        if (fits(text)) {
            return example;
        }
        List<Integer> borders = Borders.of(text);
        int kept = 0;
        int above = borders.size();
        while (above - kept > 1) {
            int middle = (kept + above) / 2;
            if (fits(text.substring(0, borders.get(middle - 1)))) {
                kept = middle;
            } else {
                above = middle;
            }
        }
        require(
                kept > 0 && !borders.isEmpty(),
                "%s: not even the first syllable of %s fits into %d tokens: raise the budget",
                example.place(),
                example.id(),
                tokens);
        return new Example(
                example.id(), text.substring(0, borders.get(kept - 1)).strip(), example.target(), example.place());
    }

    private boolean fits(String text) {
        return tokenizer.encode(text.strip()).length() <= tokens;
    }
}

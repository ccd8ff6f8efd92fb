package org.lungta.corpus;

import static org.lungta.check.Check.require;

import java.text.Normalizer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.lungta.text.Language;

/**
 * Documents and their headlines, one JSON object a line: {@code {id, document, headline, split}}; other fields are passed over. All text
 * is brought into Unicode NFC. A document is the source of its example and the headline the target.
 */
public final class Headlines {
    private final HeadlineSpec spec;
    private final Optional<Language> language;
    private final List<Example> kept = new ArrayList<>();
    private final Map<String, String> placeOfId = new HashMap<>();
    private final Set<String> documents = new HashSet<>();
    private final Set<String> splits = new TreeSet<>();
    private int read;
    private int otherSplits;
    private int wrongScript;
    private int tooShort;
    private int tooLong;
    private int duplicates;
    private int normalised;

    private Headlines(HeadlineSpec spec) {
        this.spec = spec;
        this.language = Language.find(spec.language());
    }

    /**
     * The examples and what was left out: headlines without any letter of the language's script, headlines too short or too long,
     * documents that stand twice. Refused, with file and line, is what {@link Pairs#load} refuses.
     */
    public static PairSet load(HeadlineSpec spec) {
        Headlines reader = new Headlines(spec);
        JsonLines.forEach(spec.file(), reader::accept);
        require(
                !reader.kept.isEmpty(),
                "%s: no headline in %s in split %s with %d to %d code points is left of %d lines (splits %s): ask for what"
                        + " the file holds",
                spec.file(),
                spec.language(),
                spec.split(),
                spec.minCodePoints(),
                spec.maxCodePoints(),
                reader.read,
                reader.splits);
        return new PairSet(reader.kept, reader.report());
    }

    private PairReport report() {
        return new PairReport(
                read, 0, otherSplits, wrongScript, tooShort, tooLong, duplicates, kept.size(), normalised);
    }

    private void accept(JsonLine line) {
        read++;
        String id = line.text("id");
        String earlier = placeOfId.put(id, line.place());
        require(
                earlier == null,
                "%s: the id \"%s\" stands at %s already: give each line its own",
                line.place(),
                id,
                earlier);
        String document = nfc(line.text("document"));
        String headline = nfc(line.text("headline"));
        if (!document.equals(line.text("document")) || !headline.equals(line.text("headline"))) {
            normalised++;
        }
        String split = line.text("split");
        splits.add(split);
        if (split.equals(spec.split())) {
            choose(new Example(id, document, headline, line.place()));
        } else {
            otherSplits++;
        }
    }

    private void choose(Example example) {
        int length = example.target().codePointCount(0, example.target().length());
        if (!isWritten(example.target()) || !isWritten(example.source())) {
            wrongScript++;
        } else if (length < spec.minCodePoints()) {
            tooShort++;
        } else if (length > spec.maxCodePoints()) {
            tooLong++;
        } else if (!documents.add(example.source())) {
            duplicates++;
        } else {
            kept.add(example);
        }
    }

    private boolean isWritten(String text) {
        return language.isEmpty() || text.codePoints().anyMatch(language.get()::owns);
    }

    private static String nfc(String text) {
        return Normalizer.normalize(text, Normalizer.Form.NFC);
    }
}

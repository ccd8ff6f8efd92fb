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
import org.lungta.text.Scripts;

/**
 * Reads the pairs of one file.
 *
 * <p>A side that holds letters, but none of its language's script, is in the wrong script and its line is left out. A few such
 * lines are usual (a user interface has names that nobody translates), many mean that the sides or the languages are mixed up:
 * above {@value #MOST_WRONG} of the lines the file is refused. Languages of unknown script are not checked.
 */
final class PairReader {
    /** The largest share of lines in the wrong script. */
    static final double MOST_WRONG = 0.25;

    private final PairSpec spec;
    private final Optional<Language> from;
    private final Optional<Language> to;
    private final List<Example> kept = new ArrayList<>();
    private final Map<String, String> placeOfId = new HashMap<>();
    private final Set<List<String>> seen = new HashSet<>();
    private final Set<String> languages = new TreeSet<>();
    private final Set<String> splits = new TreeSet<>();
    private String firstWrong;
    private int read;
    private int otherLanguages;
    private int otherSplits;
    private int wrongScript;
    private int tooShort;
    private int tooLong;
    private int duplicates;
    private int normalised;

    PairReader(PairSpec spec) {
        this.spec = spec;
        from = Language.find(spec.from());
        to = Language.find(spec.to());
    }

    void accept(JsonLine line) {
        read++;
        String earlier = placeOfId.put(line.text("id"), line.place());
        require(
                earlier == null,
                "%s: the id \"%s\" stands at %s already: give each line its own",
                line.place(),
                line.text("id"),
                earlier);
        String sourceLanguage = line.text("source_lang");
        String targetLanguage = line.text("target_lang");
        String source = nfc(line.text("source"));
        String target = nfc(line.text("target"));
        if (!source.equals(line.text("source")) || !target.equals(line.text("target"))) {
            normalised++;
        }
        languages.add(sourceLanguage + "-" + targetLanguage);
        if (sourceLanguage.equals(spec.from()) && targetLanguage.equals(spec.to())) {
            choose(line, new Example(line.text("id"), source, target, line.place()));
        } else if (sourceLanguage.equals(spec.to()) && targetLanguage.equals(spec.from())) {
            choose(line, new Example(line.text("id"), target, source, line.place()));
        } else {
            otherLanguages++;
        }
    }

    PairSet finish() {
        int chosen = read - otherLanguages - otherSplits;
        require(
                wrongScript <= MOST_WRONG * chosen,
                "%s: in %d of %d lines a side holds no letter of its language's script: check that"
                        + " source_lang and target_lang belong to their sides, and take out what is not translated",
                firstWrong,
                wrongScript,
                chosen);
        require(
                !kept.isEmpty(),
                "%s: no pair from %s to %s%s with %d to %d code points in %s is left of %d lines (languages %s, splits"
                        + " %s): ask for what the file holds",
                spec.file(),
                spec.from(),
                spec.to(),
                spec.split() == null ? "" : " in split " + spec.split(),
                spec.minCodePoints(),
                spec.maxCodePoints(),
                spec.lengthOf(),
                read,
                languages,
                splits);
        return new PairSet(
                kept,
                new PairReport(
                        read,
                        otherLanguages,
                        otherSplits,
                        wrongScript,
                        tooShort,
                        tooLong,
                        duplicates,
                        kept.size(),
                        normalised));
    }

    private void choose(JsonLine line, Example example) {
        String measured = spec.lengthOf().equals(spec.from()) ? example.source() : example.target();
        int length = measured.codePointCount(0, measured.length());
        if (!inSplit(line)) {
            otherSplits++;
        } else if (wrong(from, example.source()) || wrong(to, example.target())) {
            wrongScript++;
            firstWrong = firstWrong == null ? example.place() : firstWrong;
        } else if (length < spec.minCodePoints()) {
            tooShort++;
        } else if (length > spec.maxCodePoints()) {
            tooLong++;
        } else if (!seen.add(List.of(example.source(), example.target()))) {
            duplicates++;
        } else {
            kept.add(example);
        }
    }

    private boolean inSplit(JsonLine line) {
        if (spec.split() == null) {
            return true;
        }
        String split = line.text("split");
        splits.add(split);
        return split.equals(spec.split());
    }

    private static boolean wrong(Optional<Language> language, String text) {
        return language.isPresent()
                && text.codePoints().anyMatch(Scripts::isLetter)
                && text.codePoints().noneMatch(language.get()::owns);
    }

    private static String nfc(String text) {
        return Normalizer.normalize(text, Normalizer.Form.NFC);
    }
}

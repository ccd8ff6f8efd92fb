package org.lungta.metric;

import java.util.List;

/**
 * TER, the translation edit rate (Snover et al., AMTA 2006), computed as sacrebleu 2.6 does after Tercom. Lower is better, 0 is the
 * reference itself, and more than 100 is possible.
 *
 * <pre>
 *   TER = 100 sum of edits / sum of mean reference lengths
 * </pre>
 *
 * An edit is an insertion, deletion or substitution of a word, or the move of a run of words ({@link TerShifts}). Of several
 * references the one with the fewest edits counts.
 */
public record Ter(Tokenization tokenization) implements CorpusMetric {
    /** sacrebleu's default: words between spaces, in lower case. */
    public static Ter words() {
        return new Ter(Tokenization.TERCOM);
    }

    /** sacrebleu's {@code normalized} with {@code asian_support}: each Chinese character a word. */
    public static Ter characters() {
        return new Ter(Tokenization.TERCOM_ASIAN);
    }

    /** Over syllables, Han characters and words ({@link MixedTokens}). */
    public static Ter syllables() {
        return new Ter(Tokenization.SYLLABLE);
    }

    @Override
    public String name() {
        return "TER";
    }

    @Override
    public String signature(List<Segment> segments) {
        return String.join(
                "|",
                "nrefs:" + Segment.referenceCount(segments),
                "case:" + tokenization.letterCase(),
                "tok:" + tokenization.signature(),
                IMPLEMENTATION);
    }

    /** Two numbers: the edits, and the mean length of the references. */
    @Override
    public Sums statistics(Segment segment) {
        List<String> hypothesis = tokens(segment.hypothesis());
        List<List<String>> references =
                segment.references().stream().map(this::tokens).toList();
        int edits = references.stream()
                .mapToInt(r -> TerShifts.edits(hypothesis, r))
                .min()
                .orElseThrow();
        return Sums.of(edits, references.stream().mapToInt(List::size).average().orElseThrow());
    }

    @Override
    public double value(Sums sums) {
        if (sums.at(1) == 0) {
            return sums.at(0) == 0 ? 0 : 100;
        }
        return 100 * sums.at(0) / sums.at(1);
    }

    private List<String> tokens(String segment) {
        return tokenization.tokens(Text.stripEnd(segment));
    }
}

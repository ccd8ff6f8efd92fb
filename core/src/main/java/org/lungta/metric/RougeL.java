package org.lungta.metric;

import java.util.Comparator;
import java.util.List;

/**
 * ROUGE-L (Lin, 2004), the mean over sentences.
 *
 * <pre>
 * P = LCS / |hypothesis|     R = LCS / |reference|     F = 2 P R / (P + R)
 * </pre>
 *
 * LCS is the length of the longest common subsequence of tokens; F is 0 when either side has no token. Of several references the one
 * with the best F counts.
 */
public record RougeL(Tokenization tokenization) implements CorpusMetric {
    /** Over syllables, Han characters and words ({@link MixedTokens}). */
    public static RougeL mixed() {
        return new RougeL(Tokenization.MIXED);
    }

    /** Over code points, tsheg and punctuation among them, white space not. */
    public static RougeL codePoints() {
        return new RougeL(Tokenization.CHAR);
    }

    /** Precision, recall and their harmonic mean, each 0 to 1. */
    public record Score(double precision, double recall, double f) {}

    @Override
    public String name() {
        return "ROUGE-L";
    }

    @Override
    public String signature(List<Segment> segments) {
        return String.join(
                "|",
                "nrefs:" + Segment.referenceCount(segments),
                "case:" + tokenization.letterCase(),
                "tok:" + tokenization.signature(),
                "agg:sentence-mean",
                IMPLEMENTATION);
    }

    /** The best score of one segment against its references. */
    public Score rouge(Segment segment) {
        List<String> hypothesis = tokenization.tokens(segment.hypothesis());
        return segment.references().stream()
                .map(reference -> compare(hypothesis, tokenization.tokens(reference)))
                .max(Comparator.comparingDouble(Score::f))
                .orElseThrow();
    }

    @Override
    public Sums statistics(Segment segment) {
        return Sums.of(rouge(segment).f(), 1);
    }

    @Override
    public double value(Sums sums) {
        return 100 * sums.at(0) / sums.at(1);
    }

    private static Score compare(List<String> hypothesis, List<String> reference) {
        int common = commonSubsequence(hypothesis, reference);
        if (common == 0) {
            return new Score(0, 0, 0);
        }
        double precision = (double) common / hypothesis.size();
        double recall = (double) common / reference.size();
        return new Score(precision, recall, 2 * precision * recall / (precision + recall));
    }

    private static int commonSubsequence(List<String> left, List<String> right) {
        int[] above = new int[right.size() + 1];
        for (String token : left) {
            int[] row = new int[right.size() + 1];
            for (int j = 1; j < row.length; j++) {
                row[j] = token.equals(right.get(j - 1)) ? above[j - 1] + 1 : Math.max(above[j], row[j - 1]);
            }
            above = row;
        }
        return above[right.size()];
    }
}

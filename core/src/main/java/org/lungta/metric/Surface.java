package org.lungta.metric;

import static org.lungta.check.Check.require;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Signs of degenerate text that need no reference: repetition, copying, sameness, length. Tokens are {@link MixedTokens}. */
public final class Surface {
    private static final int REPEATED = 4;
    private static final Bleu BLEU = Bleu.sentence(Tokenization.MIXED);

    private Surface() {}

    /** The share of 4-grams that were there before: 1 - distinct / all; 0 of fewer than four tokens. */
    public static double repeated(List<String> tokens) {
        Ngrams ngrams = Ngrams.of(tokens, REPEATED);
        return ngrams.total() == 0 ? 0 : 1 - (double) ngrams.counts().size() / ngrams.total();
    }

    /** The share of a text's 4-grams that were there before. */
    public static double repeated(String text) {
        return repeated(MixedTokens.words(text));
    }

    /** distinct-n (Li et al., NAACL 2016): different n-grams as a share of all, over all texts; 0 without any. */
    public static double distinct(List<String> texts, int n) {
        require(n > 0, "distinct-%d: n is at least 1", n);
        Set<List<String>> different = new HashSet<>();
        int all = 0;
        for (String text : texts) {
            Ngrams ngrams = Ngrams.of(MixedTokens.words(text), n);
            different.addAll(ngrams.counts().keySet());
            all += ngrams.total();
        }
        return all == 0 ? 0 : (double) different.size() / all;
    }

    /** Different texts as a share of all. */
    public static double unique(List<String> texts) {
        return texts.isEmpty() ? 0 : (double) new HashSet<>(texts).size() / texts.size();
    }

    /** How much of the output stands in the source in the same order: LCS / length of the output. */
    public static double copied(String source, String output) {
        return RougeL.mixed().rouge(new Segment(output, source)).precision();
    }

    /** self-BLEU (Zhu et al., SIGIR 2018): the mean BLEU of each text with the others as references, 0 to 100. */
    public static double selfBleu(List<String> texts) {
        require(texts.size() > 1, "self-BLEU of %d texts: it needs another one to compare with", texts.size());
        double sum = 0;
        for (int i = 0; i < texts.size(); i++) {
            List<String> others = new ArrayList<>(texts);
            others.remove(i);
            sum += BLEU.bleu(new Segment(texts.get(i), others)).value();
        }
        return sum / texts.size();
    }

    /** The outputs' tokens over the references' tokens, each summed over all. */
    public static double lengthRatio(List<Segment> segments) {
        double written = 0;
        double expected = 0;
        for (Segment segment : segments) {
            written += MixedTokens.words(segment.hypothesis()).size();
            expected += segment.references().stream()
                    .mapToInt(r -> MixedTokens.words(r).size())
                    .average()
                    .orElseThrow();
        }
        return written / expected;
    }
}

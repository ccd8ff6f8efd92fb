package org.lungta.reward;

import static org.lungta.check.Check.require;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.lungta.text.Completion;

/**
 * The paper's reward (arXiv:2605.14366): meaning above a threshold, and the target language.
 *
 * <pre>
 *   R_sim  = 0                      if s <= tau
 *          = (s - tau) / (1 - tau)  if s >  tau,   s = cos(f(y), f(y*))
 *   R_lang = 1 if y is written in the target language alone, else 0
 *   R      = 1.5 R_sim + 1.0 R_lang
 * </pre>
 */
public record Semantic(Cosines similarity, LanguageRule language, double tau, Weights weights) implements Reward {
    /** The factors of R_sim and R_lang; the paper's are 1.5 and 1.0. */
    public record Weights(double similarity, double language) {}

    public Semantic {
        require(tau < 1, "tau is %s; similarity is at most 1, so nothing could pass it", tau);
    }

    @Override
    public List<List<Score>> score(List<Answers> groups) {
        List<Similarity.Pair> pairs = new ArrayList<>();
        for (Answers group : groups) {
            for (Completion completion : group.completions()) {
                pairs.add(new Similarity.Pair(completion.text(), group.prompt().reference()));
            }
        }
        List<Double> cosines = similarity.cosines(pairs);
        List<List<Score>> scores = new ArrayList<>();
        int at = 0;
        for (Answers group : groups) {
            List<Score> own = new ArrayList<>();
            for (Completion completion : group.completions()) {
                own.add(score(completion, group.prompt().source(), cosines.get(at++)));
            }
            scores.add(own);
        }
        return scores;
    }

    private Score score(Completion completion, String source, double cosine) {
        if (!Double.isFinite(cosine)) {
            return new Score.Unscorable("the encoder's cosine is " + cosine);
        }
        double sim = thresholded(cosine, tau);
        boolean spoken = completion.validText()
                && language.judge(completion.text(), source).consistent();
        double lang = spoken ? 1 : 0;
        return new Score.Value(
                weights.similarity() * sim + weights.language() * lang,
                Map.of("cosine", cosine, "similarity", sim, "language", lang));
    }

    /** R_sim. */
    static double thresholded(double cosine, double tau) {
        return cosine <= tau ? 0 : (cosine - tau) / (1 - tau);
    }
}

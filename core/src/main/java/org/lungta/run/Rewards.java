package org.lungta.run;

import static org.lungta.check.Check.require;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.lungta.metric.Tokenization;
import org.lungta.reward.Above;
import org.lungta.reward.Anchor;
import org.lungta.reward.Cosine;
import org.lungta.reward.LanguageRule;
import org.lungta.reward.Overlap;
import org.lungta.reward.Part;
import org.lungta.reward.Reward;
import org.lungta.reward.Semantic;
import org.lungta.reward.Similarity;
import org.lungta.reward.Spoken;
import org.lungta.reward.Term;
import org.lungta.reward.Weighted;

/**
 * From a recipe's words to a reward. Similarity, its cosine and the language are among the parts of every reward, with weight 0 where
 * they are only watched: so the curves of all arms can be compared.
 */
final class Rewards {
    private Rewards() {}

    /**
     * What rewards are made with.
     *
     * @param language of the outputs
     * @param truth whether an output says exactly what it should, where that can be known
     */
    record Sources(Similarity similarity, String language, Optional<Part> truth) {}

    static Reward of(Recipe.RewardSettings settings, Sources sources, double tau) {
        LanguageRule rule = LanguageRule.of(sources.language());
        if (settings.isSemantic()) {
            return new Semantic(
                    sources.similarity(),
                    rule,
                    tau,
                    new Semantic.Weights(settings.similarityWeight(), settings.languageWeight()));
        }
        Cosine cosine = new Cosine(sources.similarity(), Anchor.REFERENCE);
        List<Term> terms = new ArrayList<>();
        terms.add(new Term(cosine, 0));
        terms.add(new Term(new Above(cosine, tau), settings.similarityWeight()));
        terms.add(new Term(new Spoken(rule), settings.languageWeight()));
        if (settings.bleuWeight() > 0) {
            terms.add(new Term(Overlap.bleu(tokens(sources.language())), settings.bleuWeight()));
        }
        if (settings.chrfWeight() > 0) {
            terms.add(new Term(Overlap.chrf(), settings.chrfWeight()));
        }
        if (settings.factsWeight() > 0) {
            require(
                    sources.truth().isPresent(),
                    "facts-weight is %s, but the truth is known in the lab alone: leave it out",
                    settings.factsWeight());
            terms.add(new Term(sources.truth().get(), settings.factsWeight()));
        }
        return new Weighted(terms);
    }

    private static Tokenization tokens(String language) {
        return switch (language) {
            case "zh" -> Tokenization.ZH;
            case "bo" -> Tokenization.SYLLABLE;
            default -> Tokenization.WMT_13A;
        };
    }
}

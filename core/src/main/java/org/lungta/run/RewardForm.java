package org.lungta.run;

import static org.lungta.check.Check.require;

import org.lungta.recipe.Default;
import org.lungta.reward.Anchor;

/** What GRPO optimises. What is measured and calibrated stays R_sim and R_lang against the reference, whatever that is. */
public sealed interface RewardForm {
    /** The part of the reward that says how well the task is done. */
    String followed();

    /** R = similarity weight x R_sim + language weight x R_lang (arXiv:2605.14366). */
    record Semantic() implements RewardForm {
        @Override
        public String followed() {
            return "similarity";
        }
    }

    /**
     * R = g max(score - penalties, 0), score = (cosine c + yes y) / (cosine + yes) (SG-SRL).
     *
     * @param anchor what the encoder compares an output with
     * @param cosine the weight of the encoder's cosine c
     * @param yes the weight of y, the share that the base model gives to "yes" when it is asked whether the output is faithful; it costs a
     *     pass over source and output for every completion
     * @param length the weight of the length penalty, and {@code repetition} that of repetition
     */
    record SgSrl(
            @Default("source") Anchor anchor,
            @Default("1.0") double cosine,
            @Default("0.0") double yes,
            @Default("0.20") double length,
            @Default("0.05") double repetition)
            implements RewardForm {
        public SgSrl {
            require(
                    cosine >= 0 && yes >= 0 && cosine + yes > 0,
                    "cosine and yes have the weights %s and %s: one of them must count",
                    cosine,
                    yes);
            require(length >= 0 && repetition >= 0, "a penalty with a negative weight would be a prize");
        }

        @Override
        public String followed() {
            return "score";
        }
    }

    /**
     * The paper's with overlap with the reference or the exact truth among its parts, for comparison.
     *
     * <pre>
     *   R = similarity weight x R_sim + language weight x R_lang + bleu x BLEU + chrf x chrF + facts x [exactly right]
     * </pre>
     *
     * @param facts the weight of the exact truth, which the lab alone knows: an upper bound, no method
     */
    record Overlapping(
            @Default("0.0") double bleu,
            @Default("0.0") double chrf,
            @Default("0.0") double facts) implements RewardForm {
        public Overlapping {
            require(
                    bleu >= 0 && chrf >= 0 && facts >= 0,
                    "bleu, chrf and facts have the weights %s, %s and %s; they must not be negative",
                    bleu,
                    chrf,
                    facts);
        }

        @Override
        public String followed() {
            return "similarity";
        }
    }
}

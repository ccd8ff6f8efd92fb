package org.lungta.run;

import static org.lungta.check.Check.require;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.lungta.recipe.Default;

/**
 * Whose outputs of a finished run are preferred. The key {@code preference} tells it from other recipes.
 *
 * @param run the run's folder
 * @param judge who compares, without knowing the arms
 * @param again the share of questions that is asked a second time
 * @param strict a win in one order and a tie in the other is a tie
 * @param cache where answers are kept
 * @param published what a paper's judge preferred of another model's outputs, to stand beside
 */
public record PreferenceRecipe(
        Path run,
        Contestants preference,
        @Default("chrf") Judging judge,
        @Default("0.1") double again,
        @Default("false") boolean strict,
        @Default("12345") long seed,
        @Default(".lungta/judge") Path cache,
        @Default("[]") List<Published> published) {
    /** The key that only these recipes have. */
    public static final String MARK = "preference";

    /**
     * Who is compared, each by its last checkpoint.
     *
     * @param seed of the arms that have several; the first one unless given
     */
    public record Contestants(List<String> arms, Optional<String> seed) {
        public Contestants {
            require(
                    arms.size() > 1 && arms.stream().distinct().count() == arms.size(),
                    "arms are %s: give two or more",
                    arms);
        }
    }

    /** Shares of wins and losses of the first against the second. */
    public record Published(String first, String second, double wins, double losses, String source) {}
}

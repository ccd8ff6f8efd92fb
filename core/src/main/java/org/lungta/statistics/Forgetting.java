package org.lungta.statistics;

import static org.lungta.check.Check.require;

import java.util.List;

/**
 * Forgetting item by item (arXiv:2510.17776): what was right and is wrong, what was wrong and is right, and how much of both guessing
 * among k choices would do.
 *
 * <pre>
 *   F = right -&gt; wrong,  B = wrong -&gt; right                                  as shares of all items
 *   F by chance = (1 - pre) (1 - post) / (k - 1)  =  B by chance
 *   true F = max(F - chance, 0),  true B = max(B - chance, 0),   F at most (k pre - 1) / (k - 1)
 * </pre>
 *
 * An answer that is written, not chosen, is not guessed: k is infinite, and chance does nothing.
 */
public record Forgetting(McNemar items, double before, double choices) {
    public Forgetting {
        require(choices > 1, "%s choices: one needs at least two, or infinitely many for written answers", choices);
        require(items.items() > 0, "forgetting on no items: give at least one");
    }

    /** Of written answers. */
    public static Forgetting written(List<McNemar.Item> items) {
        return chosen(items, Double.POSITIVE_INFINITY);
    }

    /** Of answers chosen among k. */
    public static Forgetting chosen(List<McNemar.Item> items, double k) {
        double right = items.stream().filter(McNemar.Item::before).count();
        return new Forgetting(McNemar.of(items), right / items.size(), k);
    }

    /** F. */
    public double forgotten() {
        return (double) items.lost() / items.items();
    }

    /** B, backward transfer. */
    public double gained() {
        return (double) items.gained() / items.items();
    }

    /** The share right after. */
    public double after() {
        return before - forgotten() + gained();
    }

    /** What guessing alone would move in either direction. */
    public double chance() {
        return (1 - before) * (1 - after()) / (choices - 1);
    }

    public double trulyForgotten() {
        return Math.max(0, forgotten() - chance());
    }

    public double trulyGained() {
        return Math.max(0, gained() - chance());
    }

    /** The most that could be forgotten. */
    public double ceiling() {
        return Double.isInfinite(choices) ? before : Math.max(0, (choices * before - 1) / (choices - 1));
    }
}

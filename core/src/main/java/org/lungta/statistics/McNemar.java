package org.lungta.statistics;

import static org.lungta.check.Check.require;

import java.util.List;

/**
 * Exact McNemar test (Psychometrika, 1947) of paired right and wrong answers: of the items on which two systems differ, a fair coin
 * would give each half.
 *
 * @param gained wrong before, right after
 * @param lost right before, wrong after
 * @param items all, those on which both agree included
 */
public record McNemar(int gained, int lost, int items) {
    /** Whether an item was right before and after. */
    public record Item(boolean before, boolean after) {}

    public McNemar {
        require(gained + lost <= items, "%d gained and %d lost of %d items", gained, lost, items);
    }

    public static McNemar of(List<Item> items) {
        int gained = (int) items.stream().filter(i -> !i.before() && i.after()).count();
        int lost = (int) items.stream().filter(i -> i.before() && !i.after()).count();
        return new McNemar(gained, lost, items.size());
    }

    /** Two-sided. */
    public double p() {
        return new Proportion(gained, gained + lost).signTest();
    }
}

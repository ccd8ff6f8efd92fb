package org.lungta.evidence;

import static org.lungta.check.Check.require;

/**
 * A measure on one item.
 *
 * @param id the same in every row, so that rows are paired
 * @param cluster what the item hangs together with, such as the context of a question; the id itself where nothing does
 */
public record Item(String id, String cluster, double value) {
    public Item {
        require(Double.isFinite(value), "item \"%s\" is %s: leave out what cannot be scored", id, value);
    }

    /** An item that hangs together with no other. */
    public static Item of(String id, double value) {
        return new Item(id, id, value);
    }
}

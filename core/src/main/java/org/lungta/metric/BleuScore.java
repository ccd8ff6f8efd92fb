package org.lungta.metric;

import java.util.List;

/**
 * A BLEU score and what it is made of.
 *
 * @param value 0 to 100
 * @param orders what was counted for n = 1 to 4
 * @param brevity the brevity penalty, 0 to 1
 * @param hypothesisLength tokens of the hypotheses
 * @param referenceLength tokens of the references, for each segment of the one closest in length
 */
public record BleuScore(double value, List<Order> orders, double brevity, long hypothesisLength, long referenceLength) {
    public BleuScore {
        orders = List.copyOf(orders);
    }

    /**
     * One n-gram order.
     *
     * @param matches clipped matches, with what smoothing added to them
     * @param total n-grams of the hypotheses, with what smoothing added to them
     * @param precision smoothed, 0 to 100
     */
    public record Order(double matches, double total, double precision) {}
}

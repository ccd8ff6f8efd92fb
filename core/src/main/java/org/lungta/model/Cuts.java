package org.lungta.model;

import java.util.ArrayList;
import java.util.List;
import java.util.function.ToIntFunction;

/** How a list is cut into what is computed together, in its order: the same cuts in every process. */
public final class Cuts {
    private Cuts() {}

    /** So many at a time; the last cut has what is left. */
    public static <T> List<List<T>> every(int size, List<T> items) {
        List<List<T>> cuts = new ArrayList<>();
        for (int from = 0; from < items.size(); from += size) {
            cuts.add(items.subList(from, Math.min(from + size, items.size())));
        }
        return cuts;
    }

    /** As many as fit into a budget of tokens, and at least one. */
    public static <T> List<List<T>> within(long budget, List<T> items, ToIntFunction<T> tokens) {
        List<List<T>> cuts = new ArrayList<>();
        int from = 0;
        long sum = 0;
        for (int i = 0; i < items.size(); i++) {
            int own = tokens.applyAsInt(items.get(i));
            if (i > from && sum + own > budget) {
                cuts.add(items.subList(from, i));
                from = i;
                sum = 0;
            }
            sum += own;
        }
        if (from < items.size()) {
            cuts.add(items.subList(from, items.size()));
        }
        return cuts;
    }
}

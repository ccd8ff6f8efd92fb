package org.lungta.eval;

import java.util.ArrayList;
import java.util.List;

/** Fixed cuts of a list: the same batches in every process. */
final class Batches {
    private Batches() {}

    static <T> List<List<T>> of(List<T> items, int size) {
        List<List<T>> batches = new ArrayList<>();
        for (int from = 0; from < items.size(); from += size) {
            batches.add(items.subList(from, Math.min(from + size, items.size())));
        }
        return batches;
    }
}

package org.lungta.probe;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * Whether a few texts are near to everything: how often each column is among the k nearest of the rows.
 *
 * @param skewness of these counts over the columns
 * @param most the greatest of them
 * @param never the share of columns that are among no row's
 */
public record Hubness(int neighbours, double skewness, int most, double never) {
    static Hubness of(Cosines cosines, int neighbours) {
        int columns = cosines.size();
        int k = Math.min(neighbours, columns - 1);
        List<Integer> counts = new ArrayList<>(Collections.nCopies(columns, 0));
        for (int row = 0; row < cosines.size(); row++) {
            cosines.nearest(row, k).forEach(j -> counts.set(j, counts.get(j) + 1));
        }
        return ofCounts(counts, k);
    }

    static Hubness ofCounts(List<Integer> counts, int neighbours) {
        return new Hubness(
                neighbours,
                Moments.skewness(counts.stream().map(Integer::doubleValue).toList()),
                Collections.max(counts),
                (double) counts.stream().filter(c -> c == 0).count() / counts.size());
    }
}

package org.lungta.probe;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Another text of the pool, one of the nearest in length. */
final class SameLength implements Rule {
    private static final int NEAREST = 8;

    private final List<String> byLength;

    SameLength(List<String> pool) {
        this.byLength = pool.stream()
                .distinct()
                .sorted(Comparator.comparingInt(SameLength::length).thenComparing(Comparator.naturalOrder()))
                .toList();
    }

    private static int length(String text) {
        return text.codePointCount(0, text.length());
    }

    @Override
    public Optional<String> change(String text, Draw draw) {
        int at = place(length(text));
        List<String> near =
                byLength.subList(Math.max(0, at - NEAREST), Math.min(byLength.size(), at + NEAREST)).stream()
                        .filter(other -> !other.strip().equals(text.strip()))
                        .sorted(Comparator.comparingInt((String other) -> Math.abs(length(other) - length(text)))
                                .thenComparing(Comparator.naturalOrder()))
                        .limit(NEAREST)
                        .toList();
        return near.isEmpty() ? Optional.empty() : Optional.of(near.get(draw.below(near.size(), 0)));
    }

    /** Where texts of this length begin. */
    private int place(int length) {
        int low = 0;
        int high = byLength.size();
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (length(byLength.get(middle)) < length) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }
}

package org.lungta.lexicon;

import java.util.Arrays;
import org.lungta.text.Tokens;

/** Ids in ascending order, each with the number of times that it occurs. */
final class Bag implements Comparable<Bag> {
    final int[] ids;
    final int[] times;

    private Bag(int[] ids, int[] times) {
        this.ids = ids;
        this.times = times;
    }

    /** The tokens, each by its place among the known ids. */
    static Bag of(Tokens tokens, int[] known) {
        int[] all = tokens.toArray();
        Arrays.sort(all);
        int[] ids = Arrays.stream(all).distinct().toArray();
        int[] times = new int[ids.length];
        for (int i = 0, j = 0; j < all.length; j++) {
            i += all[j] == ids[i] ? 0 : 1;
            times[i]++;
        }
        return new Bag(
                Arrays.stream(ids).map(id -> Arrays.binarySearch(known, id)).toArray(), times);
    }

    /** The same and once an id that is greater than the others. */
    Bag with(int id) {
        int[] moreIds = Arrays.copyOf(ids, ids.length + 1);
        int[] moreTimes = Arrays.copyOf(times, times.length + 1);
        moreIds[ids.length] = id;
        moreTimes[ids.length] = 1;
        return new Bag(moreIds, moreTimes);
    }

    int size() {
        return ids.length;
    }

    int total() {
        return Arrays.stream(times).sum();
    }

    @Override
    public int compareTo(Bag other) {
        int order = Arrays.compare(ids, other.ids);
        return order != 0 ? order : Arrays.compare(times, other.times);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Bag bag && compareTo(bag) == 0;
    }

    @Override
    public int hashCode() {
        return 31 * Arrays.hashCode(ids) + Arrays.hashCode(times);
    }
}

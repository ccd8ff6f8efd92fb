package org.lungta.text;

import static org.lungta.check.Check.require;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Arrays;

/** A sequence of token ids that never changes; two with the same ids are equal. In JSON it is an array of numbers. */
public final class Tokens {
    private static final Tokens EMPTY = new Tokens(new int[0]);

    private final int[] ids;

    private Tokens(int[] ids) {
        this.ids = ids;
    }

    /** These ids, none of them negative. */
    public static Tokens of(int... ids) {
        for (int id : ids) {
            require(id >= 0, "%d is no token id: ids start at 0", id);
        }
        return ids.length == 0 ? EMPTY : new Tokens(ids.clone());
    }

    /** Jackson would take the other one for a method of one number. */
    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    static Tokens read(int[] ids) {
        return of(ids);
    }

    public static Tokens empty() {
        return EMPTY;
    }

    /** The number of tokens. */
    public int length() {
        return ids.length;
    }

    /** The id at {@code i}, counted from 0. */
    public int at(int i) {
        return ids[i];
    }

    /** A copy of the ids. */
    @JsonValue
    public int[] toArray() {
        return ids.clone();
    }

    /** These tokens and one more. */
    public Tokens append(int id) {
        return concat(of(id));
    }

    /** These tokens, then the others. */
    public Tokens concat(Tokens other) {
        int[] all = Arrays.copyOf(ids, ids.length + other.ids.length);
        System.arraycopy(other.ids, 0, all, ids.length, other.ids.length);
        return new Tokens(all);
    }

    /** The tokens from {@code from} (inclusive) to {@code to} (exclusive). */
    public Tokens slice(int from, int to) {
        require(0 <= from && from <= to && to <= ids.length, "slice [%d, %d) of %d tokens", from, to, ids.length);
        return new Tokens(Arrays.copyOfRange(ids, from, to));
    }

    /** How many tokens at the start are the same in both. */
    public int commonPrefix(Tokens other) {
        int mismatch = Arrays.mismatch(ids, other.ids);
        return mismatch < 0 ? ids.length : mismatch;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Tokens tokens && Arrays.equals(ids, tokens.ids);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(ids);
    }

    @Override
    public String toString() {
        return Arrays.toString(ids);
    }
}

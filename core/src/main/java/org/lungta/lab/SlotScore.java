package org.lungta.lab;

/**
 * How well slots are filled.
 *
 * <pre>
 * precision = right / said    recall = right / wanted    F1 = 2 right / (said + wanted)    (0 where there is nothing to divide by)
 * </pre>
 *
 * @param right filled as they should be
 * @param said filled in what was said
 * @param wanted filled in the truth
 */
public record SlotScore(int right, int said, int wanted) {
    static final SlotScore NONE = new SlotScore(0, 0, 0);

    public double precision() {
        return ratio(right, said);
    }

    public double recall() {
        return ratio(right, wanted);
    }

    public double f1() {
        return ratio(2 * right, said + wanted);
    }

    SlotScore plus(SlotScore other) {
        return new SlotScore(right + other.right, said + other.said, wanted + other.wanted);
    }

    static double ratio(int part, int whole) {
        return whole == 0 ? 0 : (double) part / whole;
    }
}

package org.lungta.check;

import java.util.Locale;

/** Fails at the seam, with name and value. */
public final class Check {
    private Check() {}

    /** Throws a {@link Refusal} with the formatted message unless {@code condition} holds. */
    public static void require(boolean condition, String message, Object... values) {
        if (!condition) {
            throw refuse(message, values);
        }
    }

    /** The refusal to throw, for places where the compiler wants to see the throw. */
    public static Refusal refuse(String message, Object... values) {
        return new Refusal(values.length == 0 ? message : String.format(Locale.ROOT, message, values));
    }
}

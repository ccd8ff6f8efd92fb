package org.lungta.recipe;

import java.math.BigInteger;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;

/** How the text of a scalar is read as the type that a component has. Nothing is converted: 1.7 is no whole number. */
enum Scalars {
    TEXT("a text", true, Optional::of),
    PATH("a path", true, Scalars::path),
    INT("a whole number of at most 31 bits", false, text -> whole(text, 31).map(BigInteger::intValue)),
    LONG("a whole number of at most 63 bits", false, text -> whole(text, 63).map(BigInteger::longValue)),
    DOUBLE("a number", false, Scalars::number),
    BOOLEAN("true or false", false, Scalars::truth);

    private static final Map<Class<?>, Scalars> BY_TYPE = Map.ofEntries(
            Map.entry(String.class, TEXT),
            Map.entry(Path.class, PATH),
            Map.entry(int.class, INT),
            Map.entry(Integer.class, INT),
            Map.entry(long.class, LONG),
            Map.entry(Long.class, LONG),
            Map.entry(double.class, DOUBLE),
            Map.entry(Double.class, DOUBLE),
            Map.entry(boolean.class, BOOLEAN),
            Map.entry(Boolean.class, BOOLEAN));

    private final String wanted;
    private final boolean quotable;
    private final Function<String, Optional<?>> reading;

    Scalars(String wanted, boolean quotable, Function<String, Optional<?>> reading) {
        this.wanted = wanted;
        this.quotable = quotable;
        this.reading = reading;
    }

    static Optional<Scalars> of(Class<?> type) {
        return Optional.ofNullable(BY_TYPE.get(type));
    }

    String wanted() {
        return wanted;
    }

    /** The value, or empty if the text is not of this kind. Texts and paths may be in quotes, the rest may not. */
    Optional<?> read(Node.Style style, String text) {
        return quotable || style == Node.Style.PLAIN ? reading.apply(text) : Optional.empty();
    }

    private static Optional<BigInteger> whole(String text, int bits) {
        return Optional.of(text)
                .filter(Patterns.WHOLE.asMatchPredicate())
                .map(BigInteger::new)
                .filter(value -> value.bitLength() <= bits);
    }

    private static Optional<Double> number(String text) {
        return Optional.of(text)
                .filter(Patterns.NUMBER.asMatchPredicate())
                .map(Double::valueOf)
                .filter(Double::isFinite);
    }

    private static Optional<Boolean> truth(String text) {
        return switch (text) {
            case "true" -> Optional.of(true);
            case "false" -> Optional.of(false);
            default -> Optional.empty();
        };
    }

    private static Optional<Path> path(String text) {
        try {
            return Optional.of(Path.of(text));
        } catch (InvalidPathException e) {
            return Optional.empty();
        }
    }

    private static final class Patterns {
        static final Pattern WHOLE = Pattern.compile("[-+]?[0-9]{1,30}");
        static final Pattern NUMBER = Pattern.compile("[-+]?([0-9]+(\\.[0-9]*)?|\\.[0-9]+)([eE][-+]?[0-9]+)?");
    }
}

package org.lungta.judge;

import static org.lungta.check.Check.require;

/** A key that is sent and never shown: it has no text of its own, and is taken out of whatever a server sends back. */
public final class Secret {
    private static final String SHOWN = "***";

    private final String value;

    private Secret(String value) {
        this.value = value;
    }

    /** The key in this environment variable. */
    public static Secret fromEnvironment(String variable) {
        String value = System.getenv(variable);
        require(
                value != null && !value.isBlank(),
                "the environment variable %s is not set: put the judge's key into it, never into a recipe",
                variable);
        return of(value);
    }

    static Secret of(String value) {
        String key = value.strip();
        require(key.chars().allMatch(c -> c > ' ' && c < 127), "the judge's key holds characters that no key has");
        return new Secret(key);
    }

    String bearer() {
        return "Bearer " + value;
    }

    String removedFrom(String text) {
        return text.replace(value, SHOWN);
    }

    @Override
    public String toString() {
        return SHOWN;
    }
}

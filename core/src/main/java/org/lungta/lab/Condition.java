package org.lungta.lab;

import static org.lungta.check.Check.require;

import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * What must be so of a fact for an alternative to be used: {@code negated}, {@code future}, a frame or a verb by name, each with a
 * {@code !} before it for its opposite, or {@code SLOT=value}.
 */
sealed interface Condition {
    boolean holds(World world, Fact fact);

    /** The state in which it holds: unchanged, or with one more slot said; empty if it cannot hold. */
    default Optional<State> read(World world, State state) {
        return Optional.of(state).filter(now -> holds(world, now.fact()));
    }

    static Condition of(String written) {
        int equals = written.indexOf('=');
        if (equals > 0) {
            return new Filled(Slot.of(written.substring(0, equals)), written.substring(equals + 1));
        }
        boolean wanted = !written.startsWith("!");
        String name = wanted ? written : written.substring(1);
        require(name.matches("[a-z]+"), "\"%s\" is no condition: write a name, !name or SLOT=value", written);
        return new Named(name, wanted);
    }

    /** A property of the verb, the polarity or the tense. */
    record Named(String name, boolean wanted) implements Condition {
        @Override
        public boolean holds(World world, Fact fact) {
            return wanted
                    == switch (name) {
                        case "negated" -> fact.negated();
                        case "future" -> fact.future();
                        default -> isFrame() ? frame() == world.frame(fact.verb()) : name.equals(fact.verb());
                    };
        }

        private boolean isFrame() {
            return Arrays.stream(Frame.values()).anyMatch(frame -> frame.name().equals(upper()));
        }

        private Frame frame() {
            return Frame.valueOf(upper());
        }

        private String upper() {
            return name.toUpperCase(Locale.ROOT);
        }
    }

    /** A slot with this value. */
    record Filled(Slot slot, String value) implements Condition {
        @Override
        public boolean holds(World world, Fact fact) {
            return fact.says(slot, value);
        }

        @Override
        public Optional<State> read(World world, State state) {
            Map<Slot, String> said = state.said();
            return said.containsKey(slot)
                    ? Optional.of(state).filter(now -> value.equals(said.get(slot)))
                    : Optional.of(state.saying(slot, value));
        }
    }
}

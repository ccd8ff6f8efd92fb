package org.lungta.lab;

import java.util.Locale;

/** A place in a fact, and the table of a language's words that fills it. */
public enum Slot {
    VERB("verbs"),
    /** Present, as {@link Fact#NEGATED}, where the fact is denied. */
    POLARITY(""),
    /** Present, as {@link Fact#FUTURE}, where the fact is yet to come. */
    TENSE(""),
    AGENT("persons"),
    /** Who acts together with the agent; after it in the order of names, so that "A and B" is one fact. */
    COMPANION("persons"),
    RECIPIENT("persons"),
    /** Whose the object is. */
    OWNER("persons"),
    OBJECT("objects"),
    NUMBER("numbers"),
    ADJECTIVE("adjectives"),
    /** Where it happens; for a motion, its goal. */
    PLACE("places"),
    /** Where a motion begins. */
    SOURCE("places"),
    TIME("times");

    private final String table;

    Slot(String table) {
        this.table = table;
    }

    /** The table of words, empty where a slot is said by grammar alone. */
    String table() {
        return table;
    }

    /** Whether words, rather than grammar, say it. */
    boolean hasWords() {
        return !table.isEmpty();
    }

    /** As files write it. */
    String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    static Slot of(String label) {
        return valueOf(label.toUpperCase(Locale.ROOT));
    }
}

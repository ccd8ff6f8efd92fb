package org.lungta.lab;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * How far a text has been read, and what it has said so far.
 *
 * @param at index of the first unread character
 * @param end the class of the ending of what was read, or empty where it has to be looked at
 * @param cut whether the last word was read without its last letter, so that a suffix which takes it away must follow
 * @param said the slots; never changed
 * @param slips wrong allomorphs so far
 */
record State(int at, String end, boolean cut, Map<Slot, String> said, List<Slip> slips) {
    static State start(Map<Slot, String> known) {
        return new State(0, "", false, known, List.of());
    }

    Fact fact() {
        return new Fact(said);
    }

    State saying(Slot slot, String value) {
        Map<Slot, String> more = new EnumMap<>(said);
        more.put(slot, value);
        return new State(at, end, cut, more, slips);
    }

    State past(int next) {
        return new State(next, "", false, said, slips);
    }

    State pastWord(int next, String wordEnd, boolean wordCut) {
        return new State(next, wordEnd, wordCut, said, slips);
    }

    State slipped(Slip slip) {
        List<Slip> more = new ArrayList<>(slips);
        more.add(slip);
        return new State(at, end, cut, said, List.copyOf(more));
    }
}

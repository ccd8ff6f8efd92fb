package org.lungta.lab;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** How one text is read. Strict: each mark as its table wants it. */
class Reading {
    private final Tongue tongue;
    private final World world;
    private final String text;

    Reading(Tongue tongue, World world, String text) {
        this.tongue = tongue;
        this.world = world;
        this.text = text;
    }

    World world() {
        return world;
    }

    /** Past a word that is always the same. */
    List<State> text(State state, String word, boolean glued) {
        int from = glued ? state.at() : behindSeparator(state);
        return !state.cut() && from >= 0 && text.startsWith(word, from)
                ? List.of(state.past(from + word.length()))
                : List.of();
    }

    /** Past a word for the slot; or past nothing, as long as the slot is not said and the verb can do without. */
    List<State> word(State state, Slot slot, String table) {
        List<State> states = new ArrayList<>();
        String said = state.said().get(slot);
        if (said == null && !needs(state, slot)) {
            states.add(state);
        }
        int from = behindSeparator(state);
        if (state.cut() || from < 0 || from >= text.length()) {
            return states;
        }
        for (Word word : tongue.candidates(table, text.codePointAt(from))) {
            if (said == null ? world.has(slot, word.name()) : said.equals(word.name())) {
                State known = said == null ? state.saying(slot, word.name()) : state;
                readForms(known, word, from, states);
            }
        }
        return states;
    }

    /** Past the allomorph that the ending asks for. */
    List<State> mark(State state, Mark mark) {
        List<State> states = new ArrayList<>();
        for (Mark.Form form : mark.after(end(state))) {
            if (form.cuts() == state.cut() && text.startsWith(form.text(), state.at())) {
                states.add(state.past(state.at() + form.text().length()));
            }
        }
        return states;
    }

    final String end(State state) {
        return state.end().isEmpty() ? tongue.ends().of(text.substring(0, state.at())) : state.end();
    }

    final boolean continues(State state, String with) {
        return text.startsWith(with, state.at());
    }

    /** What a text says, as far as it was read to its end. */
    List<State> whole(Rule rule, Map<Slot, String> known) {
        return rule.read(this, State.start(known)).stream()
                .filter(state -> state.at() == text.length() && !state.cut())
                .toList();
    }

    private boolean needs(State state, Slot slot) {
        return world.frame(state.said().get(Slot.VERB)).needed().contains(slot);
    }

    private void readForms(State state, Word word, int from, List<State> states) {
        if (text.startsWith(word.text(), from)) {
            states.add(state.pastWord(from + word.text().length(), word.end(), false));
        }
        if (tongue.cutting().contains(word.end()) && text.startsWith(word.cut(), from)) {
            states.add(state.pastWord(from + word.cut().length(), word.end(), true));
        }
    }

    private int behindSeparator(State state) {
        if (state.at() == 0) {
            return 0;
        }
        return continues(state, tongue.separator())
                ? state.at() + tongue.separator().length()
                : -1;
    }
}

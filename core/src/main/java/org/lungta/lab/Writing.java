package org.lungta.lab;

import static org.lungta.check.Check.require;

import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** A sentence while it is written; mutable, for one sentence. */
final class Writing {
    private final Tongue tongue;
    private final World world;
    private final Fact fact;
    private final Choice choice;
    private final StringBuilder text = new StringBuilder();
    private final Set<Slot> said = EnumSet.noneOf(Slot.class);
    private String end = "";

    Writing(Tongue tongue, World world, Fact fact, Choice choice) {
        this.tongue = tongue;
        this.world = world;
        this.fact = fact;
        this.choice = choice;
    }

    World world() {
        return world;
    }

    Fact fact() {
        return fact;
    }

    Choice choice() {
        return choice;
    }

    void add(String word, boolean glued) {
        if (!glued && text.length() > 0) {
            text.append(tongue.separator());
        }
        text.append(word);
        end = "";
    }

    void say(Slot slot, String table) {
        fact.get(slot).ifPresent(name -> {
            Word word = choice.pick(tongue.lexicon().forms(table, name));
            add(word.text(), false);
            end = word.end();
            said.add(slot);
        });
    }

    void mark(Mark mark) {
        String before = end.isEmpty() ? tongue.ends().of(text.toString()) : end;
        List<Mark.Form> forms = mark.after(before);
        require(
                !forms.isEmpty(),
                "lab/%s: the mark %s says nothing of what ends in %s, as \"%s\" does: add that class, or other",
                tongue.code(),
                mark.name(),
                before,
                text);
        Mark.Form form = choice.pick(forms);
        if (form.cuts()) {
            text.setLength(text.offsetByCodePoints(text.length(), -1));
        }
        text.append(form.text());
        end = "";
    }

    Utterance finished() {
        return new Utterance(text.toString(), said);
    }
}

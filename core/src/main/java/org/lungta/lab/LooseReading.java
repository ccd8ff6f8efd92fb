package org.lungta.lab;

import java.util.ArrayList;
import java.util.List;

/** Takes any allomorph of a mark anywhere, and keeps a record of the wrong ones. */
final class LooseReading extends Reading {
    LooseReading(Tongue tongue, World world, String text) {
        super(tongue, world, text);
    }

    @Override
    List<State> mark(State state, Mark mark) {
        List<State> states = new ArrayList<>(super.mark(state, mark));
        List<Mark.Form> right = mark.after(end(state));
        List<String> expected = right.stream().map(Mark.Form::text).toList();
        for (Mark.Form form : mark.all()) {
            boolean wrong = form.cuts() != state.cut() || !right.contains(form);
            if (wrong && continues(state, form.text())) {
                states.add(state.slipped(new Slip(mark.name(), form.text(), expected))
                        .past(state.at() + form.text().length()));
            }
        }
        return states;
    }
}

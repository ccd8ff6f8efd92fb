package org.lungta.lab;

import static org.lungta.check.Check.require;

import java.util.EnumSet;
import java.util.Set;

/** Facts to sentences of one language. */
final class Realiser {
    private final Tongue tongue;
    private final World world;

    Realiser(Tongue tongue, World world) {
        this.tongue = tongue.checked(world);
        this.world = world;
    }

    /** A sentence that says the whole fact, refused where the grammar leaves something out. */
    String sentence(Fact fact, Choice choice) {
        return whole(Tongue.SENTENCE, fact, choice);
    }

    /** The sentence in the canonical style. */
    String canonical(Fact fact) {
        return sentence(fact, Choice.FIRST);
    }

    /** A headline, which says the whole of an event's core. */
    String headline(Fact core, Choice choice) {
        return whole(Tongue.HEADLINE, core, choice);
    }

    /** Whether the rule is there and has an alternative for the fact. */
    boolean canSay(String rule, Fact fact) {
        return tongue.find(rule).filter(found -> found.canSay(world, fact)).isPresent();
    }

    /** A text by some rule, which may say a part of the fact only. */
    Utterance say(String rule, Fact fact, Choice choice) {
        Writing writing = new Writing(tongue, world, fact, choice);
        tongue.rule(rule).write(writing);
        return writing.finished();
    }

    Tongue tongue() {
        return tongue;
    }

    private String whole(String rule, Fact fact, Choice choice) {
        Utterance utterance = say(rule, fact, choice);
        Set<Slot> left = EnumSet.copyOf(fact.values().keySet());
        left.removeAll(utterance.said());
        left.removeIf(slot -> !slot.hasWords() || fact.says(slot, World.ONE));
        require(
                left.isEmpty(),
                "lab/%s: the rule %s leaves out %s of \"%s\": mend it",
                tongue.code(),
                rule,
                left,
                fact);
        return utterance.text();
    }
}

package org.lungta.lab;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Questions about passages, by the rules {@code ask-<slot>} of a language and, over two facts, {@code hop-from} and
 * {@code hop-place}. A question is kept only if the passage has one answer to it: among the facts that agree with all that the
 * question says, the slot that it asks for has one value.
 */
final class Questions {
    private final Realiser realiser;

    Questions(Realiser realiser) {
        this.realiser = realiser;
    }

    /** All that can be asked, each in one wording, in random order and without repetition. */
    List<Ask> about(Told told, Choice choice) {
        List<Ask> asks = new ArrayList<>();
        List<Fact> facts = told.passage().facts();
        for (int i = 0; i < facts.size(); i++) {
            if (isAsserted(facts.get(i))) {
                for (Slot slot : Slot.values()) {
                    ask(told, i, slot, choice).ifPresent(asks::add);
                }
                hop(told, i, choice).ifPresent(asks::add);
            }
        }
        Set<String> seen = new HashSet<>();
        return choice.order(asks.size()).stream()
                .map(asks::get)
                .filter(ask -> seen.add(ask.text()))
                .toList();
    }

    private Optional<Ask> ask(Told told, int index, Slot slot, Choice choice) {
        List<Fact> facts = told.passage().facts();
        Fact fact = facts.get(index);
        String rule = "ask-" + slot.label();
        if (!fact.has(slot) || !realiser.canSay(rule, fact)) {
            return Optional.empty();
        }
        Utterance question = realiser.say(rule, fact, choice);
        List<Fact> fitting = facts.stream()
                .filter(other -> isAsserted(other) && agrees(other, fact, question.said()))
                .toList();
        boolean several = fitting.stream()
                .anyMatch(other -> slot == Slot.AGENT && other.has(Slot.COMPANION)
                        || other.has(slot) && !other.get(slot).equals(fact.get(slot)));
        return several ? Optional.empty() : answered(told, index, slot, question.text(), 1);
    }

    private Optional<Ask> hop(Told told, int index, Choice choice) {
        List<Fact> facts = told.passage().facts();
        Fact first = facts.get(index);
        if (first.has(Slot.COMPANION) || !realiser.canSay("hop-from", first)) {
            return Optional.empty();
        }
        Utterance who = realiser.say("hop-from", first, choice);
        boolean othersFit = facts.stream()
                .filter(other -> isAsserted(other) && agrees(other, first, who.said()))
                .anyMatch(other ->
                        other.has(Slot.COMPANION) || !other.get(Slot.AGENT).equals(first.get(Slot.AGENT)));
        List<Integer> later = new ArrayList<>();
        for (int i = index + 1; i < facts.size(); i++) {
            if (isAsserted(facts.get(i))
                    && agrees(facts.get(i), first, Set.of(Slot.AGENT))
                    && realiser.canSay("hop-place", facts.get(i))) {
                later.add(i);
            }
        }
        if (othersFit || later.size() != 1) {
            return Optional.empty();
        }
        Fact second = facts.get(later.get(0));
        Utterance where = realiser.say("hop-place", second, choice);
        String text = who.text() + realiser.tongue().separator() + where.text();
        return answered(told, later.get(0), Slot.PLACE, text, 2);
    }

    private Optional<Ask> answered(Told told, int index, Slot slot, String question, int hops) {
        String name = told.passage().facts().get(index).values().get(slot);
        for (Word word : realiser.tongue().lexicon().forms(slot.table(), name)) {
            int start = told.find(index, word.text());
            if (start >= 0) {
                return Optional.of(new Ask(question, slot, name, word.text(), start, hops));
            }
        }
        return Optional.empty();
    }

    private static boolean isAsserted(Fact fact) {
        return !fact.negated() && !fact.future();
    }

    /** Whether the other fact fills these slots as the fact does; an agent may be among two. */
    private static boolean agrees(Fact other, Fact fact, Set<Slot> slots) {
        return slots.stream().allMatch(slot -> {
            String value = fact.values().get(slot);
            return other.says(slot, value) || slot == Slot.AGENT && other.says(Slot.COMPANION, value);
        });
    }
}

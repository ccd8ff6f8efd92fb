package org.lungta.lab;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** Draws facts: the verb first, then what its frame asks for, then what the difficulty's shares add. */
final class Sampler {
    private final World world;

    Sampler(World world) {
        this.world = world;
    }

    /** The fact at these coordinates, such as (seed, stream, index). */
    Fact fact(long... coordinates) {
        return fact(Choice.random(coordinates));
    }

    Fact fact(Choice choice) {
        Map<Slot, String> said = new EnumMap<>(Slot.class);
        String verb = choice.pick(world.verbs());
        said.put(Slot.VERB, verb);
        if (adds(choice, Slot.POLARITY)) {
            said.put(Slot.POLARITY, Fact.NEGATED);
        }
        if (adds(choice, Slot.TENSE)) {
            said.put(Slot.TENSE, Fact.FUTURE);
        }
        Frame frame = world.frame(verb);
        said.put(Slot.AGENT, choice.pick(world.names(Slot.AGENT)));
        people(said, frame, choice);
        if (frame.mayHave(Slot.OBJECT)) {
            object(said, choice);
        }
        if (frame.needed().contains(Slot.PLACE) || frame.mayHave(Slot.PLACE) && adds(choice, Slot.PLACE)) {
            said.put(Slot.PLACE, choice.pick(world.names(Slot.PLACE)));
        }
        if (frame.mayHave(Slot.SOURCE) && adds(choice, Slot.SOURCE)) {
            said.put(Slot.SOURCE, choice.pick(others(Slot.SOURCE, said.get(Slot.PLACE), "")));
        }
        if (adds(choice, Slot.TIME)) {
            said.put(Slot.TIME, choice.pick(world.timesOf(said.containsKey(Slot.TENSE))));
        }
        return new Fact(said);
    }

    private void people(Map<Slot, String> said, Frame frame, Choice choice) {
        if (adds(choice, Slot.COMPANION)) {
            String one = said.get(Slot.AGENT);
            String two = choice.pick(others(Slot.COMPANION, one, ""));
            said.put(Slot.AGENT, one.compareTo(two) < 0 ? one : two);
            said.put(Slot.COMPANION, one.compareTo(two) < 0 ? two : one);
        }
        String companion = said.getOrDefault(Slot.COMPANION, "");
        if (frame.mayHave(Slot.RECIPIENT)) {
            said.put(Slot.RECIPIENT, choice.pick(others(Slot.RECIPIENT, said.get(Slot.AGENT), companion)));
        }
        if (frame.mayHave(Slot.OWNER) && adds(choice, Slot.OWNER)) {
            said.put(Slot.OWNER, choice.pick(others(Slot.OWNER, said.get(Slot.AGENT), companion)));
        }
    }

    private void object(Map<Slot, String> said, Choice choice) {
        String object = choice.pick(world.objectsOf(said.get(Slot.VERB)));
        said.put(Slot.OBJECT, object);
        if (world.isCounted(object) && adds(choice, Slot.NUMBER)) {
            said.put(Slot.NUMBER, choice.pick(world.names(Slot.NUMBER)));
        }
        List<String> adjectives = world.adjectivesOf(object);
        if (!adjectives.isEmpty() && adds(choice, Slot.ADJECTIVE)) {
            said.put(Slot.ADJECTIVE, choice.pick(adjectives));
        }
    }

    private List<String> others(Slot slot, String one, String two) {
        return world.names(slot).stream()
                .filter(name -> !name.equals(one) && !name.equals(two))
                .toList();
    }

    private boolean adds(Choice choice, Slot slot) {
        return choice.chance(world.difficulty().share(slot));
    }
}

package org.lungta.lab;

import static org.lungta.check.Check.require;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.IntStream;

/** The names of one difficulty and what may be said of them: selectional restrictions. */
final class World {
    static final String ONE = "1";
    private static final String FILE = "world.yaml";

    private final WorldFile file;
    private final Difficulty difficulty;
    private final List<String> persons;
    private final List<String> places;
    private final List<String> objects;
    private final List<String> numbers;
    private final List<String> verbs;
    private final Map<String, List<String>> times = new TreeMap<>();
    private final Map<Slot, Set<String>> sets = new EnumMap<>(Slot.class);

    private World(WorldFile file, Difficulty difficulty) {
        this.file = file;
        this.difficulty = difficulty;
        persons = known(file.persons());
        places = known(file.places());
        objects = known(file.objects());
        numbers =
                IntStream.rangeClosed(1, highest()).mapToObj(Integer::toString).toList();
        verbs = file.verbs().entrySet().stream()
                .filter(verb -> verb.getValue().level() <= difficulty.level())
                .map(Map.Entry::getKey)
                .toList();
        file.times().forEach((level, names) -> {
            if (isKnown(level)) {
                times.putAll(names);
            }
        });
        for (Slot slot : Slot.values()) {
            sets.put(slot, Set.copyOf(names(slot)));
        }
    }

    /** The world of a difficulty, {@code d0} to {@code d4}. */
    static World of(String difficulty) {
        WorldFile file = Resources.read(FILE, WorldFile.class);
        Difficulty found = file.difficulties().get(difficulty);
        require(
                found != null,
                "there is no difficulty \"%s\": use one of %s",
                difficulty,
                file.difficulties().keySet());
        return new World(file, found);
    }

    Difficulty difficulty() {
        return difficulty;
    }

    List<String> verbs() {
        return verbs;
    }

    Frame frame(String verb) {
        return file.verbs().get(verb).frame();
    }

    /** Every name that may fill the slot in some fact. */
    List<String> names(Slot slot) {
        return switch (slot) {
            case VERB -> verbs;
            case AGENT, COMPANION, RECIPIENT, OWNER -> persons;
            case OBJECT -> objects;
            case NUMBER -> numbers;
            case PLACE, SOURCE -> places;
            case TIME -> List.copyOf(times.keySet());
            case ADJECTIVE ->
                file.adjectives().values().stream()
                        .flatMap(List::stream)
                        .distinct()
                        .toList();
            case POLARITY -> List.of(Fact.NEGATED);
            case TENSE -> List.of(Fact.FUTURE);
        };
    }

    /** Whether the name may fill the slot in some fact. */
    boolean has(Slot slot, String name) {
        return sets.get(slot).contains(name);
    }

    /** The names that may fill the slot in this fact, whatever fills it now. */
    List<String> names(Slot slot, Fact fact) {
        return names(slot).stream()
                .filter(name -> allows(fact.with(slot, name)))
                .toList();
    }

    List<String> objectsOf(String verb) {
        List<String> only = file.verbs().get(verb).objects();
        return only.isEmpty()
                ? objects
                : objects.stream().filter(only::contains).toList();
    }

    List<String> adjectivesOf(String object) {
        return file.adjectives().getOrDefault(object, List.of());
    }

    boolean isCounted(String object) {
        return file.counted().contains(object);
    }

    List<String> timesOf(boolean future) {
        String tense = future ? Fact.FUTURE : "past";
        return times.keySet().stream()
                .filter(time -> times.get(time).contains(tense))
                .toList();
    }

    /** Whether the fact can be in this world. */
    boolean allows(Fact fact) {
        return has(Slot.VERB, fact.verb())
                && frame(fact.verb()).fits(fact)
                && fact.values().entrySet().stream().allMatch(entry -> has(entry.getKey(), entry.getValue()))
                && personsDiffer(fact)
                && objectFits(fact)
                && fact.get(Slot.TIME)
                        .map(time -> timesOf(fact.future()).contains(time))
                        .orElse(true)
                && !(fact.has(Slot.SOURCE) && fact.get(Slot.SOURCE).equals(fact.get(Slot.PLACE)));
    }

    private boolean objectFits(Fact fact) {
        if (!fact.has(Slot.OBJECT)) {
            return true;
        }
        String object = fact.values().get(Slot.OBJECT);
        return objectsOf(fact.verb()).contains(object)
                && (isCounted(object) || !fact.has(Slot.NUMBER))
                && fact.get(Slot.ADJECTIVE).map(adjectivesOf(object)::contains).orElse(true);
    }

    private static boolean personsDiffer(Fact fact) {
        String agent = fact.values().getOrDefault(Slot.AGENT, "");
        String companion = fact.values().getOrDefault(Slot.COMPANION, agent + "\uFFFF");
        String recipient = fact.values().getOrDefault(Slot.RECIPIENT, "");
        return agent.compareTo(companion) < 0
                && !fact.says(Slot.OWNER, agent)
                && !fact.says(Slot.OWNER, companion)
                && !recipient.equals(agent)
                && !recipient.equals(companion);
    }

    private List<String> known(Map<String, List<String>> byLevel) {
        return byLevel.entrySet().stream()
                .filter(entry -> isKnown(entry.getKey()))
                .flatMap(entry -> entry.getValue().stream())
                .toList();
    }

    private int highest() {
        return file.numbers().entrySet().stream()
                .filter(entry -> isKnown(entry.getKey()))
                .mapToInt(entry -> entry.getValue().to())
                .max()
                .orElseThrow();
    }

    private boolean isKnown(String level) {
        return Integer.parseInt(level) <= difficulty.level();
    }
}

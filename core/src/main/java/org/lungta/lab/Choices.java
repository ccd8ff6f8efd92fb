package org.lungta.lab;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Questions with four answers to choose from; the wrong ones are from the same passage as far as it has them. */
final class Choices {
    private static final int OPTIONS = 4;

    private final World world;
    private final Lexicon lexicon;

    Choices(World world, Lexicon lexicon) {
        this.world = world;
        this.lexicon = lexicon;
    }

    /**
     * The answers of one question.
     *
     * @param right index of the right one
     */
    record Options(List<String> texts, int right) {}

    Options of(Passage passage, Ask ask, Choice choice) {
        Set<String> names = new LinkedHashSet<>(List.of(ask.name()));
        String table = ask.asked().table();
        List<String> told = passage.facts().stream()
                .flatMap(fact -> fact.values().entrySet().stream())
                .filter(entry -> entry.getKey().table().equals(table))
                .map(Map.Entry::getValue)
                .distinct()
                .toList();
        List<String> all = world.names(ask.asked());
        choice.order(told.size()).forEach(i -> add(names, told.get(i)));
        choice.order(all.size()).forEach(i -> add(names, all.get(i)));
        List<String> options = List.copyOf(names);
        List<String> texts = new ArrayList<>();
        List<Integer> order = choice.order(options.size());
        order.forEach(i -> texts.add(i == 0 ? ask.answer() : text(table, options.get(i))));
        return new Options(List.copyOf(texts), order.indexOf(0));
    }

    private static void add(Set<String> names, String name) {
        if (names.size() < OPTIONS) {
            names.add(name);
        }
    }

    private String text(String table, String name) {
        return lexicon.forms(table, name).get(0).text();
    }
}

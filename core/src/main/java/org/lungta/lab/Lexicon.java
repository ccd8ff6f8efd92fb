package org.lungta.lab;

import static org.lungta.check.Check.require;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** A language's words: for each name of the world, in a table, one form or more. */
final class Lexicon {
    private final Map<String, Map<String, List<Word>>> tables = new LinkedHashMap<>();

    Lexicon(LanguageFile file, Ends ends) {
        file.words()
                .forEach((table, names) -> names.forEach((name, forms) -> {
                    require(!forms.isEmpty(), "lab/%s: %s of %s has no form: give one", file.language(), name, table);
                    forms.forEach(form -> add(table, name, form.replace("_", file.separator()), ends));
                }));
        file.compound().ifPresent(compound -> addNumbers(compound, file.separator(), ends));
    }

    /** The forms of a word, in the file's order; refused if there is none. */
    List<Word> forms(String table, String name) {
        List<Word> forms = words(table).get(name);
        require(
                forms != null,
                "the language has no word for %s in %s: add it to words.%s, or use an easier world",
                name,
                table,
                table);
        return forms;
    }

    boolean has(String table, String name) {
        return tables.getOrDefault(table, Map.of()).containsKey(name);
    }

    /** All words of a table. */
    Map<String, List<Word>> words(String table) {
        Map<String, List<Word>> words = tables.get(table);
        require(words != null, "the language has no table %s: add words.%s", table, table);
        return words;
    }

    /** What the world can name and the language cannot, as table.name. */
    Set<String> missing(World world) {
        Set<String> missing = new LinkedHashSet<>();
        for (Slot slot : Slot.values()) {
            if (slot.hasWords()) {
                Map<String, List<Word>> words = tables.getOrDefault(slot.table(), Map.of());
                world.names(slot).stream()
                        .filter(name -> !words.containsKey(name))
                        .forEachOrdered(name -> missing.add(slot.table() + "." + name));
            }
        }
        return missing;
    }

    /** How many words there are, every form counted. */
    int size() {
        return tables.values().stream()
                .flatMap(table -> table.values().stream())
                .mapToInt(List::size)
                .sum();
    }

    private void add(String table, String name, String form, Ends ends) {
        int slash = form.indexOf('/');
        String text = slash < 0 ? form : form.substring(0, slash);
        String end = slash < 0 ? ends.of(text) : form.substring(slash + 1);
        tables.computeIfAbsent(table, key -> new LinkedHashMap<>())
                .computeIfAbsent(name, key -> new ArrayList<>())
                .add(new Word(name, text, end));
    }

    private void addNumbers(LanguageFile.Compound compound, String separator, Ends ends) {
        String table = Slot.NUMBER.table();
        for (int number = 11; number <= 99; number++) {
            String name = "" + number;
            if (!words(table).containsKey(name)) {
                add(table, name, compose(compound, number).replace("_", separator), ends);
            }
        }
    }

    private String compose(LanguageFile.Compound compound, int number) {
        String ten = "" + number / 10;
        String unit = "" + number % 10;
        if (unit.equals("0")) {
            return compound.round().get(ten);
        }
        String said = forms(Slot.NUMBER.table(), unit).get(0).text();
        return compound.tens().get(ten) + compound.units().getOrDefault(unit, said);
    }
}

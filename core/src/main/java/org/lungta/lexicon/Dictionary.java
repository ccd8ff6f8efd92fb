package org.lungta.lexicon;

import static org.lungta.check.Check.require;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.lungta.text.Language;

/**
 * A dictionary that a user brings: lines of {@code headword<TAB>translation[<TAB>weight]}; empty lines and lines that begin with #
 * are passed over.
 */
public record Dictionary(List<Item> items) {
    /**
     * A line of it.
     *
     * @param headword one unit or several
     * @param weight 1 where the line gives none
     */
    public record Item(String headword, String translation, double weight) {}

    public Dictionary {
        items = List.copyOf(items);
    }

    public static Dictionary empty() {
        return new Dictionary(List.of());
    }

    /** Refused, with file, line and remedy, is what cannot be meant: see the messages. */
    public static Dictionary read(Path file, Language from, Language to) {
        List<Item> items = new ArrayList<>();
        Map<List<String>, String> places = new HashMap<>();
        Sides sides = new Sides(from, to);
        for (Tsv.Row row : Tsv.rows(file, 2, 3, "headword, translation and, if you like, a weight")) {
            String headword = row.text(0, "headword").strip();
            String translation = row.text(1, "translation").strip();
            double weight = row.cells().size() == 3 ? row.number(2, "weight") : 1;
            require(
                    weight > 0 && Double.isFinite(weight),
                    "%s: the weight is %s: write a positive number, or leave it out for 1",
                    row.place(),
                    row.cells().get(row.cells().size() - 1));
            String earlier = places.put(List.of(headword, translation), row.place());
            require(
                    earlier == null,
                    "%s: \"%s\" with \"%s\" stands at %s already: take one of the two out",
                    row.place(),
                    headword,
                    translation,
                    earlier);
            sides.accept(row.place(), headword, translation);
            items.add(new Item(headword, translation, weight));
        }
        require(!items.isEmpty(), "%s is empty: write lines of headword, tab, translation, or leave it out", file);
        sides.finish();
        return new Dictionary(items);
    }
}

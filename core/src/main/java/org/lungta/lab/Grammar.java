package org.lungta.lab;

import static org.lungta.check.Check.require;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Rules as they are written in a language's file.
 *
 * <pre>
 * alternative := [weight "*"] [condition {"," condition} "=>"] {piece}
 * piece       := SLOT | SLOT:table | -mark | rule | "[" pieces "]" | "{" pieces "}" | word | +word
 * </pre>
 */
final class Grammar {
    private static final Pattern WEIGHT = Pattern.compile("^(\\d+)\\*(.*)$");
    private static final Pattern SLOT = Pattern.compile("([A-Z]+)(?::([a-z]+))?");
    private static final Pattern MARK = Pattern.compile("-([a-z]+)");
    private static final Pattern RULE = Pattern.compile("[a-z][a-z-]*");
    private static final int USUAL_WEIGHT = 1;

    private final Map<String, Mark> marks;
    private final Map<String, Rule> rules = new LinkedHashMap<>();

    private Grammar(Map<String, Mark> marks) {
        this.marks = marks;
    }

    static Map<String, Rule> rules(Map<String, List<String>> written, Map<String, Mark> marks) {
        Grammar grammar = new Grammar(marks);
        written.keySet().forEach(name -> grammar.rules.put(name, new Rule(name)));
        written.forEach((name, alternatives) ->
                alternatives.forEach(alternative -> grammar.rules.get(name).add(grammar.alternative(alternative))));
        return grammar.rules;
    }

    private Rule.Alternative alternative(String written) {
        Matcher weight = WEIGHT.matcher(written.strip());
        String rest = weight.matches() ? weight.group(2) : written;
        int arrow = rest.indexOf("=>");
        String conditions = arrow < 0 ? "" : rest.substring(0, arrow);
        Deque<String> pieces = new ArrayDeque<>(words(rest.substring(arrow < 0 ? 0 : arrow + 2)));
        List<Item> items = items(pieces, written);
        require(pieces.isEmpty(), "\"%s\": nothing opens what %s closes", written, pieces.peek());
        return new Rule.Alternative(
                weight.matches() ? Integer.parseInt(weight.group(1)) : USUAL_WEIGHT,
                Arrays.stream(conditions.split(","))
                        .map(String::strip)
                        .filter(condition -> !condition.isEmpty())
                        .map(Condition::of)
                        .toList(),
                new Sequence(items));
    }

    private static List<String> words(String text) {
        String spaced = text.replaceAll("([\\[\\]{}])", " $1 ").strip();
        return spaced.isEmpty() ? List.of() : List.of(spaced.split("\\s+"));
    }

    /** The pieces up to a closing bracket, which is left, or to the end. */
    private List<Item> items(Deque<String> pieces, String written) {
        List<Item> items = new ArrayList<>();
        while (!pieces.isEmpty() && !pieces.peek().matches("[\\]}]")) {
            String piece = pieces.pop();
            items.add(
                    switch (piece) {
                        case "[" -> new Item.Group(new Sequence(inside("]", pieces, written)));
                        case "{" -> new Item.Free(inside("}", pieces, written));
                        default -> item(piece, written);
                    });
        }
        return items;
    }

    private List<Item> inside(String closing, Deque<String> pieces, String written) {
        List<Item> items = items(pieces, written);
        require(closing.equals(pieces.poll()), "\"%s\": a %s is missing", written, closing);
        return items;
    }

    private Item item(String piece, String written) {
        Matcher slot = SLOT.matcher(piece);
        Matcher mark = MARK.matcher(piece);
        if (slot.matches()) {
            Slot said = Slot.of(slot.group(1));
            return new Item.Say(said, slot.group(2) == null ? said.table() : slot.group(2));
        }
        if (mark.matches()) {
            Mark found = marks.get(mark.group(1));
            require(found != null, "\"%s\": there is no mark %s: there is %s", written, piece, marks.keySet());
            return new Item.Suffix(found);
        }
        if (RULE.matcher(piece).matches()) {
            Rule found = rules.get(piece);
            require(found != null, "\"%s\": there is no rule %s: there is %s", written, piece, rules.keySet());
            return new Item.Call(found);
        }
        return piece.startsWith("+") ? new Item.Literal(piece.substring(1), true) : new Item.Literal(piece, false);
    }
}

package org.lungta.report;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** Pages in Markdown as GitHub and Hugging Face render it; nothing in a text is taken as markup. */
final class Markdown {
    private Markdown() {}

    static String table(Table table) {
        StringBuilder page = new StringBuilder(escaped(table.caption())).append("\n\n");
        page.append(
                row(table.heads().stream().map(h -> both(h.text(), h.small())).toList()));
        page.append(row(table.heads().stream().map(h -> "---").toList()));
        for (Table.Line line : table.lines()) {
            List<Table.Cell> cells = new ArrayList<>(List.of(line.name()));
            cells.addAll(line.cells());
            page.append(row(cells.stream().map(c -> both(c.text(), c.small())).toList()));
        }
        return page.append('\n').toString();
    }

    private static String both(String text, String small) {
        return escaped(small.isEmpty() ? text : text + " " + small);
    }

    private static String row(List<String> cells) {
        return cells.stream().collect(Collectors.joining(" | ", "| ", " |\n"));
    }

    /** One line of text in which nothing is markup. A bracket closes a link only before one of three characters. */
    static String escaped(String text) {
        StringBuilder out = new StringBuilder();
        int[] characters = text.codePoints().toArray();
        for (int i = 0; i < characters.length; i++) {
            int c = characters[i];
            int next = i + 1 < characters.length ? characters[i + 1] : ' ';
            if (Character.isISOControl(c)) {
                out.append(' ');
            } else if (c == '<') {
                out.append("&lt;");
            } else if (c == '&') {
                out.append("&amp;");
            } else {
                boolean closes = c == ']' && "([:".indexOf(next) >= 0;
                out.append(closes || "\\`*_{}#|~!".indexOf(c) >= 0 ? "\\" : "").appendCodePoint(c);
            }
        }
        return out.toString();
    }
}

package org.lungta.report;

import static org.lungta.check.Check.require;

import java.util.List;

/**
 * A table of the report, for every format.
 *
 * @param name a word for references
 * @param caption a sentence
 * @param heads of the columns, the first over the names of the rows
 */
record Table(String name, String caption, List<Head> heads, List<Line> lines) {
    /** A column: its name and what a reader must know of it, such as the unit. */
    record Head(String text, String small) {
        static Head of(String text) {
            return new Head(text, "");
        }
    }

    /** A row: its first cell names it. */
    record Line(Cell name, List<Cell> cells) {
        Line {
            cells = List.copyOf(cells);
        }
    }

    /** A cell: a number or words, and an interval or a remark below. */
    record Cell(String text, String small) {
        static final Cell EMPTY = new Cell("\u2013", "");

        static Cell of(String text) {
            return new Cell(text, "");
        }
    }

    Table {
        heads = List.copyOf(heads);
        lines = List.copyOf(lines);
        for (Line line : lines) {
            require(
                    line.cells().size() + 1 == heads.size(),
                    "the table \"%s\" has %d columns and a line of %d",
                    name,
                    heads.size(),
                    line.cells().size() + 1);
        }
    }

    Node html() {
        Node.Tag head = Node.tag("tr")
                .add(heads.stream()
                        .map(h -> Node.tag("th")
                                .with("scope", "col")
                                .add(h.text())
                                .add(small(h.small())))
                        .toList());
        List<Node.Tag> rows = lines.stream()
                .map(line -> Node.tag("tr")
                        .add(Node.tag("th")
                                .with("scope", "row")
                                .add(line.name().text())
                                .add(small(line.name().small())))
                        .add(line.cells().stream()
                                .map(cell -> Node.tag("td").add(cell.text()).add(small(cell.small())))
                                .toList()))
                .toList();
        Node.Tag table = Node.tag("table")
                .with("id", "table-" + name)
                .add(Node.tag("thead", head), Node.tag("tbody").add(rows));
        return Node.tag(
                "div",
                "table",
                List.of(
                        Node.tag("p", "caption", List.of(new Node.Text(caption))),
                        Node.tag("div", "scroll", List.of(table))
                                .with("tabindex", "0")
                                .with("role", "region")
                                .with("aria-label", caption)));
    }

    private static List<Node> small(String text) {
        return text.isEmpty() ? List.of() : List.of(Node.tag("small", text));
    }
}

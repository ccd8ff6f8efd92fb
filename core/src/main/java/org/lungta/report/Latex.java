package org.lungta.report;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** Tables in LaTeX, behind comments that name the packages that they need; nothing in a text is taken as a command. */
final class Latex {
    private static final int LAST_LATIN = 0x17F;
    private static final String SCRIPTS =
            "% \\usepackage{fontspec} % with XeLaTeX or LuaLaTeX, and a main font that has these tables' scripts\n";

    private Latex() {}

    static String page(List<Table> tables) {
        String body = tables.stream().map(Latex::table).collect(Collectors.joining("\n"));
        return "% \\usepackage{booktabs}\n" + (isLatin(body) ? "" : SCRIPTS) + body;
    }

    private static boolean isLatin(String text) {
        return text.codePoints().allMatch(c -> c <= LAST_LATIN);
    }

    static String table(Table table) {
        StringBuilder page = new StringBuilder("\\begin{table}\n\\centering\\small\n");
        page.append("\\caption{").append(escaped(table.caption())).append("}\n");
        page.append("\\label{tab:").append(table.name()).append("}\n");
        page.append("\\begin{tabular}{l")
                .append("r".repeat(table.heads().size() - 1))
                .append("}\n\\toprule\n");
        page.append(row(table.heads().stream().map(Table.Head::text).toList())).append("\\midrule\n");
        for (Table.Line line : table.lines()) {
            List<String> cells = new ArrayList<>(List.of(line.name().text()));
            line.cells().forEach(c -> cells.add(c.small().isEmpty() ? c.text() : c.text() + " " + c.small()));
            page.append(row(cells));
        }
        return page.append("\\bottomrule\n\\end{tabular}\n\\end{table}\n").toString();
    }

    private static String row(List<String> cells) {
        return cells.stream().map(Latex::escaped).collect(Collectors.joining(" & ", "", " \\\\\n"));
    }

    static String escaped(String text) {
        StringBuilder out = new StringBuilder();
        text.codePoints().forEach(c -> {
            switch (c) {
                case '\\' -> out.append("\\textbackslash{}");
                case '~' -> out.append("\\textasciitilde{}");
                case '^' -> out.append("\\textasciicircum{}");
                case '<' -> out.append("\\textless{}");
                case '>' -> out.append("\\textgreater{}");
                case '[' -> out.append("{[}"); // a bracket after \\ would be read as its argument
                case '|' -> out.append("\\textbar{}");
                case 0xD7 -> out.append("$\\times$");
                case 0x2191 -> out.append("$\\uparrow$");
                case 0x2193 -> out.append("$\\downarrow$");
                case 0x221A -> out.append("$\\surd$");
                case 0x2212 -> out.append("$-$");
                case 0x2013 -> out.append("--");
                default -> plain(c, out);
            }
        });
        return out.toString();
    }

    private static void plain(int c, StringBuilder out) {
        if (Character.isISOControl(c)) {
            out.append(' ');
            return;
        }
        if ("&%$#_{}".indexOf(c) >= 0) {
            out.append('\\');
        }
        out.appendCodePoint(c);
    }
}

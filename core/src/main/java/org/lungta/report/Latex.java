package org.lungta.report;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Tables in LaTeX, behind comments that name the packages that they need; nothing in a text is taken as a command. A table is as wide as a
 * line and as long as it must be, over pages.
 */
final class Latex {
    private static final int LAST_ASCII = 0x7F;
    private static final String PACKAGES = "% \\usepackage{array,booktabs,longtable} % in a document of one column\n";
    private static final String SCRIPTS =
            "% \\usepackage{fontspec} % with XeLaTeX or LuaLaTeX, and a main font that has these tables' scripts\n";

    /** Of a line, for a column of numbers at most; the names have what is left, a fifth at least. */
    private static final double NUMBERS = 0.18;

    private static final double LEAST_NAMES = 0.2;

    private Latex() {}

    static String page(List<Table> tables) {
        String body = tables.stream().map(Latex::table).collect(Collectors.joining("\n"));
        return PACKAGES + (isPlain(body) ? "" : SCRIPTS) + body;
    }

    /** Whether any LaTeX sets it as it comes; without another encoding of its fonts, pdfLaTeX lacks even some letters of Latin-1. */
    private static boolean isPlain(String text) {
        return text.codePoints().allMatch(c -> c <= LAST_ASCII);
    }

    static String table(Table table) {
        String heads =
                row(table.heads().stream().map(h -> cell(h.text(), h.small())).toList());
        String rule = "\\toprule\n" + heads + "\\midrule\n";
        StringBuilder page = new StringBuilder("{\\small\\setlength{\\tabcolsep}{2pt}\n");
        page.append("\\begin{longtable}{")
                .append(columns(table.heads().size() - 1))
                .append("}\n\\caption{")
                .append(escaped(table.caption()))
                .append("}\\label{tab:")
                .append(table.name())
                .append("}\\tabularnewline\n");
        page.append(rule).append("\\endfirsthead\n").append(rule).append("\\endhead\n\\bottomrule\n\\endfoot\n");
        for (Table.Line line : table.lines()) {
            page.append(row(Stream.concat(Stream.of(line.name()), line.cells().stream())
                    .map(c -> cell(c.text(), c.small()))
                    .toList()));
        }
        return page.append("\\end{longtable}}\n").toString();
    }

    private static String columns(int numbers) {
        double width = Math.min(NUMBERS, (1 - LEAST_NAMES) / numbers);
        return column("\\raggedright", 1 - numbers * width)
                + column("\\raggedleft", width).repeat(numbers);
    }

    private static String column(String ragged, double width) {
        return String.format(Locale.ROOT, ">{%s}p{\\dimexpr %.3f\\linewidth-2\\tabcolsep\\relax}", ragged, width);
    }

    private static String row(List<String> cells) {
        return cells.stream().collect(Collectors.joining(" & ", "", " \\tabularnewline\n"));
    }

    /** What is small stands below, and what comes behind an interval below that. */
    private static String cell(String text, String small) {
        String below = small.isEmpty()
                ? ""
                : small.replace("] ", "]\n")
                        .lines()
                        .map(line -> " \\\\{\\tiny " + escaped(line) + "}")
                        .collect(Collectors.joining());
        return escaped(text) + below;
    }

    static String escaped(String text) {
        StringBuilder out = new StringBuilder();
        int[] characters = text.codePoints().toArray();
        for (int i = 0; i < characters.length; i++) {
            int c = characters[i];
            if (i > 0 && isLigature(characters[i - 1], c)) {
                out.append("{}");
            }
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
        }
        return out.toString();
    }

    /** Whether fonts would make another character of the two: a dash, a quotation mark, an opening question mark. */
    private static boolean isLigature(int before, int c) {
        return before == c && "-`'".indexOf(c) >= 0 || c == '`' && "?!".indexOf(before) >= 0;
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

package org.lungta.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.lungta.evidence.MadeUp;

/** Tables read back as TeX would: commands, groups, column marks, and the characters that are left. */
class LatexTest {
    private static final String HOSTILE =
            "50 % & #1_x {y} ^2 ~ \\input{/etc/passwd} $z$ [a] <b> |c| --set `q` ``r'' ?`!`";
    private static final String SCRIPTS = "བོད་ཡིག་ 中文 \u2191 \u2193 \u221A \u00D7 \u2212 \u2013";

    /** What a command stands for, by its name. */
    private static final Map<String, String> TEXT = Map.of(
            "textbackslash", "\\",
            "textasciitilde", "~",
            "textasciicircum", "^",
            "textless", "<",
            "textgreater", ">",
            "textbar", "|");

    private static final Map<String, String> MATHS = Map.of(
            "$-$",
            "\u2212",
            "$\\times$",
            "\u00D7",
            "$\\uparrow$",
            "\u2191",
            "$\\downarrow$",
            "\u2193",
            "$\\surd$",
            "\u221A");

    private static final Pattern TOKEN =
            Pattern.compile("\\\\([a-z]+)\\{\\}|\\\\([&%$#_{}])|(\\$[^$]*\\$)|(--)|(\\{\\[})|\\{}|(.)", Pattern.DOTALL);

    /** What fonts make another character of, but for the dash that is meant. */
    private static final Pattern LIGATURE = Pattern.compile("---|``|''|[?!]`");

    private static final Pattern MARK = Pattern.compile("(?<!\\\\)&");
    private static final Pattern LINE = Pattern.compile(" \\\\\\\\(?=\\{\\\\tiny )");

    private static Table table(String... texts) {
        List<Table.Cell> cells = new ArrayList<>();
        List<Table.Head> heads = new ArrayList<>(List.of(Table.Head.of("arm")));
        for (String text : texts) {
            heads.add(Table.Head.of(text));
            cells.add(Table.Cell.of(text));
        }
        return new Table("x", texts[0], heads, List.of(new Table.Line(Table.Cell.of(texts[0]), cells)));
    }

    /** The text that TeX would set; fails on whatever it would take for something else. */
    private static String read(String latex) {
        assertThat(latex).doesNotContainPattern(LIGATURE);
        StringBuilder text = new StringBuilder();
        Matcher token = TOKEN.matcher(latex);
        while (token.find()) {
            if (token.group(1) != null) {
                assertThat(TEXT).containsKey(token.group(1));
                text.append(TEXT.get(token.group(1)));
            } else if (token.group(2) != null) {
                text.append(token.group(2));
            } else if (token.group(3) != null) {
                assertThat(MATHS).containsKey(token.group(3));
                text.append(MATHS.get(token.group(3)));
            } else if (token.group(4) != null) {
                text.append('\u2013');
            } else if (token.group(5) != null) {
                text.append('[');
            } else if (token.group(6) != null) {
                assertThat("\\{}&%$#_^~").as("in %s", latex).doesNotContain(token.group(6));
                text.append(token.group(6));
            }
        }
        return text.toString();
    }

    @Test
    void whatIsWrittenIsReadBack() {
        for (String text : List.of(HOSTILE, SCRIPTS, "plain")) {
            assertThat(read(Latex.escaped(text))).isEqualTo(text);
        }
    }

    /** The cells of the table's rows, each with the lines in it. */
    private static List<List<List<String>>> rows(String latex) {
        return latex.lines()
                .filter(line -> line.endsWith(" \\tabularnewline") && !line.startsWith("\\caption"))
                .map(line -> line.substring(0, line.length() - " \\tabularnewline".length()))
                .map(line -> MARK.splitAsStream(line).map(LatexTest::lines).toList())
                .toList();
    }

    private static List<String> lines(String cell) {
        return LINE.splitAsStream(cell.strip())
                .map(line -> read(line.replaceFirst("^\\{\\\\tiny (.*)}$", "$1")))
                .toList();
    }

    @Test
    void everyRowHasItsColumnsAndEveryCellItsText() {
        List<List<List<String>>> rows = rows(Latex.table(table(HOSTILE, SCRIPTS)));
        assertThat(rows).hasSize(3); // the heads twice, for the first page and for the others
        assertThat(rows).allSatisfy(row -> assertThat(row).hasSize(3).endsWith(List.of(HOSTILE), List.of(SCRIPTS)));
    }

    @Test
    void whatIsSmallStandsBelowAndAnIntervalByItself() {
        Table table = new Table(
                "x",
                "x",
                List.of(Table.Head.of("arm"), new Table.Head("skill", "share")),
                List.of(new Table.Line(
                        new Table.Cell("sft", "100 updates, 10 %"),
                        List.of(new Table.Cell("0.5", "[0.4, 0.6] n=240\u00D73")))));
        List<List<List<String>>> rows = rows(Latex.table(table));
        assertThat(rows.get(0)).containsExactly(List.of("arm"), List.of("skill", "share"));
        assertThat(rows.get(2))
                .containsExactly(List.of("sft", "100 updates, 10 %"), List.of("0.5", "[0.4, 0.6]", "n=240\u00D73"));
    }

    @Test
    void aTableIsAsWideAsALine() {
        for (int columns : List.of(1, 3, 5, 8)) {
            String[] texts = Stream.generate(() -> "a").limit(columns).toArray(String[]::new);
            List<Double> widths = Pattern.compile("dimexpr ([0-9.]+)\\\\linewidth")
                    .matcher(Latex.table(table(texts)))
                    .results()
                    .map(width -> Double.valueOf(width.group(1)))
                    .toList();
            assertThat(widths).hasSize(1 + columns);
            assertThat(widths.stream().mapToDouble(w -> w).sum()).isCloseTo(1, within(0.0005 * (1 + columns)));
            assertThat(widths.get(0)).isGreaterThanOrEqualTo(0.2);
        }
    }

    @Test
    void aWholeReportIsMadeOfTheseAndNamesWhatItNeeds() {
        Report report = Report.of(List.of(MadeUp.experiment()));
        String page = Latex.page(List.of(new Tables(report.merged()).glance(), table("plain")));
        assertThat(page).startsWith("% \\usepackage{array,booktabs,longtable} ").doesNotContain("fontspec");
        for (String text : List.of(SCRIPTS, "Ząbki")) {
            assertThat(Latex.page(List.of(table(text)))).contains("\n% \\usepackage{fontspec} ");
        }
        String known =
                "begin|end(firsthead|head|foot)?|small|tiny|raggedright|raggedleft|dimexpr|linewidth|tabcolsep|setlength|relax"
                        + "|tabularnewline|caption|label|toprule|midrule|bottomrule|usepackage|times|uparrow|downarrow";
        String commands = page.replaceAll("\\\\text[a-z]+\\{\\}", "").replaceAll("\\\\\\\\", "");
        Matcher command = Pattern.compile("\\\\([a-z]+)").matcher(commands);
        while (command.find()) {
            assertThat(command.group(1)).matches(known);
        }
        assertThat(MARK.matcher(page).results().count()).isPositive();
    }
}

package org.lungta.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.lungta.evidence.MadeUp;

/** Tables read back as TeX would: commands, groups, column marks, and the characters that are left. */
class LatexTest {
    private static final String HOSTILE = "50 % & #1_x {y} ^2 ~ \\input{/etc/passwd} $z$ [a] <b> |c|";
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
            Pattern.compile("\\\\([a-z]+)\\{\\}|\\\\([&%$#_{}])|(\\$[^$]*\\$)|(--)|(\\{\\[})|(.)", Pattern.DOTALL);

    private static final Pattern MARK = Pattern.compile("(?<!\\\\)&");

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
            } else {
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

    @Test
    void everyRowHasItsColumnsAndEveryCellItsText() {
        List<String> rows = Latex.table(table(HOSTILE, SCRIPTS))
                .lines()
                .filter(line -> line.endsWith(" \\\\"))
                .map(line -> line.substring(0, line.length() - 3))
                .toList();
        assertThat(rows).hasSize(2);
        for (String row : rows) {
            assertThat(MARK.splitAsStream(row).map(cell -> read(cell.strip())))
                    .hasSize(3)
                    .endsWith(HOSTILE, SCRIPTS);
        }
    }

    @Test
    void aWholeReportIsMadeOfTheseAndNamesWhatItNeeds() {
        Report report = Report.of(List.of(MadeUp.experiment()));
        String page = Latex.page(List.of(new Tables(report.merged()).glance(), table("plain")));
        assertThat(page).startsWith("% \\usepackage{booktabs}\n").doesNotContain("fontspec");
        assertThat(Latex.page(List.of(table(SCRIPTS)))).contains("\n% \\usepackage{fontspec} ");
        String known =
                "begin|end|centering|small|caption|label|toprule|midrule|bottomrule|usepackage|times|uparrow|downarrow";
        String commands = page.replaceAll("\\\\text[a-z]+\\{\\}", "").replaceAll("\\\\\\\\", "");
        Matcher command = Pattern.compile("\\\\([a-z]+)").matcher(commands);
        while (command.find()) {
            assertThat(command.group(1)).matches(known);
        }
        assertThat(MARK.matcher(page).results().count()).isPositive();
    }
}

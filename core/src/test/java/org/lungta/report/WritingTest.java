package org.lungta.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.lungta.statistics.Bounds;

class WritingTest {
    @Test
    void textNeverBecomesMarkup() {
        StringBuilder out = new StringBuilder();
        Node.tag("p", "<b>&\"'\u0000\ud800\uffff").with("title", "\"><i>").write(out);
        assertThat(out.toString())
                .isEqualTo("<p title=\"&quot;&gt;&lt;i&gt;\">&lt;b&gt;&amp;&quot;&#39;\ufffd\ufffd\ufffd</p>\n");
    }

    @Test
    void markdownShowsWhatItIsGiven() {
        assertThat(Markdown.escaped("a|b <i> *c*\n# d")).isEqualTo("a\\|b &lt;i> \\*c\\* \\# d");
        assertThat(Markdown.escaped("[a](b) [1, 2]")).isEqualTo("[a\\](b) [1, 2]");
    }

    @Test
    void latexShowsWhatItIsGiven() {
        assertThat(Latex.escaped("5 % of \\x_1 & {~^} \u22120.1 [2]"))
                .isEqualTo(
                        "5 \\% of \\textbackslash{}x\\_1 \\& \\{\\textasciitilde{}\\textasciicircum{}\\} $-$0.1 {[}2]");
    }

    @Test
    void aMeasureHasAsManyDigitsAsItsGreatestValueNeeds() {
        assertThat(Format.of(.5, .25).plain(.25)).isEqualTo("0.250");
        assertThat(Format.of(.04).plain(.0123)).isEqualTo("0.0123");
        assertThat(Format.of(3).plain(2.71828)).isEqualTo("2.718");
        assertThat(Format.of(71.2, 3).plain(3)).isEqualTo("3.00");
        assertThat(Format.of(123456).plain(123456.78)).isEqualTo("123456.8");
        assertThat(Format.of().plain(0)).isEqualTo("0.000");
    }

    @Test
    void aDifferenceHasASignUnlessItRoundsToNothing() {
        Format two = new Format(2);
        assertThat(two.signed(1)).isEqualTo("+1.00");
        assertThat(two.signed(-.004)).isEqualTo("0.00");
        assertThat(two.signed(new Bounds(-1.5, .25))).isEqualTo("[\u22121.50, +0.25]");
    }

    @Test
    void ticksAreRoundNumbersInsideTheRange() {
        assertThat(Ticks.of(0, 1).values()).containsExactly(0.0, .2, .4, .6000000000000001, .8, 1.0);
        Ticks few = Ticks.of(57, 88);
        assertThat(few.values().stream().map(few::label)).containsExactly("60", "70", "80");
        Ticks below = Ticks.of(-.03, .01);
        assertThat(below.values().stream().map(below::label))
                .containsExactly("\u22120.03", "\u22120.02", "\u22120.01", "0.00", "0.01");
        assertThat(Ticks.of(5, 5).values()).isNotEmpty();
    }

    /** In a drawing of 440 x 330 the plane is 372 wide from 56 on and 272 high down to 284; a twentieth of the range is room. */
    @Test
    void aPointLiesWhereItsValuesSay() {
        Plot.Series series = new Plot.Series(
                new Look("a", "c0", 0),
                Optional.empty(),
                List.of(new Plot.Dot(0, 10, "first"), new Plot.Dot(1, 20, "second")),
                List.of(),
                true);
        StringBuilder out = new StringBuilder();
        new Plot("t", "x", "y", Plot.Size.LARGE, List.of(series), List.of())
                .svg()
                .write(out);
        String x0 = Plot.number(56 + 372 * .05 / 1.1);
        String x1 = Plot.number(56 + 372 * 1.05 / 1.1);
        String y0 = Plot.number(284 - 272 * .05 / 1.1);
        String y1 = Plot.number(284 - 272 * 1.05 / 1.1);
        assertThat(out).contains("d=\"M %s %s L %s %s\"".formatted(x0, y0, x1, y1));
    }

    @Test
    void theFrontIsDrawnInSteps() {
        Plot.Series series = new Plot.Series(
                new Look("a", "c0", 0),
                Optional.empty(),
                List.of(new Plot.Dot(0, 20, ""), new Plot.Dot(1, 10, "")),
                List.of(),
                true);
        StringBuilder out = new StringBuilder();
        new Plot("t", "x", "y", Plot.Size.LARGE, List.of(series), series.dots())
                .svg()
                .write(out);
        assertThat(out.toString()).containsPattern("class=\"front\" d=\"M 72.9 24.4 V 271.6 L 411.1 271.6\"");
    }
}

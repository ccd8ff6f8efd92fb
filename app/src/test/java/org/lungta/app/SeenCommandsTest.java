package org.lungta.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lungta.check.Refusal;
import org.lungta.corpus.Example;
import org.lungta.corpus.PairSpec;
import org.lungta.corpus.Pairs;
import org.lungta.corpus.Portion;
import org.lungta.corpus.Seen;
import org.lungta.lab.TinyWorld;
import picocli.CommandLine;

/** A lexicon learns from a portion, says from which texts, and the model that gets its words says so too. */
class SeenCommandsTest {
    @TempDir
    private Path folder;

    private String call(int status, Object... arguments) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        StringWriter err = new StringWriter();
        PrintStream before = Main.redirect(new PrintStream(out, true, StandardCharsets.UTF_8));
        try {
            CommandLine line = Main.commandLine(new Main()).setErr(new PrintWriter(err, true));
            int found = line.execute(
                    List.of(arguments).stream().map(Object::toString).toArray(String[]::new));
            assertThat(found).as(err.toString()).isEqualTo(status);
            return out.toString(StandardCharsets.UTF_8) + err;
        } finally {
            Main.redirect(before);
        }
    }

    @Test
    void aPortionIsLeftOutAndWhatWasSeenGoesWithTheWords() throws IOException {
        TinyWorld.write(folder, 7);
        Path pairs = folder.resolve("mt/libreoffice.bo-zh.jsonl");
        Path lexicon = folder.resolve("bo-zh.tsv");
        call(
                0,
                "lexicon",
                "build",
                "--pairs",
                pairs,
                "--from",
                "bo",
                "--to",
                "zh",
                "--model",
                folder.resolve("model"),
                "--portion",
                "0.5",
                "--output",
                lexicon);
        List<Example> train = Pairs.read(PairSpec.of(pairs, "bo", "zh").inSplit("train"));
        Portion half = new Portion(0.5);
        Seen seen = Seen.read(folder.resolve("bo-zh.tsv.seen"));
        assertThat(train).allMatch(e -> seen.holds(e) == half.holds(e.source()));
        assertThat(Files.readAllLines(lexicon).get(0)).contains("\"portion\":\"0.5\"", "(sha256 ");
        Path extended = folder.resolve("extended");
        call(0, "tokenizer", "extend", "--model", folder.resolve("model"), "--lexicon", lexicon, "--output", extended);
        assertThat(Seen.in(extended).orElseThrow().lines()).isEqualTo(seen.lines());
    }

    @Test
    void eachFileCanHaveAPortionOfItsOwn() throws IOException {
        TinyWorld.write(folder, 7);
        Path pairs = folder.resolve("mt/libreoffice.bo-zh.jsonl");
        Path copy = Files.copy(pairs, folder.resolve("copy.jsonl"));
        List<Object> build = new ArrayList<>(
                List.of("lexicon", "build", "--from", "bo", "--to", "zh", "--output", folder.resolve("two.tsv")));
        build.addAll(List.of("--pairs", pairs, "--portion", "0.25", "--pairs", copy, "--portion", "0.5..1"));
        call(0, build.toArray());
        Seen seen = Seen.read(folder.resolve("two.tsv.seen"));
        List<Example> train = Pairs.read(PairSpec.of(pairs, "bo", "zh").inSplit("train"));
        Portion middle = new Portion(0.25, 0.25);
        assertThat(train).allMatch(e -> seen.holds(e) != middle.holds(e.source()));
        build.addAll(List.of("--pairs", folder.resolve("third.jsonl")));
        assertThat(call(2, build.toArray())).contains("--portion is given 2 times for 3 files");
    }

    @Test
    void portionsAreSharesOrFromOnePlaceToAnother() {
        assertThat(Portions.parse("0.3333")).isEqualTo(new Portion(0, 0.3333));
        assertThat(Portions.parse("0.25..1")).isEqualTo(new Portion(0.25, 0.75));
        for (String wrong : List.of("half", "-1", "0.5..", "2", "0.5..0.2")) {
            assertThatThrownBy(() -> Portions.parse(wrong)).as(wrong).isInstanceOf(Refusal.class);
        }
    }

    @Test
    void aCardWithinALanguageNeedsNoOther() {
        TinyWorld.write(folder, 7);
        String card = call(
                0,
                "encoder",
                "card",
                "--encoder",
                folder.resolve("encoder"),
                "--original",
                folder.resolve("encoder"),
                "--pairs",
                folder.resolve("mt/libreoffice.bo-zh.jsonl"),
                "--split",
                "dev",
                "--anchor",
                "reference");
        assertThat(card)
                .contains(
                        "within zh", "verdict: may judge", "words kept", "as in the original encoder (Spearman) 1.0000")
                .doesNotContain("source copied", "unknown tokens of bo");
    }
}

package org.lungta.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.lungta.app.Outcome.call;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lungta.lab.TinyWorld;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** lungta lexicon and tokenizer, as a user calls them, on a made-up world. */
class LexiconCommandsTest {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    @TempDir
    private Path folder;

    @Test
    void aLexiconIsBuiltAndShownAndNotOverwritten() throws IOException {
        TinyWorld.write(folder, 7);
        Path lexicon = folder.resolve("bo-zh.tsv");
        Path own = write("own.tsv", "རྟ\t马\n");
        Object[] build = {
            "lexicon",
            "build",
            "--pairs",
            folder.resolve("mt/libreoffice.bo-zh.jsonl"),
            "--from",
            "bo",
            "--to",
            "zh",
            "--model",
            folder.resolve("model"),
            "--dictionary",
            own,
            "--output",
            lexicon
        };
        Outcome built = call(build);
        assertThat(built.err()).isEmpty();
        assertThat(built.status()).isZero();
        String header = Files.readAllLines(lexicon).get(0);
        assertThat(header)
                .contains("tokens of model", "\"split\":\"train where there are splits\"", "own.tsv, 1 lines");
        Outcome horse = call("lexicon", "show", lexicon, "རྟ་", "--json");
        assertThat(horse.status()).isZero();
        assertThat(JSON.readTree(horse.out()).path("unit").asString()).isEqualTo("རྟ");
        Outcome top = call("lexicon", "show", lexicon, "--top", "2");
        assertThat(top.out()).startsWith("bo to zh, ");
        assertThat(top.out().lines().filter(line -> line.contains("\t"))).hasSize(2);
        Outcome nobody = call("lexicon", "show", lexicon, "ཀཀཀ");
        assertThat(nobody.status()).isEqualTo(1);
        assertThat(nobody.err()).contains("bo-zh.tsv", "ཀཀཀ");
        Outcome again = call(build);
        assertThat(again.status()).isEqualTo(1);
        assertThat(again.err()).contains("bo-zh.tsv exists");
        assertThat(call("lexicon").status()).isEqualTo(2);
    }

    @Test
    void aLexiconNeedsNoModel() throws IOException {
        TinyWorld.write(folder, 7);
        Path lexicon = folder.resolve("words.tsv");
        Outcome built = call(
                "lexicon",
                "build",
                "--pairs",
                folder.resolve("mt/libreoffice.bo-zh.jsonl"),
                "--from",
                "zh",
                "--to",
                "bo",
                "--split",
                "dev",
                "--output",
                lexicon);
        assertThat(built.status()).isZero();
        assertThat(Files.readAllLines(lexicon).get(0)).contains("\"candidates\":\"words\"", "\"pairs\":\"32\"");
    }

    @Test
    void inspectCountsTokensOfLinesAndOfJson() throws IOException {
        TinyWorld.write(folder, 7);
        Path lines = write("t.txt", "རྟ་རྟ\n\nརྟ\n");
        Path json = write("t.jsonl", "{\"text\": \"རྟ་རྟ\"}\n{\"text\": \"རྟ\"}\n");
        Outcome one = call("tokenizer", "inspect", "--model", folder.resolve("model"), "--input", lines, "--json");
        Outcome other = call("tokenizer", "inspect", "--model", folder.resolve("model"), "--input", json, "--json");
        assertThat(one.status()).isZero();
        assertThat(other.out()).isEqualTo(one.out());
        JsonNode seen = JSON.readTree(one.out());
        assertThat(seen.path("texts").path("count").asInt()).isEqualTo(2);
        assertThat(seen.path("texts").path("codePoints").asInt()).isEqualTo(7);
        assertThat(seen.path("words").path("count").asInt()).isEqualTo(3);
        assertThat(seen.path("words").path("kind").asString()).isEqualTo("syllables");
        Outcome text = call("tokenizer", "inspect", "--model", folder.resolve("model"), "--input", lines);
        assertThat(text.out()).contains("tokens a code point", "spare", "<|im_end|>");
        Outcome empty = call("tokenizer", "inspect", "--model", folder.resolve("model"), "--input", write("e", "\n"));
        assertThat(empty.status()).isEqualTo(1);
        assertThat(empty.err()).contains("is empty");
        assertThat(call("tokenizer").status()).isEqualTo(2);
    }

    @Test
    void pairsWithSwappedSidesAreRefusedAndNothingIsWritten() throws IOException {
        TinyWorld.write(folder, 7);
        String pairs = Files.readString(folder.resolve("mt/libreoffice.bo-zh.jsonl"));
        Path swapped = write(
                "swapped.jsonl",
                pairs.replace("\"source\"", "\"other\"")
                        .replace("\"target\"", "\"source\"")
                        .replace("\"other\"", "\"target\""));
        Path lexicon = folder.resolve("swapped.tsv");
        Outcome refused =
                call("lexicon", "build", "--pairs", swapped, "--from", "bo", "--to", "zh", "--output", lexicon);
        assertThat(refused.status()).isEqualTo(1);
        assertThat(refused.err()).contains("swapped.jsonl:", "script", "source_lang");
        assertThat(lexicon).doesNotExist();
    }

    @Test
    void pairsInNfdAreBroughtIntoNfcAndALexiconInNfdIsRefused() throws IOException {
        TinyWorld.write(folder, 7);
        String line = "{\"id\": \"%d\", \"source\": \"\u0F43\u0F0B\", \"target\": \"\u9A6C\", \"source_lang\": \"bo\","
                + " \"target_lang\": \"zh\", \"n\": %d}\n";
        Path pairs = write(
                "nfd.jsonl",
                line.formatted(1, 1) + line.replace("\u9A6C", "\u9A6C\u3002").formatted(2, 2));
        Path lexicon = folder.resolve("nfd.tsv");
        assertThat(call("lexicon", "build", "--pairs", pairs, "--from", "bo", "--to", "zh", "--output", lexicon)
                        .status())
                .isZero();
        String built = Files.readString(lexicon);
        assertThat(built).contains("\n\u0F42\u0FB7\t2\t").doesNotContain("\u0F43");
        Path edited = write("edited.tsv", built.replace("\u0F42\u0FB7", "\u0F43"));
        Path output = folder.resolve("out");
        Outcome refused = call(
                "tokenizer", "extend", "--model", folder.resolve("model"), "--lexicon", edited, "--output", output);
        assertThat(refused.status()).isEqualTo(1);
        assertThat(refused.err()).contains("edited.tsv:3", "NFC");
        assertThat(output).doesNotExist();
    }

    @Test
    void anEmptyLexiconExtendsNothing() throws IOException {
        TinyWorld.write(folder, 7);
        Path lexicon = folder.resolve("words.tsv");
        call(
                "lexicon",
                "build",
                "--pairs",
                folder.resolve("mt/libreoffice.bo-zh.jsonl"),
                "--from",
                "bo",
                "--to",
                "zh",
                "--output",
                lexicon);
        Path empty = write("empty.tsv", Files.readAllLines(lexicon).get(0) + "\n");
        Path output = folder.resolve("out");
        Outcome refused =
                call("tokenizer", "extend", "--model", folder.resolve("model"), "--lexicon", empty, "--output", output);
        assertThat(refused.status()).isEqualTo(1);
        assertThat(refused.err()).contains("empty.tsv", "empty");
        assertThat(output).doesNotExist();
    }

    private Path write(String name, String text) throws IOException {
        return Files.writeString(folder.resolve(name), text);
    }
}

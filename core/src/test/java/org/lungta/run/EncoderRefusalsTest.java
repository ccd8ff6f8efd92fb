package org.lungta.run;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lungta.corpus.Seen;

/** Adaptations that would learn or measure something else than they say are refused by name, and nothing is trained. */
class EncoderRefusalsTest {
    @TempDir
    private Path folder;

    private TinyAdaptation tiny;
    private Path pairs;

    @BeforeEach
    void world() {
        tiny = TinyAdaptation.in(folder);
        pairs = tiny.pairs();
    }

    private static void change(Path file, UnaryOperator<String> change) throws IOException {
        Files.writeString(file, change.apply(Files.readString(file)));
    }

    @Test
    void anEmptySideIsNamedWithItsLine() throws IOException {
        List<String> lines = new ArrayList<>(Files.readAllLines(pairs));
        lines.set(99, lines.get(99).replace("\"target\":\"", "\"target\":\"  \",\"was\":\""));
        Files.write(pairs, lines);
        tiny.assertRefused(List.of(pairs + ":100", "\"target\" is empty"));
    }

    @Test
    void oneLanguageOnBothSidesIsNamedWithALine() throws IOException {
        change(pairs, text -> text.replaceAll("\"source\":\"[^\"]*\"", "\"source\":\"扎西买了书\""));
        tiny.assertRefused(List.of(pairs + ":1:", "script"));
    }

    @Test
    void sidesThatAreSwappedAreRefused() throws IOException {
        change(
                pairs,
                text -> text.replace("\"source_lang\":\"bo\"", "\"source_lang\":\"x\"")
                        .replace("\"target_lang\":\"zh\"", "\"target_lang\":\"bo\"")
                        .replace("\"source_lang\":\"x\"", "\"source_lang\":\"zh\""));
        tiny.assertRefused(List.of(pairs.toString(), "script"));
    }

    @Test
    void oneLanguageTwiceIsRefused() {
        tiny.assertRefused(List.of("learning and known are both \"zh\""), "adaptation.learning=zh");
    }

    @Test
    void fewerPairsThanABatchAreRefused() {
        tiny.assertRefused(List.of("fewer than a batch of 200", pairs.toString()), "adaptation.batch-size=200");
    }

    @Test
    void aTokenizerOfOtherWeightsIsRefused() throws IOException {
        Path learner = folder.resolve("learner");
        int rows = RunFolder.JSON
                .readTree(Files.readString(learner.resolve("config.json")))
                .path("vocab_size")
                .asInt();
        change(
                learner.resolve("tokenizer.json"),
                text -> text.replaceFirst("\"vocab\":\\{", "\"vocab\":{\"newword\":%d,".formatted(rows)));
        tiny.assertRefused(List.of(
                learner.toString(),
                "tokens up to id %d, but the model has %d rows".formatted(rows, rows),
                "do not belong together"));
    }

    @Test
    void textsThatTheEncoderHasLearntFromBeforeMayNotMeasureIt() throws IOException {
        String tested = RunFolder.JSON
                .readTree(Files.readAllLines(pairs).get(4))
                .path("source")
                .asString();
        Files.writeString(
                folder.resolve("learner").resolve(Seen.FILE),
                Seen.of(List.of(tested)).lines());
        tiny.assertRefused(List.of(pairs + ":5", "for the card"));
    }

    @Test
    void trainingTextsAmongTheCardsAreNamedWithTheirLines() throws IOException {
        String test = Files.readAllLines(pairs)
                .get(0)
                .replace("\"test\"", "\"train\"")
                .replace("tiny-0\"", "again\"");
        change(pairs, text -> text + test + "\n");
        tiny.assertRefused(List.of(pairs + ":1", pairs + ":289"), "adaptation.pairs=[{file: \"" + pairs + "\"}]");
    }
}

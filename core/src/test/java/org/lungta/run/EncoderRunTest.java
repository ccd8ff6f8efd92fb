package org.lungta.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lungta.check.Refusal;
import org.lungta.checkpoint.EncoderFolder;
import org.lungta.corpus.Seen;
import org.lungta.lab.TinyWorld;
import org.lungta.model.Encoder;
import org.lungta.probe.CardFile;
import org.lungta.recipe.RecipeReader;

/** The shipped recipe of an adaptation, at tiny scale on a made-up world: its encoder learns, stops, goes on, and is measured. */
class EncoderRunTest {
    private static final Path RECIPE = Path.of("../recipes/encoder.yaml");

    @TempDir
    private Path folder;

    private Path pairs;

    @BeforeEach
    void world() {
        TinyWorld.write(folder.resolve("world"), 7);
        TinyWorld.writeBilingualEncoder(folder.resolve("learner"), 7);
        pairs = folder.resolve("world/mt/libreoffice.bo-zh.jsonl");
    }

    private EncoderRecipe recipe(String... overrides) {
        List<String> all = new ArrayList<>(List.of(
                "encoder=" + folder.resolve("learner"),
                "data=" + folder.resolve("world"),
                "cache=" + folder.resolve("frozen"),
                "checkpoint-every=7",
                "prefix=''",
                "adaptation.pairs=[{file: \"" + pairs + "\", share: 0.6}]",
                "adaptation.steps=60",
                "adaptation.batch-size=12",
                "adaptation.token-budget=200",
                "adaptation.rates={rows: 1.0e-1, body: 1.0e-3, body-after: 4}",
                "adaptation.loss={scale: 20.0, distillation: 2.0, keep: 5.0, kept-share: 0.25}",
                "adaptation.dev={pairs: 30, every: 30}",
                "card.pairs=30",
                "card.texts=20"));
        all.addAll(List.of(overrides));
        return EncoderLaunch.read(RECIPE, all);
    }

    private EncoderResults run(String name, boolean resume, String... overrides) {
        return EncoderLaunch.run(recipe(overrides), folder.resolve(name), resume, quiet());
    }

    private static PrintStream quiet() {
        return new PrintStream(new ByteArrayOutputStream(), true, StandardCharsets.UTF_8);
    }

    @Test
    void itRunsToItsEndAndLearns() throws IOException {
        EncoderResults results = run("run", false);
        assertThat(results.training().steps()).isEqualTo(60);
        assertThat(results.card().from().unknown()).isZero();
        assertThat(results.card().retrieval().forward()).isGreaterThan(0.8); // chance is 1 in 30
        assertThat(results.training().dev().orElseThrow().forward()).isGreaterThan(0.8);
        Path encoder = folder.resolve("run/encoder");
        assertThat(CardFile.read(encoder.resolve(CardFile.NAME))).isEqualTo(results.card());
        assertThat(Files.readAllLines(folder.resolve("run/journal.jsonl"))).hasSize(60);
        assertThat(folder.resolve("run/card.txt")).content().contains("verdict");
        assertThat(Seen.read(encoder.resolve("lungta-seen.txt")).count())
                .isEqualTo(results.training().pairs());
        assertThat(RecipeReader.read(folder.resolve("run/recipe.yaml"), EncoderRecipe.class, List.of()))
                .isEqualTo(recipe());
        assertThat(results.card().order().orElseThrow().spearman()).isGreaterThan(0.9);
        assertChineseStays();
        byte[] first = Files.readAllBytes(folder.resolve("run/results.json"));
        run("run", true); // everything is reused
        assertThat(folder.resolve("run/results.json")).hasBinaryContent(first);
    }

    @Test
    void theEncoderThatWasBestOnDevIsKept() throws IOException {
        // rates that soon do harm: the last is not the best
        EncoderResults results = run(
                "run",
                false,
                "adaptation.steps=24",
                "adaptation.dev={pairs: 30, every: 3}",
                "adaptation.schedule={constant: {warmup: 0.0}}",
                "adaptation.rates={rows: 0.1, body: 0.3, body-after: 12}");
        List<EncoderResults.Dev> measured = Files.readAllLines(folder.resolve("run/journal.jsonl")).stream()
                .map(RunFolder.JSON::readTree)
                .filter(line -> line.has("dev_forward"))
                .map(line -> new EncoderResults.Dev(
                        line.path("step").asInt(),
                        line.path("dev_forward").asDouble(),
                        line.path("dev_backward").asDouble()))
                .toList();
        assertThat(measured).hasSize(8);
        EncoderResults.Dev best = results.training().best().orElseThrow();
        EncoderResults.Dev last = results.training().dev().orElseThrow();
        assertThat(measured).contains(best).noneMatch(d -> d.isBetterThan(best));
        assertThat(last.step()).isEqualTo(24);
        assertThat(best.isBetterThan(last)).isTrue();
        try (Encoder kept = EncoderFolder.open(folder.resolve("run/encoder"), "")) {
            EncoderResults.Dev again = EncoderResults.Dev.of(
                    best.step(), kept, EncoderData.read(recipe()).dev());
            assertThat(again).isEqualTo(best);
        }
    }

    @Test
    void anEncoderIsMadeFirstWhereTheRecipeSaysSo() throws IOException {
        String[] fresh = {
            "encoder=" + folder.resolve("start"),
            "fresh={shape: {transformer: {layers: 1, hidden: 32, heads: 2}}, fewest: 1}",
            "adaptation.loss={queries: trained, distillation: 0.0, keep: 0.0, kept-share: 0.0}",
            "adaptation.rates={rows: 3.0e-2, body: 3.0e-3, body-after: 0}"
        };
        EncoderResults results = run("run", false, fresh);
        assertThat(results.training().best().orElseThrow().forward()).isGreaterThan(0.5); // chance is 1 in 30
        assertThat(results.card().order()).isEmpty(); // what it came from knew nothing
        run("again", false, fresh); // the same start is used
        assertThat(folder.resolve("again/encoder/model.safetensors"))
                .hasSameBinaryContentAs(folder.resolve("run/encoder/model.safetensors"));
        fresh[1] = "fresh={shape: {bag: {hidden: 32}}, fewest: 1}";
        assertThatThrownBy(() -> run("other", false, fresh))
                .isInstanceOf(Refusal.class)
                .hasMessageContaining("rates.body to 0");
        fresh[3] = "adaptation.rates={rows: 3.0e-2, body: 0.0}";
        assertThatThrownBy(() -> run("other", false, fresh))
                .isInstanceOf(Refusal.class)
                .hasMessageContaining(folder.resolve("start") + " exists");
        assertNothingTrained("other");
    }

    private void assertNothingTrained(String run) {
        assertThat(folder.resolve(run).resolve("encoder")).doesNotExist();
        assertThat(folder.resolve(run).resolve("journal.jsonl"))
                .satisfiesAnyOf(
                        file -> assertThat(file).doesNotExist(),
                        file -> assertThat(file).isEmptyFile());
    }

    private void replaceInLine(int number, String old, String with) throws IOException {
        List<String> lines = new ArrayList<>(Files.readAllLines(pairs));
        assertThat(lines.get(number - 1)).contains(old);
        lines.set(number - 1, lines.get(number - 1).replace(old, with));
        Files.write(pairs, lines);
    }

    @Test
    void anEmptySideIsNamedWithItsLine() throws IOException {
        replaceInLine(100, "\"target\":\"", "\"target\":\"  \",\"was\":\"");
        assertThatThrownBy(() -> run("run", false))
                .isInstanceOf(Refusal.class)
                .hasMessageContaining(pairs + ":100")
                .hasMessageContaining("\"target\" is empty");
        assertNothingTrained("run");
    }

    @Test
    void oneLanguageOnBothSidesIsNamedWithALine() throws IOException {
        Files.writeString(pairs, Files.readString(pairs).replaceAll("\"source\":\"[^\"]*\"", "\"source\":\"扎西买了书\""));
        assertThatThrownBy(() -> run("run", false))
                .isInstanceOf(Refusal.class)
                .hasMessageContaining(pairs + ":1:")
                .hasMessageContaining("script");
        assertNothingTrained("run");
    }

    @Test
    void aTokenizerOfOtherWeightsIsRefused() throws IOException {
        int rows = RunFolder.JSON
                .readTree(Files.readString(folder.resolve("learner/config.json")))
                .path("vocab_size")
                .asInt();
        Path tokenizer = folder.resolve("learner/tokenizer.json");
        Files.writeString(
                tokenizer,
                Files.readString(tokenizer)
                        .replaceFirst("\"vocab\":\\{", "\"vocab\":{\"newword\":%d,".formatted(rows)));
        assertThatThrownBy(() -> run("run", false))
                .isInstanceOf(Refusal.class)
                .hasMessageContaining(folder.resolve("learner").toString())
                .hasMessageContaining("tokens up to id %d, but the model has %d rows".formatted(rows, rows))
                .hasMessageContaining("do not belong together");
        assertNothingTrained("run");
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
        assertThatThrownBy(() -> run("run", false))
                .isInstanceOf(Refusal.class)
                .hasMessageContaining(pairs + ":5")
                .hasMessageContaining("for the card");
        assertNothingTrained("run");
    }

    @Test
    void theShippedJudgeSharesNeitherSeedNorPairsWithTheShippedEncoder() {
        EncoderRecipe reward = EncoderLaunch.read(RECIPE, List.of("encoder=x", "data=d"));
        EncoderRecipe judge = EncoderLaunch.read(Path.of("../recipes/judge.yaml"), List.of("data=d"));
        assertThat(judge.fresh()).isPresent();
        assertThat(judge.seed()).isNotEqualTo(reward.seed());
        for (EncoderRecipe.Source own : judge.adaptation().pairs()) {
            assertThat(reward.adaptation().pairs())
                    .filteredOn(other -> other.file().equals(own.file()))
                    .allMatch(other -> other.from() + other.share() <= own.from());
        }
    }

    /** The known language hardly moves. */
    private void assertChineseStays() {
        List<String> texts = List.of("扎西买了书本。", "卓玛看见马匹。");
        try (Encoder before = EncoderFolder.open(folder.resolve("learner"), "");
                Encoder after = EncoderFolder.open(folder.resolve("run/encoder"), "")) {
            for (int i = 0; i < texts.size(); i++) {
                assertThat(before.embed(texts).get(i).cosine(after.embed(texts).get(i)))
                        .isGreaterThan(0.95);
            }
        }
    }

    @Test
    void aStoppedRunGoesOnAsIfItHadNotStopped() throws IOException {
        run("whole", false, "adaptation.steps=12");
        // as if killed after the checkpoint of update 7: nothing but that checkpoint and the journal is there
        run("stopped", false, "adaptation.steps=12");
        for (String gone : List.of("adaptation.json", "card.json", "results.json")) {
            Files.delete(folder.resolve("stopped").resolve(gone));
        }
        TrainingState.delete(folder.resolve("stopped/encoder"));
        run("stopped", true, "adaptation.steps=12");
        for (String file : List.of("journal.jsonl", "encoder/model.safetensors", "results.json")) {
            assertThat(folder.resolve("stopped").resolve(file))
                    .as(file)
                    .hasSameBinaryContentAs(folder.resolve("whole").resolve(file));
        }
        assertThat(folder.resolve("stopped/adaptation/checkpoint-000007")).exists();
    }

    @Test
    void whatTheRecipeHoldsStillStays() {
        run("still", false, "adaptation.steps=3", "adaptation.rows=none", "adaptation.rates.body-after=10");
        List<String> texts = List.of("扎西买了书本。", "བཀྲ་ཤིས་དེབ་ཉོས།");
        try (Encoder before = EncoderFolder.open(folder.resolve("learner"), "");
                Encoder after = EncoderFolder.open(folder.resolve("still/encoder"), "")) {
            assertThat(after.embed(texts)).isEqualTo(before.embed(texts));
        }
    }

    @Test
    void fewerPairsThanABatchAreRefused() {
        assertThatThrownBy(() -> run("run", false, "adaptation.batch-size=200"))
                .isInstanceOf(Refusal.class)
                .hasMessageContaining("fewer than a batch of 200")
                .hasMessageContaining(pairs.toString());
        assertNothingTrained("run");
    }

    @Test
    void trainingTextsAmongTheCardsAreNamedWithTheirLines() throws IOException {
        String test = Files.readAllLines(pairs)
                .get(0)
                .replace("\"test\"", "\"train\"")
                .replace("tiny-0\"", "again\"");
        Files.writeString(pairs, Files.readString(pairs) + test + "\n");
        assertThatThrownBy(() -> run("run", false, "adaptation.pairs=[{file: \"" + pairs + "\"}]"))
                .isInstanceOf(Refusal.class)
                .hasMessageContaining(pairs + ":1")
                .hasMessageContaining(pairs + ":289");
        assertNothingTrained("run");
    }

    @Test
    void oneLanguageTwiceIsRefused() {
        assertThatThrownBy(() -> recipe("adaptation.learning=zh"))
                .isInstanceOf(Refusal.class)
                .hasMessageContaining("learning and known are both \"zh\"");
    }

    @Test
    void sidesThatAreSwappedAreRefused() throws IOException {
        Files.writeString(
                pairs,
                Files.readString(pairs)
                        .replace("\"source_lang\":\"bo\"", "\"source_lang\":\"x\"")
                        .replace("\"target_lang\":\"zh\"", "\"target_lang\":\"bo\"")
                        .replace("\"source_lang\":\"x\"", "\"source_lang\":\"zh\""));
        assertThatThrownBy(() -> run("run", false))
                .isInstanceOf(Refusal.class)
                .hasMessageContaining(pairs.toString())
                .hasMessageContaining("script");
        assertNothingTrained("run");
    }

    @Test
    void theMarkTellsTheTwoKindsOfRecipesApart() {
        assertThat(EncoderLaunch.isAdaptation(RECIPE)).isTrue();
        assertThat(EncoderLaunch.isAdaptation(Path.of("../recipes/smoke.yaml"))).isFalse();
        assertThat(EncoderLaunch.plan(recipe())).contains("60 updates of 12 pairs");
    }
}

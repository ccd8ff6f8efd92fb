package org.lungta.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lungta.checkpoint.EncoderFolder;
import org.lungta.corpus.Seen;
import org.lungta.model.Encoder;
import org.lungta.probe.CardFile;
import org.lungta.recipe.RecipeReader;

/** The shipped recipe of an adaptation, at tiny scale on a made-up world: its encoder learns, stops, goes on, and is measured. */
class EncoderRunTest {
    @TempDir
    private Path folder;

    private TinyAdaptation tiny;

    @BeforeEach
    void world() {
        tiny = TinyAdaptation.in(folder);
    }

    @Test
    void itRunsToItsEndAndLearns() throws IOException {
        EncoderResults results = tiny.run("run", false);
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
                .isEqualTo(tiny.recipe());
        assertThat(results.card().order().orElseThrow().spearman()).isGreaterThan(0.9);
        assertChineseStays();
        byte[] first = Files.readAllBytes(folder.resolve("run/results.json"));
        tiny.run("run", true); // everything is reused
        assertThat(folder.resolve("run/results.json")).hasBinaryContent(first);
    }

    @Test
    void theEncoderThatWasBestOnDevIsKept() throws IOException {
        // rates that soon do harm: the last is not the best
        EncoderResults results = tiny.run(
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
                    best.step(), kept, EncoderData.read(tiny.recipe()).dev());
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
        EncoderResults results = tiny.run("run", false, fresh);
        assertThat(results.training().best().orElseThrow().forward()).isGreaterThan(0.5); // chance is 1 in 30
        assertThat(results.card().order()).isEmpty(); // what it came from knew nothing
        tiny.run("again", false, fresh); // the same start is used
        assertThat(folder.resolve("again/encoder/model.safetensors"))
                .hasSameBinaryContentAs(folder.resolve("run/encoder/model.safetensors"));
        fresh[1] = "fresh={shape: {bag: {hidden: 32}}, fewest: 1}";
        tiny.assertRefused(List.of("rates.body to 0"), fresh);
        fresh[3] = "adaptation.rates={rows: 3.0e-2, body: 0.0}";
        tiny.assertRefused(List.of(folder.resolve("start") + " exists"), fresh);
    }

    @Test
    void aBagOfBigramsLearnsByTheRowsThatItsPairsRead() {
        String[] fresh = {
            "encoder=" + folder.resolve("start"),
            "fresh={shape: {bigram-bag: {hidden: 32, buckets: 2000}}, fewest: 1}",
            "adaptation.loss={queries: trained, distillation: 0.0, keep: 0.0, kept-share: 0.0}",
            "adaptation.rates={rows: 3.0e-2, body: 0.0}"
        };
        EncoderResults results = tiny.run("run", false, fresh);
        assertThat(results.training().best().orElseThrow().forward()).isGreaterThan(0.5); // chance is 1 in 30
        Path made = folder.resolve("run/encoder");
        try (Encoder before = EncoderFolder.open(folder.resolve("start"), "");
                Encoder after = EncoderFolder.open(made, "")) {
            Set<Integer> read = EncoderData.read(tiny.recipe(fresh)).pairs().stream()
                    .flatMap(pair -> Stream.of(pair.source(), pair.target()))
                    .flatMapToInt(text -> Arrays.stream(
                            after.embedder().rows(after.tokens(text)).toArray()))
                    .boxed()
                    .collect(Collectors.toSet());
            float[] old = before.embedder().table().floats();
            float[] now = after.embedder().table().floats();
            Set<Integer> moved = IntStream.range(0, 2000)
                    .filter(row -> Arrays.mismatch(old, row * 32, row * 32 + 32, now, row * 32, row * 32 + 32) >= 0)
                    .boxed()
                    .collect(Collectors.toSet());
            assertThat(read).containsAll(moved).hasSizeLessThan(2000);
            assertThat(moved.size()).isGreaterThan(read.size() / 2);
        }
    }

    @Test
    void theShippedJudgeSharesNeitherSeedNorPairsWithTheShippedEncoder() {
        EncoderRecipe reward = EncoderLaunch.read(TinyAdaptation.RECIPE, List.of("encoder=x", "data=d"));
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
        tiny.run("whole", false, "adaptation.steps=12");
        // as if killed after the checkpoint of update 7: nothing but that checkpoint and the journal is there
        tiny.run("stopped", false, "adaptation.steps=12");
        for (String gone : List.of("adaptation.json", "card.json", "results.json")) {
            Files.delete(folder.resolve("stopped").resolve(gone));
        }
        TrainingState.delete(folder.resolve("stopped/encoder"));
        tiny.run("stopped", true, "adaptation.steps=12");
        for (String file : List.of("journal.jsonl", "encoder/model.safetensors", "results.json")) {
            assertThat(folder.resolve("stopped").resolve(file))
                    .as(file)
                    .hasSameBinaryContentAs(folder.resolve("whole").resolve(file));
        }
        assertThat(folder.resolve("stopped/adaptation/checkpoint-000007")).exists();
    }

    @Test
    void whatTheRecipeHoldsStillStays() {
        tiny.run("still", false, "adaptation.steps=3", "adaptation.rows=none", "adaptation.rates.body-after=10");
        List<String> texts = List.of("扎西买了书本。", "བཀྲ་ཤིས་དེབ་ཉོས།");
        try (Encoder before = EncoderFolder.open(folder.resolve("learner"), "");
                Encoder after = EncoderFolder.open(folder.resolve("still/encoder"), "")) {
            assertThat(after.embed(texts)).isEqualTo(before.embed(texts));
        }
    }

    @Test
    void theMarkTellsTheTwoKindsOfRecipesApart() {
        assertThat(EncoderLaunch.isAdaptation(TinyAdaptation.RECIPE)).isTrue();
        assertThat(EncoderLaunch.isAdaptation(Path.of("../recipes/smoke.yaml"))).isFalse();
        assertThat(EncoderLaunch.plan(tiny.recipe())).contains("60 updates of 12 pairs");
    }
}

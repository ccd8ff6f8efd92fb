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
import org.lungta.corpus.Example;
import org.lungta.corpus.Portion;
import org.lungta.corpus.Seen;
import org.lungta.lab.TinyWorld;
import org.lungta.metric.Interval;
import org.lungta.model.Encoder;
import org.lungta.probe.CardFile;
import org.lungta.probe.EncoderCard;
import org.lungta.tensor.Engine;

/** Which encoder may reward, which may judge, and that neither has seen a pair of the run. */
class EncoderGateTest {
    private static final Path SMOKE = Path.of("../recipes/smoke.yaml");

    @TempDir
    private Path folder;

    private Path encoder;
    private Path pairs;

    @BeforeEach
    void world() {
        Engine.start();
        TinyWorld.write(folder.resolve("world"), 7);
        encoder = folder.resolve("world/encoder");
        pairs = folder.resolve("world/mt/libreoffice.bo-zh.jsonl");
    }

    private Recipe recipe(String... overrides) {
        List<String> all =
                new ArrayList<>(List.of("data=" + folder.resolve("world"), "cards=" + folder.resolve("cards")));
        all.addAll(List.of(overrides));
        return Launch.read(SMOKE, all);
    }

    private String pass(Recipe recipe) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        Console console = new Console(new PrintStream(out, true, StandardCharsets.UTF_8));
        try (Encoder opened = EncoderFolder.open(recipe.encoder(), "")) {
            new EncoderGate(recipe, opened, console).pass(Datasets.read(recipe).calibration());
        }
        return out.toString(StandardCharsets.UTF_8);
    }

    private void bag() {
        TrainingState.delete(encoder);
        TinyWorld.writeBagEncoder(encoder, 7);
    }

    @Test
    void theTinyWorldsEncoderPassesItsCardWhichIsKept() throws IOException {
        assertThat(pass(recipe())).contains("measuring", "within zh", "verdict: may judge");
        assertThat(pass(recipe())).doesNotContain("measuring").contains("verdict: may judge");
        assertThat(pass(recipe("seed=43"))).contains("measuring"); // other pairs are another card
        try (var cards = Files.list(folder.resolve("cards"))) {
            assertThat(cards).hasSize(2);
        }
    }

    @Test
    void aBagOfCharactersMayNotRewardUnlessTheRecipeForcesIt() {
        bag();
        assertThatThrownBy(() -> pass(recipe()))
                .isInstanceOf(Refusal.class)
                .hasMessageContaining(encoder.toString())
                .hasMessageContaining("shuffled reaches a tenth of right texts is ")
                .hasMessageContaining("needs <= 0.25");
        assertThat(pass(recipe("force=true"))).contains("FAILED", "mistrust the reward");
    }

    @Test
    void aCardBesideTheEncoderSavesTheMeasuring() throws IOException {
        pass(recipe());
        Path card;
        try (var cards = Files.list(folder.resolve("cards"))) {
            card = cards.findFirst().orElseThrow();
        }
        Files.move(card, encoder.resolve(CardFile.NAME));
        assertThat(pass(recipe())).doesNotContain("measuring").contains("verdict: may judge");
        bag(); // the card is gone with the folder, and one of other bytes would not count
        EncoderCard other = EncoderCards.measure(
                encoder,
                "",
                org.lungta.corpus.PairSpec.of(pairs, "bo", "zh").inSplit("dev"),
                EncoderCards.Anchor.SOURCE,
                new org.lungta.probe.CardMaker.Settings(10, 10, 1),
                java.util.Optional.empty(),
                new PrintStream(new ByteArrayOutputStream(), true, StandardCharsets.UTF_8));
        CardFile.write(encoder.resolve(CardFile.NAME), other);
        assertThat(pass(recipe("force=true")))
                .contains("measuring"); // held against sources it says nothing of this reward
    }

    @Test
    void aPairThatTheEncoderHasSeenIsRefusedWithItsLineAndRole() throws IOException {
        Example pooled = Datasets.read(recipe("cold-start.pairs=24")).pool().get(3);
        Files.writeString(
                encoder.resolve(Seen.FILE), Seen.of(List.of(pooled.source())).lines());
        assertThatThrownBy(() -> run("seen"))
                .isInstanceOf(Refusal.class)
                .hasMessageContaining(pooled.place())
                .hasMessageContaining("1 of the 32 pairs for the pool of GRPO")
                .hasMessageContaining("task.reserved");
        assertThat(folder.resolve("seen/cold-start")).doesNotExist();
        Example tested = Datasets.read(recipe()).test().get(0);
        Files.writeString(
                encoder.resolve(Seen.FILE), Seen.of(List.of(tested.source())).lines());
        assertThatThrownBy(() -> run("tested"))
                .isInstanceOf(Refusal.class)
                .hasMessageContaining(tested.place())
                .hasMessageContaining("for test");
    }

    @Test
    void theReservedShareIsTheOneThatAnAdaptationTakes() {
        List<Example> all = org.lungta.corpus.Pairs.read(
                org.lungta.corpus.PairSpec.of(pairs, "bo", "zh").inSplit("train"));
        Portion third = new Portion(0.3333);
        Recipe reserving = recipe("task.reserved=0.3333", "cold-start.pairs=60");
        Datasets data = Datasets.read(reserving);
        Seen seen =
                Seen.of(all.stream().map(Example::source).filter(third::holds).toList());
        for (List<Example> used : List.of(data.coldStart(), data.pool())) {
            assertThat(seen.among(used)).isZero();
        }
        assertThat(seen.among(Datasets.read(recipe()).coldStart())).isPositive();
        Datasets turned =
                Datasets.read(recipe("task.reserved=0.3333", "cold-start.pairs=60", "task.from=zh", "task.to=bo"));
        assertThat(seen.among(turned.coldStart())).isZero(); // the same texts, whichever way they are translated
        assertThatThrownBy(() -> Datasets.read(recipe("task.reserved=0.9")))
                .isInstanceOf(Refusal.class)
                .hasMessageContaining("are not reserved");
        assertThatThrownBy(() -> recipe("task.reserved=1.5")).hasMessageContaining("reserved is 1.5");
    }

    private Results run(String name, String... overrides) {
        List<String> all = new ArrayList<>(List.of(
                "cold-start.pairs=24",
                "cold-start.epochs=1",
                "grpo.steps=1",
                "evaluation.test=4",
                "evaluation.contexts=2",
                "evaluation.held-out=4",
                "evaluation.reward-samples=2"));
        all.addAll(List.of(overrides));
        return Launch.run(
                recipe(all.toArray(String[]::new)),
                folder.resolve(name),
                false,
                new PrintStream(new ByteArrayOutputStream(), true, StandardCharsets.UTF_8));
    }

    @Test
    void aJudgeOfAnotherMakeStandsBesideTheReward() {
        Path judge = folder.resolve("judge");
        List<String> texts = Datasets.read(recipe()).test().stream()
                .flatMap(e -> java.util.stream.Stream.of(e.source(), e.target()))
                .toList();
        new org.lungta.contrast.FreshEncoder(
                        new org.lungta.contrast.FreshEncoder.Shape.Transformer(1, 16, 2),
                        org.lungta.contrast.FreshVocabulary.of(texts, 1),
                        3)
                .write(judge, java.util.Map.of());
        Results results = run("judged", "evaluation.judge-encoder=" + judge);
        for (Results.Evaluation evaluation :
                List.of(results.base(), results.coldStartEvaluation(), results.grpoEvaluation())) {
            Interval judged = evaluation.test().scores().get("judge similarity");
            assertThat(judged.items()).isEqualTo(4);
            assertThat(judged.estimate())
                    .isNotEqualTo(evaluation.test().scores().get("similarity").estimate());
        }
        assertThat(results.header()).containsEntry("judging encoder", "judge").containsKey("encoder card");
        assertThat(folder.resolve("judged/results.md")).content().contains("test judge similarity");
        assertThat(folder.resolve("judged/encoder-card.json")).isNotEmptyFile();
    }

    @Test
    void aJudgeThatIsTooNearTheRewardIsRefused() throws IOException {
        assertThatThrownBy(() -> run("same", "evaluation.judge-encoder=" + encoder))
                .isInstanceOf(Refusal.class)
                .hasMessageContaining("the very encoder that rewards");
        Path shaped = folder.resolve("shaped");
        TinyWorld.writeBagEncoder(shaped, 9);
        assertThatThrownBy(() -> run("shape", "evaluation.judge-encoder=" + shaped))
                .isInstanceOf(Refusal.class)
                .hasMessageContaining("has the shape of the encoder");
        Files.writeString(shaped.resolve(Seen.FILE), Seen.of(List.of("a", "b")).lines());
        Files.writeString(encoder.resolve(Seen.FILE), Seen.of(List.of("b", "c")).lines());
        assertThatThrownBy(() -> run("pairs", "evaluation.judge-encoder=" + shaped))
                .isInstanceOf(Refusal.class)
                .hasMessageContaining("learnt from 1 of the same texts");
    }

    @Test
    void aModelWithNewWordsSaysWhatTheyHaveSeenOfTheRun() throws IOException {
        Datasets data = Datasets.read(recipe());
        WhoHasSeen who = new WhoHasSeen(data);
        Path model = folder.resolve("world/model");
        assertThat(who.ofNewWords(model)).isEmpty();
        Files.writeString(model.resolve("new_words.json"), "{\"first\": 3, \"count\": 1}");
        assertThat(who.ofNewWords(model))
                .hasValueSatisfying(told -> assertThat(told).contains("not known"));
        Files.writeString(
                model.resolve(Seen.FILE),
                Seen.of(data.pool().stream().map(Example::source).toList()).lines());
        assertThat(who.ofNewWords(model))
                .contains("0 of 120 the cold start, 32 of 32 the pool of GRPO, 0 of 32 dev, 0 of 32 test");
    }
}

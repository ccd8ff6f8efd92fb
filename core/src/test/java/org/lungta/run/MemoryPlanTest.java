package org.lungta.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lungta.checkpoint.ModelFolder;
import org.lungta.eval.Comprehension;
import org.lungta.lab.TinyWorld;
import org.lungta.memory.Micro;
import org.lungta.memory.Stage;
import org.lungta.tensor.DType;
import org.lungta.text.Tokenizer;

/**
 * What worked examples add to the plan of an experiment, by hand. All texts are digits, each of which is a token of the tiny model, so
 * prompts can be counted: beside the texts a system's turn has 15 tokens, a user's 8, an answer's 13 and the opened one 11.
 */
class MemoryPlanTest {
    private static final Path TAX = Path.of("../recipes/tax.yaml");
    private static final int READINGS = 12;
    private static final int SHOTS = 3;
    private static final String FEW = ", base 3-shot: {few-shot: {shots: 3}}";

    /** Bytes of the tiny model: two layers of 64, 4 heads of 16 on 2, intermediate 128; float32. */
    private static final long A_TOKEN = (16 + 6 * 4) * 64 + 8 * 4 * (64 + 32) + 4 * 4 * 128; // 7680

    private static final long A_PAIR = 4 * (4 + 2 * 4) + (4 + 4); // 56
    private static final long A_PLACE = 2 * 2 * 32 * 4; // 512
    private static final int ROOM = 32; // for up to 31 new tokens
    private static final Offset<Double> ROUNDED = within(4.0);

    @TempDir
    private Path folder;

    @BeforeEach
    void pairs() throws IOException {
        TinyWorld.write(folder, 7);
        Files.writeString(
                folder.resolve("mt/libreoffice.bo-zh.jsonl"),
                IntStream.range(0, 40)
                        .mapToObj(i ->
                                "{\"id\": \"%1$d\", \"source\": \"%1$04d\", \"target\": \"%1$05d\", \"split\": \"%2$s\","
                                        .formatted(i, i < 4 ? "test" : i < 8 ? "dev" : "train"))
                        .map(line -> line + " \"source_lang\": \"bo\", \"target_lang\": \"zh\"}\n")
                        .collect(Collectors.joining()));
    }

    /** Passages of so many digits, which begin differently, to test on and to show, each with a question of five digits and an answer of two. */
    private void readings(int digits) throws IOException {
        for (String name : List.of("dev", "train")) {
            String passages = IntStream.range(0, READINGS)
                    .mapToObj(i -> """
                            {"id": "%1$s%2$d", "context": "%3$s", "qas": [{"id": "%1$s%2$dq", "question": "12345", "answers": [{"text": "12"}]}]}
                            """.formatted(name, i, String.valueOf(i % 10).repeat(digits)))
                    .collect(Collectors.joining(","));
            Files.writeString(
                    folder.resolve("general/cmrc2018_%s.json".formatted(name)),
                    "{\"data\": [{\"paragraphs\": [%s]}]}".formatted(passages));
        }
    }

    private ExperimentRecipe recipe(String more, String cmrc, String replay) {
        return ExperimentLaunch.read(
                TAX,
                List.of(
                        "data=" + folder,
                        "model=" + folder.resolve("model"),
                        "encoder=" + folder.resolve("encoder"),
                        "dtype=float32",
                        "task.instruction=\"{source}\"",
                        "task.min-code-points=1",
                        "cold-start={pairs: 8, batch-size: 8, rate: 1.0e-3, dev-pairs: 2, dev-every: 1}",
                        "grpo={steps: 1, pool: 4, rate: 1.0e-3}",
                        "evaluation={test: 4, cmrc: %s, contexts: 12, answer-tokens: 3, answers: 12}".formatted(cmrc),
                        "replay=" + replay,
                        "arms={base: base, cold start: cold-start%s}".formatted(more),
                        "claims=[]",
                        "published=[]"));
    }

    private ExperimentRecipe reading() {
        return recipe(FEW, "\"${data}/general/cmrc2018_dev.json\"", "\"${data}/general/cmrc2018_train.json\"");
    }

    private static Stage evaluation(ExperimentRecipe recipe) {
        return evaluation(recipe, data -> Optional.of(Compared.of(recipe, data)));
    }

    private static Stage evaluation(ExperimentRecipe recipe, Function<Datasets, Optional<Compared>> compared) {
        ModelFolder model = ModelFolder.open(recipe.model());
        try (Tokenizer tokenizer = model.tokenizer()) {
            Recipe shared = recipe.shared();
            Datasets data = Datasets.read(shared);
            Lengths lengths = new Lengths(shared, data, tokenizer, model.chatFormat(tokenizer), compared.apply(data));
            Micro micro = new Micro(512, false);
            return new MemoryPlan(shared, model, Optional.of(shared.encoder()), lengths, DType.FLOAT32)
                    .plan(new MemoryPlan.Choice(micro, micro)).stages().stream()
                            .filter(stage -> stage.name().equals("evaluation"))
                            .findFirst()
                            .orElseThrow();
        }
    }

    /** Tokens of the words around passage and question. */
    private int words() {
        try (Tokenizer tokenizer = ModelFolder.open(folder.resolve("model")).tokenizer()) {
            return tokenizer.encode(Comprehension.question("", "")).length();
        }
    }

    private long logits(long rows) {
        return rows
                * 4
                * ModelFolder.open(folder.resolve("model")).config().sizes().vocabulary();
    }

    /** Tokens before the passage: what all prompts begin with. */
    private int before() {
        try (Tokenizer tokenizer = ModelFolder.open(folder.resolve("model")).tokenizer()) {
            return 15
                    + 6
                    + tokenizer
                            .encode(Comprehension.INSTRUCTION + "\n\n" + Comprehension.CONTEXT)
                            .length();
        }
    }

    /** Prompts of one length, of which the beginning is computed once. */
    private static double computed(long prompts, long length, long common) {
        long tokens = prompts * length - (prompts - 1) * common;
        long pairs = prompts * length * length - (prompts - 1) * common * common;
        return 1.15 * (tokens * A_TOKEN + pairs * A_PAIR);
    }

    /** The same with their places in the cache, and a row each. */
    private double answering(long prompts, long length, long common) {
        return computed(prompts, length, common) + A_PLACE * prompts * (length + ROOM) + logits(prompts);
    }

    @Test
    void examplesBeforeSourcesAreCounted() {
        // 4 prompts of 15 + (4 + 8) + 11 = 38 tokens, of which all begin with 15 + 6 + 3 = 24, and behind 3 examples of
        // (4 + 8) + (5 + 13) = 30 of 128 and 114: 90 tokens and 4 x (128^2 - 38^2) - 3 x (114^2 - 24^2) pairs more are
        // computed, and
        // 4 x 90 places more kept
        double byHand = 1.15 * (90 * 7680 + 22_500 * 56) + 360 * 512;
        assertThat(byHand).isCloseTo(2_428_200, ROUNDED);
        assertThat((double) evaluation(recipe(FEW, "null", "null")).bytes("examples"))
                .isCloseTo(byHand, ROUNDED);
    }

    @Test
    void answersBehindShortPassagesAreCounted() throws IOException {
        readings(1);
        long plain = 15 + (words() + 1 + 5 + 8) + 11;
        long shown = SHOTS * ((words() + 1 + 5 + 8) + (2 + 13));
        assertThat(READINGS * (plain - before())).isLessThan(10_000); // all 12 are computed at once, with examples too
        assertThat((double) evaluation(reading()).bytes("examples"))
                .isCloseTo(
                        answering(READINGS, plain + shown, before() + shown) - answering(READINGS, plain, before()),
                        ROUNDED);
    }

    @Test
    void goldAnswersBehindLongPassagesAreCounted() throws IOException {
        readings(1300);
        long plain = 15 + (words() + 1300 + 5 + 8) + 11;
        long shown = SHOTS * ((words() + 1300 + 5 + 8) + (2 + 13));
        long answer = 2 + 1;
        assertThat(10_000 / (plain - before())).isEqualTo(7); // answers at once, of which 8 are scored at once
        assertThat((double) evaluation(reading()).bytes("examples"))
                .isCloseTo(most(plain + shown, answer, before() + shown) - most(plain, answer, before()), ROUNDED);
    }

    private double most(long length, long answer, long common) {
        return Math.max(answering(7, length, common), computed(8, length + answer, common));
    }

    @Test
    void withoutExamplesThereIsNoSuchTerm() throws IOException {
        assertThat(evaluation(recipe("", "null", "null")).terms())
                .noneMatch(term -> term.name().equals("examples"));
    }

    @Test
    void anExperimentIsEvaluatedBesideItsBase() {
        ExperimentRecipe recipe = recipe("", "null", "null");
        long vocabulary = logits(1) / 4;
        long linear = 2 * (2 * 64 * (64 + 32) + 3 * 64 * 128); // numbers of the maps that are laid out once more
        assertThat(evaluation(recipe).bytes("packed copy"))
                .isEqualTo(evaluation(recipe, data -> Optional.empty()).bytes("packed copy")
                        + 4 * (linear + 64 * vocabulary));
    }

    @Test
    void theEstimateOfAnExperimentShowsThem() throws IOException {
        readings(1);
        assertThat(estimate(reading())).containsPattern("(?m)^examples +- +- +- +- +[1-9]");
    }

    @Test
    void anEncoderThatTheRunWillTeachIsNotCounted() {
        ExperimentRecipe lab = ExperimentLaunch.read(
                TAX.resolveSibling("quickstart.yaml"),
                List.of("model=../models/lab-base", "data=" + folder.resolve("lab")));
        assertThat(estimate(lab)).contains("encoder: not counted").contains("most in the stage");
    }

    private static String estimate(ExperimentRecipe recipe) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ExperimentLaunch.estimate(recipe, new PrintStream(out, true, StandardCharsets.UTF_8));
        return out.toString(StandardCharsets.UTF_8);
    }
}

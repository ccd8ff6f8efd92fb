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

    /** Passages of so many digits, to test on and to show, each with a question of five digits and an answer of two. */
    private void readings(int digits) throws IOException {
        for (String name : List.of("dev", "train")) {
            String context = (name.equals("dev") ? "1" : "2").repeat(digits);
            String passages = IntStream.range(0, READINGS)
                    .mapToObj(i -> """
                            {"id": "%1$s%2$d", "context": "%3$s", "qas": [{"id": "%1$s%2$dq", "question": "12345", "answers": [{"text": "12"}]}]}
                            """.formatted(name, i, context))
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

    /** Prompts of one length that are computed together, with their places in the cache, and a row each. */
    private double answering(long prompts, long length) {
        return 1.15 * (prompts * length * A_TOKEN + prompts * length * length * A_PAIR)
                + A_PLACE * prompts * (length + ROOM)
                + logits(prompts);
    }

    @Test
    void examplesBeforeSourcesAreCounted() {
        // 4 prompts of 15 + (4 + 8) + 11 = 38 tokens, and behind 3 examples of (4 + 8) + (5 + 13) = 30 of 128:
        // 4 x 90 tokens and 4 x (128^2 - 38^2) pairs more are computed, and 4 x 90 places more kept
        double byHand = 1.15 * (360 * 7680 + 59760 * 56) + 360 * 512;
        assertThat(byHand).isCloseTo(7_212_384, ROUNDED);
        assertThat((double) evaluation(recipe(FEW, "null", "null")).bytes("examples"))
                .isCloseTo(byHand, ROUNDED);
    }

    @Test
    void answersBehindShortPassagesAreCounted() throws IOException {
        readings(1);
        long plain = 15 + (words() + 1 + 5 + 8) + 11;
        long behind = plain + SHOTS * ((words() + 1 + 5 + 8) + (2 + 13));
        long together = 6000 / behind; // of the 12; without examples they are computed at once
        assertThat(together).isGreaterThan(8); // more than the gold answers that are scored at once
        assertThat((double) evaluation(reading()).bytes("examples"))
                .isCloseTo(answering(together, behind) - answering(READINGS, plain), ROUNDED);
    }

    @Test
    void goldAnswersBehindLongPassagesAreCounted() throws IOException {
        readings(200);
        long plain = 15 + (words() + 200 + 5 + 8) + 11;
        long text = plain + SHOTS * ((words() + 200 + 5 + 8) + (2 + 13)) + (2 + 1);
        assertThat(6000 / text).isLessThan(8); // of which 8 are scored at once, and the model answers fewer
        double scored = 1.15 * (8 * text * A_TOKEN + 8 * text * text * A_PAIR);
        assertThat((double) evaluation(reading()).bytes("examples"))
                .isCloseTo(scored - answering(READINGS, plain), ROUNDED);
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

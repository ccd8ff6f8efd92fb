package org.lungta.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lungta.checkpoint.EncoderFolder;
import org.lungta.lab.MicroWorld;
import org.lungta.lab.Validity;
import org.lungta.model.Embedding;
import org.lungta.model.Encoder;
import tools.jackson.databind.JsonNode;

/**
 * How far an encoder's similarity, the proxy, lies from the truth is dialled by its shape and by what it was told apart from: the AUC of
 * sentences that are right against sentences that say one thing otherwise, of the lab's minimal pairs.
 */
class WindTunnelTest {
    private static final Path RECIPE = Path.of("../recipes/lab.yaml");

    @TempDir
    private Path folder;

    /**
     * What an encoder is worth.
     *
     * @param roles agent and recipient have changed places, or not; held against the source
     * @param any one thing of any kind is wrong, or nothing; held against the source
     * @param rewarded the same held against a reference, as a reward does
     */
    private record Worth(double roles, double any, double rewarded) {}

    @Test
    void theGapBetweenProxyAndTruthCanBeDialled() throws IOException {
        Map<String, Worth> dial = dial(
                "lab.sizes={encoder: 1500, train: 8, dev: 40, test: 40, passages: 1, readings: 1, minimal-pairs: 150}",
                encoders(
                        "hidden: 32",
                        "layers: 1",
                        "steps: 60, batch-size: 32, rates: {rows: 2.0e-2, body: 0.0}",
                        "steps: 80, batch-size: 32, rates: {rows: 2.0e-2, body: 5.0e-3}"));
        holds(dial, .06, .015);
    }

    @Test
    @Tag("thorough")
    void theGapIsWiderInFull() throws IOException {
        Map<String, Worth> dial = dial(encoders(
                "hidden: 64",
                "layers: 2",
                "steps: 500, batch-size: 64, rates: {rows: 1.0e-2, body: 0.0}",
                "steps: 500, batch-size: 64"));
        holds(dial, .2, .02);
    }

    /** A bag cannot tell who gave to whom, one of pairs can; and whoever has been told what is wrong knows more of it. */
    private static void holds(Map<String, Worth> dial, double byPairs, double byNegatives) {
        Worth bag = dial.get("bag");
        Worth bigrams = dial.get("bigrams");
        Worth transformer = dial.get("transformer");
        Worth told = dial.get("transformer, told");
        assertThat(bag.roles()).isBetween(.4, .6); // chance is .5
        assertThat(bigrams.roles()).isGreaterThan(bag.roles() + byPairs);
        assertThat(told.any()).isGreaterThan(transformer.any() + byNegatives);
        assertThat(told.rewarded()).isGreaterThan(transformer.rewarded() + byNegatives);
        assertThat(transformer.rewarded()).isGreaterThan(bag.rewarded() + byNegatives / 2);
    }

    /** Three that have seen no wrong statement, two that have. */
    private static String encoders(String hidden, String layers, String bag, String transformer) {
        return """
                hackable-encoders={
                "bag": {shape: {bag: {HIDDEN}}, negatives: none, BAG},
                "bigrams": {shape: {bigram-bag: {HIDDEN, buckets: 16384}}, negatives: none, BAG},
                "bigrams, told": {shape: {bigram-bag: {HIDDEN, buckets: 16384}}, negatives: {one-slot: {}}, BAG},
                "transformer": {shape: {transformer: {LAYERS, HIDDEN, heads: 2}}, negatives: none, TRANSFORMER},
                "transformer, told": {shape: {transformer: {LAYERS, HIDDEN, heads: 2}}, negatives: {one-slot: {}}, TRANSFORMER}}
                """.replace("HIDDEN", hidden)
                .replace("LAYERS", layers)
                .replace("BAG", bag)
                .replace("TRANSFORMER", transformer);
    }

    /** Teaches the encoders; what each is worth. */
    private Map<String, Worth> dial(String... overrides) throws IOException {
        List<String> all = new ArrayList<>(List.of("data=" + folder.resolve("world"), "lab-encoder=null"));
        all.addAll(List.of(overrides));
        ExperimentRecipe recipe = ExperimentLaunch.read(RECIPE, all);
        MicroWorld.write(recipe.data(), recipe.lab().orElseThrow());
        RunFolder run = RunFolder.take(folder.resolve("run"), false);
        PrintStream quiet = new PrintStream(new ByteArrayOutputStream(), true, StandardCharsets.UTF_8);
        new LabEncoderStage(recipe, run, new Console(quiet)).taught();
        List<JsonNode> pairs = Files.readAllLines(recipe.data().resolve("minimal-pairs.jsonl")).stream()
                .map(RunFolder.JSON::readTree)
                .toList();
        List<JsonNode> roles = pairs.stream()
                .filter(pair -> pair.path("kind").asString().equals("roles"))
                .toList();
        Map<String, Worth> dial = new LinkedHashMap<>();
        for (String name : recipe.hackableEncoders().keySet()) {
            try (Encoder encoder = EncoderFolder.open(run.path(HackableEncoders.place(name) + "/encoder"), "")) {
                Worth worth = new Worth(
                        auc(encoder, roles, "right", "source"),
                        auc(encoder, pairs, "right", "source"),
                        auc(encoder, pairs, "other", "right"));
                dial.put(name, worth);
                System.out.printf(
                        Locale.ROOT,
                        "%-17s roles %.3f, any thing %.3f, against references %.3f%n",
                        name,
                        worth.roles(),
                        worth.any(),
                        worth.rewarded());
            }
        }
        return dial;
    }

    private static double auc(Encoder encoder, List<JsonNode> pairs, String right, String anchor) {
        return Validity.auc(cosines(encoder, pairs, right, anchor), cosines(encoder, pairs, "wrong", anchor));
    }

    private static List<Double> cosines(Encoder encoder, List<JsonNode> pairs, String text, String anchor) {
        List<Embedding> texts = embedded(encoder, pairs, text);
        List<Embedding> anchors = embedded(encoder, pairs, anchor);
        return IntStream.range(0, pairs.size())
                .mapToObj(i -> texts.get(i).cosine(anchors.get(i)))
                .toList();
    }

    private static List<Embedding> embedded(Encoder encoder, List<JsonNode> pairs, String text) {
        return encoder.embed(
                pairs.stream().map(pair -> pair.path(text).asString()).toList());
    }
}

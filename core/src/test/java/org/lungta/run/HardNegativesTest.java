package org.lungta.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lungta.check.Refusal;
import org.lungta.contrast.Negatives;
import org.lungta.corpus.Example;
import org.lungta.corpus.PairFields;
import org.lungta.corpus.PairSpec;
import org.lungta.corpus.Pairs;
import org.lungta.lab.Fact;
import org.lungta.lab.MicroWorld;
import org.lungta.lab.Truth;
import org.lungta.lab.Verdict;
import org.lungta.lab.WorldSettings;

class HardNegativesTest {
    private static final WorldSettings WORLD = new WorldSettings(
            "zh", "bo", "d1", 1, new WorldSettings.Sizes(200, 20, 20, 20, 4, 2, 0), WorldSettings.Regime.plain());

    @TempDir
    private static Path folder;

    private static Path pairs;

    @BeforeAll
    static void world() {
        MicroWorld.write(folder.resolve("world"), WORLD);
        pairs = folder.resolve("world/pairs.jsonl");
    }

    private static EncoderRecipe recipe(String negatives, String learning, String known) {
        return org.lungta.recipe.RecipeReader.parse(
                "test", """
                    encoder: e
                    adaptation: {learning: %s, known: %s, pairs: [{file: "%s", split: encoder}], steps: 1, negatives: %s}
                    card: {file: "%s"}
                    """.formatted(learning, known, pairs, negatives, pairs), EncoderRecipe.class);
    }

    private static List<Example> encoderPairs(String from, String to) {
        return Pairs.read(PairSpec.of(pairs, from, to).inSplit("encoder"));
    }

    private static List<String> made(String negatives, int step) {
        EncoderRecipe recipe = recipe(negatives, "bo", "zh");
        List<Example> all = encoderPairs("bo", "zh");
        Negatives how = recipe.adaptation().negatives().of(recipe, all);
        return how.of(all, step);
    }

    @Test
    void eachSaysAPairsFactWithOneSlotOtherwise() {
        Map<String, String> facts = PairFields.texts(pairs, "fact");
        List<Example> all = encoderPairs("bo", "zh");
        List<String> wrong = made("{one-slot: {world: {}}}", 3);
        assertThat(wrong.size()).isGreaterThan(all.size() * 9 / 10);
        Truth truth = Truth.of("bo", "d1");
        List<Fact> right =
                all.stream().map(pair -> Fact.ofKey(facts.get(pair.id()))).toList();
        for (String sentence : wrong) {
            Verdict verdict = truth.judge(right.get(0), sentence);
            assertThat(verdict.grammatical()).isTrue();
            Fact said = verdict.said().orElseThrow();
            int nearest = right.stream()
                    .mapToInt(fact -> differences(fact, said))
                    .min()
                    .orElseThrow();
            assertThat(nearest).as(sentence).isBetween(1, 2); // roles that are swapped are two slots
        }
        assertThat(wrong).doesNotHaveDuplicates();
    }

    private static int differences(Fact one, Fact other) {
        Set<Object> slots = new HashSet<>();
        one.values()
                .forEach((slot, name) ->
                        slots.addAll(name.equals(other.values().get(slot)) ? List.of() : List.of(slot)));
        other.values()
                .forEach((slot, name) -> slots.addAll(name.equals(one.values().get(slot)) ? List.of() : List.of(slot)));
        return slots.size();
    }

    @Test
    void noneSaysWhatIsTestedOrLearntLater() {
        Map<String, String> facts = PairFields.texts(pairs, "fact");
        Set<String> later = new HashSet<>();
        for (String split : List.of("train", "dev", "iid", "compositional", "length")) {
            Pairs.read(PairSpec.of(pairs, "bo", "zh").inSplit(split)).forEach(pair -> later.add(facts.get(pair.id())));
        }
        assertThat(later).hasSize(100);
        Truth truth = Truth.of("bo", "d1");
        Fact any = Fact.ofKey(later.iterator().next());
        for (int step = 0; step < 5; step++) {
            made("{one-slot: {world: {}}}", step)
                    .forEach(sentence -> assertThat(later)
                            .doesNotContain(truth.judge(any, sentence)
                                    .said()
                                    .orElseThrow()
                                    .key()));
        }
    }

    @Test
    void theDrawIsAFunctionOfTheStep() {
        assertThat(made("{one-slot: {world: {}}}", 1))
                .isEqualTo(made("{one-slot: {world: {}}}", 1))
                .isNotEqualTo(made("{one-slot: {world: {}}}", 2));
    }

    @Test
    void noneAreNone() {
        assertThat(made("none", 1)).isEmpty();
        assertThat(made("{rules: {}}", 1)).isNotEmpty();
    }

    @Test
    void aWorldThatIsNotThePairsIsRefused() {
        assertThatThrownBy(() -> made("one-slot", 1))
                .isInstanceOf(Refusal.class)
                .hasMessageContaining("names no world");
        EncoderRecipe turned = recipe("{one-slot: {world: {}}}", "zh", "bo");
        assertThatThrownBy(() -> turned.adaptation().negatives().of(turned, encoderPairs("zh", "bo")))
                .isInstanceOf(Refusal.class)
                .hasMessageContaining("sentences in bo, but zh is learnt");
    }
}

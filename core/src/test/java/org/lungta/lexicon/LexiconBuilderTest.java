package org.lungta.lexicon;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.lungta.check.Refusal;
import org.lungta.corpus.Example;
import org.lungta.text.Language;

class LexiconBuilderTest {
    private static final Targets CHARACTERS = new Targets.OfWords(new Words(Language.of("zh")));
    private static final Origin ORIGIN =
            new Origin(Language.of("bo"), Language.of("zh"), "syllables", Optional.empty(), Map.of());

    /** Horse, yak and dog; white and black. */
    private static final List<Example> PAIRS = pairs(
            "རྟ་དཀར།", "白马。",
            "རྟ་ནག", "黑马",
            "གཡག་དཀར", "白牛",
            "གཡག་ནག", "黑牛",
            "ཁྱི་ནག།", "黑狗。");

    private static List<Example> pairs(String... sides) {
        return IntStream.range(0, sides.length / 2)
                .mapToObj(i -> new Example("p" + i, sides[2 * i], sides[2 * i + 1], "f:" + i))
                .toList();
    }

    private static Lexicon build(List<Example> pairs, List<Dictionary.Item> items, int minCount) {
        return new LexiconBuilder(new Syllables(), CHARACTERS, new LexiconBuilder.Settings(minCount, 4, 30))
                .build(pairs, new Dictionary(items), ORIGIN)
                .lexicon();
    }

    private static double share(Lexicon lexicon, String unit, String candidate) {
        return lexicon.entry(unit).orElseThrow().candidates().stream()
                .filter(c -> c.text().equals(candidate))
                .mapToDouble(Candidate::probability)
                .sum();
    }

    @Test
    void syllablesFindTheirCharactersWithAndWithoutTsheg() {
        Lexicon lexicon = build(PAIRS, List.of(), 2);
        assertThat(lexicon.entries()).extracting(Entry::unit).containsExactly("ནག", "།", "གཡག", "དཀར", "རྟ");
        assertThat(lexicon.entries()).extracting(Entry::count).containsExactly(3L, 2L, 2L, 2L, 2L);
        assertThat(lexicon.entries().stream().map(e -> e.candidates().get(0).text()))
                .containsExactly("黑", "。", "牛", "白", "马");
    }

    @Test
    void rareUnitsAreLeftOutAndTheOrderOfThePairsIsNothing() {
        assertThat(build(PAIRS, List.of(), 1).entry("ཁྱི")).isPresent();
        assertThat(build(PAIRS, List.of(), 2).entry("ཁྱི")).isEmpty();
        List<Example> reversed = new ArrayList<>(PAIRS);
        Collections.reverse(reversed);
        assertThat(build(reversed, List.of(), 1)).isEqualTo(build(PAIRS, List.of(), 1));
    }

    /** A headword that no pair holds has its translation's parts alone: from the line as a pair and from its weight alike. */
    @Test
    void aWordThatOnlyTheDictionaryHasIsListed() {
        Lexicon lexicon = build(PAIRS, List.of(new Dictionary.Item("བྱ", "鸟", 1)), 2);
        assertThat(lexicon.entry("བྱ")).contains(new Entry("བྱ", 0, List.of(new Candidate("鸟", 1))));
    }

    /**
     * With translations of weights 3 and 1 the dictionary has 4 / 5, so its first has at least 3/5 and its second, of two characters
     * alike, a tenth each; at most the pairs' share of 1/5 is added.
     */
    @Test
    void theDictionaryCountsAgainstThePairsByItsWeight() {
        Lexicon lexicon =
                build(PAIRS, List.of(new Dictionary.Item("རྟ", "驹", 3), new Dictionary.Item("རྟ", "骏骥", 1)), 2);
        assertThat(share(lexicon, "རྟ", "驹")).isBetween(0.6, 0.8);
        assertThat(share(lexicon, "རྟ", "骏")).isBetween(0.1, 0.3).isEqualTo(share(lexicon, "རྟ", "骥"));
    }

    @Test
    void aHeadwordOfSeveralUnitsIsAPairLikeOthers() {
        Lexicon lexicon = build(PAIRS, List.of(new Dictionary.Item("རྟ་དཀར", "白马", 5)), 2);
        List<Example> more = new ArrayList<>(PAIRS);
        IntStream.range(0, 5).forEach(i -> more.add(new Example("m" + i, "རྟ་དཀར", "白马", "f")));
        Lexicon five = build(more, List.of(), 2);
        assertThat(lexicon.entry("རྟ").orElseThrow().candidates())
                .isEqualTo(five.entry("རྟ").orElseThrow().candidates());
    }

    @Test
    void whereNoUnitIsFrequentEnoughTheRefusalSaysSo() {
        assertThatThrownBy(() -> build(PAIRS, List.of(), 9))
                .isInstanceOf(Refusal.class)
                .hasMessageContaining("6 units in 5 pairs occurs 9 times");
        assertThatThrownBy(() -> new LexiconBuilder.Settings(0, 4, 5)).isInstanceOf(Refusal.class);
        assertThatThrownBy(() -> new LexiconBuilder.Settings(2, 0, 5)).isInstanceOf(Refusal.class);
    }
}

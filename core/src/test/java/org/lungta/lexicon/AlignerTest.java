package org.lungta.lexicon;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.lungta.check.Refusal;
import org.lungta.random.CounterRandom;
import org.lungta.text.Tokens;

class AlignerTest {
    private static final int WORDS = 60;

    private static IdPair pair(List<Integer> source, List<Integer> target) {
        return new IdPair(tokens(source), tokens(target), 1);
    }

    private static Tokens tokens(List<Integer> ids) {
        return Tokens.of(ids.stream().mapToInt(i -> i).toArray());
    }

    /**
     * After one iteration, in which words and null word share alike: 7 was counted 1/2 + 1/2 with 3 and 1/2 with 5; in the other
     * direction 3 was counted with 7 alone, and 5 was counted 1/3 with 7 (3 and null beside it) and 1/2 with 8.
     */
    @Test
    void aLinkIsTheGeometricMeanOfBothDirections() {
        Aligner aligner = Aligner.align(
                List.of(pair(List.of(7), List.of(3)), pair(List.of(7), List.of(3, 5)), pair(List.of(8), List.of(5))),
                1);
        double three = Math.sqrt(2 / 3.0 * 1);
        double five = Math.sqrt(1 / 3.0 * (2 / 5.0));
        List<Aligner.Link> links = aligner.links(7);
        assertThat(links).extracting(Aligner.Link::target).containsExactly(3, 5);
        assertThat(links.get(0).probability()).isCloseTo(three / (three + five), within(1e-15));
        assertThat(links.get(1).probability()).isCloseTo(five / (three + five), within(1e-15));
        assertThat(aligner.links(9)).isEmpty();
    }

    @Test
    void theOrderOfThePairsChangesNoBit() {
        List<IdPair> pairs = planted(400, 0.2);
        List<IdPair> shuffled = new ArrayList<>();
        for (int i : CounterRandom.permutation(pairs.size(), 11)) {
            shuffled.add(pairs.get(i));
        }
        Aligner one = Aligner.align(pairs, 5);
        Aligner other = Aligner.align(shuffled, 5);
        assertThat(shuffled).isNotEqualTo(pairs);
        assertThat(other.iterations()).isEqualTo(one.iterations());
        for (int source = 0; source < WORDS; source++) {
            assertThat(other.links(source)).isEqualTo(one.links(source));
        }
    }

    /** A fifth of the target words is drawn at random and another fifth is dropped; order is random. */
    @Test
    void aPlantedDictionaryIsFoundUnderAFifthOfNoise() {
        Aligner aligner = Aligner.align(planted(2000, 0.2), 5);
        assertThat(IntStream.range(0, WORDS)
                        .filter(word -> aligner.links(word).get(0).target() == meaning(word)))
                .hasSize(WORDS);
    }

    @Test
    void moreThanHalfNoiseStillLeavesMostOfThePlantedDictionary() {
        Aligner aligner = Aligner.align(planted(2000, 0.6), 5);
        assertThat(IntStream.range(0, WORDS)
                        .filter(word -> aligner.links(word).get(0).target() == meaning(word)))
                .hasSizeGreaterThan(WORDS * 9 / 10);
    }

    @Test
    void probabilitiesSumToOneAndFall() {
        Aligner aligner = Aligner.align(planted(300, 0.2), 5);
        for (int source = 0; source < WORDS; source++) {
            List<Aligner.Link> links = aligner.links(source);
            assertThat(links.stream().mapToDouble(Aligner.Link::probability).sum())
                    .isCloseTo(1, within(1e-12));
            assertThat(links)
                    .extracting(Aligner.Link::probability)
                    .isSortedAccordingTo((one, other) -> Double.compare(other, one));
        }
    }

    @Test
    void aPairWithAnEmptySideIsPassedOver() {
        IdPair full = pair(List.of(1), List.of(2));
        Aligner aligner = Aligner.align(List.of(pair(List.of(), List.of(2)), full, pair(List.of(1), List.of())), 2);
        assertThat(aligner.links(1)).isEqualTo(Aligner.align(List.of(full), 2).links(1));
    }

    @Test
    void whatCannotBeAlignedIsRefused() {
        assertThatThrownBy(() -> Aligner.align(List.of(pair(List.of(), List.of(2))), 2))
                .isInstanceOf(Refusal.class)
                .hasMessageContaining("none of 1 pairs");
        assertThatThrownBy(() -> Aligner.align(List.of(pair(List.of(1), List.of(2))), 0))
                .isInstanceOf(Refusal.class)
                .hasMessageContaining("0 iterations");
        assertThatThrownBy(() -> new IdPair(Tokens.empty(), Tokens.empty(), Double.NaN))
                .isInstanceOf(Refusal.class)
                .hasMessageContaining("NaN times");
    }

    private static int meaning(int word) {
        return 1000 + (word * 7) % WORDS;
    }

    /** Sentences of three to eight words, the meanings in another order; each is replaced, and each dropped, so often. */
    private static List<IdPair> planted(int pairs, double noise) {
        List<IdPair> made = new ArrayList<>();
        for (int p = 0; p < pairs; p++) {
            List<Integer> source = new ArrayList<>();
            List<Integer> target = new ArrayList<>();
            int length = 3 + (int) (CounterRandom.uniform(1, p) * 6);
            for (int i = 0; i < length; i++) {
                int word = (int) (CounterRandom.uniform(2, p, i) * WORDS);
                source.add(word);
                boolean replaced = CounterRandom.uniform(3, p, i) < noise;
                if (CounterRandom.uniform(4, p, i) >= noise) {
                    target.add(replaced ? 1000 + (int) (CounterRandom.uniform(5, p, i) * WORDS) : meaning(word));
                }
            }
            List<Integer> mixed = new ArrayList<>();
            for (int i : CounterRandom.permutation(target.size(), 6, p)) {
                mixed.add(target.get(i));
            }
            made.add(pair(source, mixed));
        }
        return made;
    }
}

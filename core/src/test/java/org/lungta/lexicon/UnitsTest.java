package org.lungta.lexicon;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.lungta.check.Refusal;
import org.lungta.random.CounterRandom;
import org.lungta.text.Language;

class UnitsTest {
    private static final Language ENGLISH = Language.of("en");
    private static final Language TIBETAN = Language.of("bo");
    private static final List<String> CORPUS = List.of(
            "low low low low low", "lower lower", "newest newest newest newest newest newest", "widest widest widest");

    static final List<Units> ALL = List.of(
            new Syllables(),
            new Words(ENGLISH),
            new Words(Language.of("zh")),
            new Words(Language.of("mn")),
            PieceLearner.learn(CORPUS, ENGLISH, 20),
            new Pieces(TIBETAN, Set.of("ཀ", "བོད", " བོད", "ད་")));

    @Test
    void aSyllableTakesItsTshegAndNothingElse() {
        Units units = new Syllables();
        assertThat(units.cut("བཀྲ་ཤིས་བདེ་ལེགས།")).containsExactly("བཀྲ་", "ཤིས་", "བདེ་", "ལེགས", "།");
        assertThat(units.key("བཀྲ་")).contains("བཀྲ");
        assertThat(units.key("ལེགས")).contains("ལེགས");
        assertThat(units.key("།")).contains("།");
        assertThat(units.forms("བཀྲ")).containsExactly("བཀྲ་", "བཀྲ");
        assertThat(units.forms("།")).containsExactly("།");
    }

    @Test
    void digitsOtherScriptsAndBlanksAreNoSyllables() {
        Units units = new Syllables();
        assertThat(units.cut("Writer་ནང་། ༡༢ 3.5 汉字\n"))
                .containsExactly("Writer", "་", "ནང་", "།", " ", "༡", "༢", " ", "3", ".", "5", " ", "汉", "字", "\n");
        assertThat(units.key("Writer")).isEmpty();
        assertThat(units.key(" ")).isEmpty();
        assertThat(units.key("༡")).contains("༡");
        assertThat(units.key("་")).contains("་");
    }

    @Test
    void repeatedAndUnbreakableTshegsAreUnitsOfTheirOwn() {
        assertThat(new Syllables().cut("ཀ་་ང༌།")).containsExactly("ཀ་", "་", "ང", "༌", "།");
    }

    @Test
    void aWordTakesTheOneSpaceBeforeIt() {
        Units units = new Words(ENGLISH);
        assertThat(units.cut("The wind,  the horse2 風馬"))
                .containsExactly("The", " wind", ",", " ", " the", " horse", "2", " ", "風", "馬");
        assertThat(units.key(" wind")).contains("wind");
        assertThat(units.key("2")).isEmpty();
        assertThat(units.key("風")).isEmpty();
        assertThat(units.forms("wind")).containsExactly(" wind", "wind");
        assertThat(new Words(Language.of("zh")).key("風")).contains("風");
        assertThat(new Words(Language.of("zh")).forms("風")).containsExactly("風");
    }

    @Test
    void marksStayWithTheirLetters() {
        assertThat(new Words(Language.of("script:DEVANAGARI")).cut("हिन्दी में"))
                .containsExactly("हिन्दी", " में");
    }

    @Test
    void theLongestPieceIsTakenFromTheLeft() {
        Units units = new Pieces(ENGLISH, Set.of("low", "lower", "er", " lo", "w"));
        assertThat(units.cut("lowers lower")).containsExactly("lower", "s", " lo", "w", "er");
        assertThat(units.key("s")).isEmpty();
        assertThat(units.key("er")).contains("er");
    }

    /** Counting anew at every step, as the paper's own listing does, is slower and gives the same. */
    @ParameterizedTest
    @ValueSource(ints = {5, 12, 14, 17, 20, 40})
    void theLearntPiecesAreThoseOfTheNaiveAlgorithm(int size) {
        for (int seed = 0; seed < 5; seed++) {
            List<String> texts = new ArrayList<>(CORPUS);
            texts.add(randomWords(seed));
            assertThat(PieceLearner.learn(texts, ENGLISH, size).vocabulary()).isEqualTo(naive(texts, size));
        }
    }

    @Test
    void theFirstJoinOfTheTextbookIsEAndS() {
        Set<String> letters = PieceLearner.learn(CORPUS, ENGLISH, 11).vocabulary();
        assertThat(letters).allMatch(piece -> piece.length() == 1).hasSize(11);
        Set<String> more = new TreeSet<>(PieceLearner.learn(CORPUS, ENGLISH, 14).vocabulary());
        more.removeAll(letters);
        assertThat(more).containsExactly("es", "est", "lo");
    }

    @Test
    void theOrderOfTheTextsChangesNoPiece() {
        List<String> reversed = new ArrayList<>(CORPUS);
        java.util.Collections.reverse(reversed);
        assertThat(PieceLearner.learn(reversed, ENGLISH, 25).vocabulary())
                .isEqualTo(PieceLearner.learn(CORPUS, ENGLISH, 25).vocabulary());
    }

    @ParameterizedTest
    @FieldSource("ALL")
    void piecesJoinToTheTextWhateverItIs(Units units) {
        for (int seed = 0; seed < 2000; seed++) {
            String text = random(seed);
            List<String> pieces = units.cut(text);
            assertThat(String.join("", pieces)).isEqualTo(text);
            assertThat(pieces).doesNotContain("");
            for (String piece : pieces) {
                units.key(piece).ifPresent(key -> assertThat(units.forms(key)).contains(piece));
            }
        }
    }

    @ParameterizedTest
    @FieldSource("ALL")
    void segmentsJoinToTheTextAndOnlyKeptUnitsAreUnits(Units units) {
        Set<String> keys = IntStream.range(0, 200)
                .mapToObj(seed -> units.cut(random(seed)))
                .flatMap(List::stream)
                .flatMap(piece -> units.key(piece).stream())
                .filter(key -> key.hashCode() % 2 == 0)
                .collect(Collectors.toSet());
        Inventory inventory = new Inventory(units, keys);
        int kept = 0;
        for (int seed = 0; seed < 400; seed++) {
            List<Segment> segments = inventory.segments(random(seed));
            assertThat(segments.stream().map(Segment::text).collect(Collectors.joining()))
                    .isEqualTo(random(seed));
            for (int i = 0; i < segments.size(); i++) {
                Optional<String> unit = segments.get(i).unit();
                kept += unit.isPresent() ? 1 : 0;
                assertThat(unit.map(keys::contains).orElse(true)).isTrue();
                assertThat(unit.isEmpty() && i > 0 && segments.get(i - 1).unit().isEmpty())
                        .isFalse();
            }
        }
        assertThat(kept).isPositive();
    }

    @Test
    void rareUnitsFallBack() {
        Inventory inventory = Inventory.ofFrequent(new Syllables(), Map.of("བོད", 2L, "ཡིག", 1L), 2);
        assertThat(inventory.segments("བོད་ཡིག་གི་བོད"))
                .containsExactly(
                        new Segment("བོད་", Optional.of("བོད")),
                        new Segment("ཡིག་གི་", Optional.empty()),
                        new Segment("བོད", Optional.of("བོད")));
    }

    @Test
    void unitsAreChosenByNameAndSuitTheirLanguage() {
        assertThat(Units.named("syllables", TIBETAN, List.of())).isInstanceOf(Syllables.class);
        assertThat(Units.named("pieces:12", ENGLISH, CORPUS)).isInstanceOf(Pieces.class);
        assertThat(Units.suiting(TIBETAN)).isEqualTo("syllables");
        assertThat(Units.suiting(ENGLISH)).isEqualTo("words");
        assertThat(Units.suiting(Language.of("script:THAI"))).isEqualTo("pieces:2000");
        for (String wrong : List.of("letters", "pieces", "pieces:", "pieces:0", "pieces:x")) {
            assertThatThrownBy(() -> Units.named(wrong, ENGLISH, CORPUS))
                    .isInstanceOf(Refusal.class)
                    .hasMessageContaining("\"" + wrong + "\"")
                    .hasMessageContaining("pieces:2000");
        }
    }

    @Test
    void anUnknownLanguageHasTheScriptsOfItsTexts() {
        assertThat(Alphabet.of("xx", List.of("བོད་ཡིག་ཡིན། OK")).scripts())
                .containsExactly(Character.UnicodeScript.TIBETAN);
        assertThat(Alphabet.of("en", List.of("བོད"))).isEqualTo(ENGLISH);
        assertThatThrownBy(() -> Alphabet.of("xx", List.of("12")))
                .isInstanceOf(Refusal.class)
                .hasMessageContaining("\"xx\"");
    }

    private static Set<String> naive(List<String> texts, int size) {
        Map<String, Long> letters = new HashMap<>();
        List<List<String>> words = new ArrayList<>();
        for (String text : texts) {
            for (String word : Words.split(text)) {
                List<String> symbols =
                        word.codePoints().mapToObj(Character::toString).toList();
                symbols.forEach(symbol -> letters.merge(symbol, 1L, Long::sum));
                words.add(new ArrayList<>(symbols));
            }
        }
        Set<String> pieces = new TreeSet<>(letters.entrySet().stream()
                .filter(e -> e.getValue() >= 2)
                .sorted(Comparator.comparing((Map.Entry<String, Long> e) -> -e.getValue())
                        .thenComparing(Map.Entry::getKey))
                .limit(size)
                .map(Map.Entry::getKey)
                .toList());
        while (pieces.size() < size && joinOnce(words, pieces)) {
            assertThat(pieces).isNotEmpty();
        }
        return pieces;
    }

    private static boolean joinOnce(List<List<String>> words, Set<String> pieces) {
        Map<List<String>, Integer> counts = new HashMap<>();
        words.forEach(word -> IntStream.range(1, word.size())
                .forEach(i -> counts.merge(word.subList(i - 1, i + 1), 1, Integer::sum)));
        Optional<List<String>> best = counts.entrySet().stream()
                .filter(e -> e.getValue() >= 2)
                .sorted(Comparator.comparing((Map.Entry<List<String>, Integer> e) -> -e.getValue())
                        .thenComparing(e -> e.getKey().get(0))
                        .thenComparing(e -> e.getKey().get(1)))
                .map(e -> List.copyOf(e.getKey()))
                .findFirst();
        best.ifPresent(pair -> {
            pieces.add(String.join("", pair));
            for (List<String> word : words) {
                for (int i = 1; i < word.size(); i++) {
                    if (word.subList(i - 1, i + 1).equals(pair)) {
                        word.set(i - 1, String.join("", pair));
                        word.remove(i);
                    }
                }
            }
        });
        return best.isPresent();
    }

    private static String randomWords(int seed) {
        return IntStream.range(0, 60)
                .mapToObj(w -> IntStream.range(0, 1 + (int) (CounterRandom.uniform(seed, w) * 5))
                        .mapToObj(i -> "abc".charAt((int) (CounterRandom.uniform(seed, w, i) * 3)) + "")
                        .collect(Collectors.joining()))
                .collect(Collectors.joining(" "));
    }

    /** Letters of all kinds, blanks, marks without letters, surrogates without their other half. */
    private static String random(int seed) {
        String alphabet = "ཀབདྲཱི་་།༌༠ abco wW 風馬ཀ\u0301\n\t\r\u180E\u200D\u3000\uFE0F🐎𠀀ᠮᠣшлुओ1٣'-";
        StringBuilder text = new StringBuilder();
        int length = (int) (CounterRandom.uniform(7, seed) * 30);
        for (int i = 0; i < length; i++) {
            text.append(alphabet.charAt((int) (CounterRandom.uniform(8, seed, i) * alphabet.length())));
        }
        return text.toString();
    }
}

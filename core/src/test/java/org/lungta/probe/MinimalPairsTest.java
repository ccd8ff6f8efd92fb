package org.lungta.probe;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.lungta.metric.MixedTokens;

/** What the rules make of texts. */
class MinimalPairsTest {
    private static final List<String> ZH = List.of(
            "用 Calc 打开文件。", "用 Writer 保存文件。", "他在《新书》里读到，山很高。", "她读《旧书》，然后回家。", "今天有 3 个人来。", "今天下雨。", "明天不下雨。");
    private static final List<String> BO =
            List.of("ཁོས་ Calc ཁ་ཕྱེས།", "མོས་ Writer བེད་སྤྱོད་བྱེད།", "ཁོ་ཕྱིན། མོ་སླེབས།", "དེབ་ ༣ ཡོད།");

    private static final MinimalPairs CHINESE = MinimalPairs.of("zh", ZH, 5);
    private static final MinimalPairs TIBETAN = MinimalPairs.of("bo", BO, 5);

    @ParameterizedTest
    @CsvSource({
        "不能打开, 能打开",
        "没有文件, 有文件",
        "文件不存在, 文件存在",
        "这是文件, 这不是文件",
        "可以打开, 不可以打开",
        "使用文件, 不使用文件",
        "文件有错, 文件没有错",
        "未读, 已读"
    })
    void chineseNegationsGoInAndOut(String right, String wrong) {
        assertThat(CHINESE.wrong(Kind.NEGATION, right)).contains(wrong);
    }

    @ParameterizedTest
    @ValueSource(strings = {"文件", "不同文件", "但是文件", "所有文件", "现有文件", "如是文件", "未来"})
    void wordsThatOnlyLookNegatedOrAssertedStay(String text) {
        assertThat(CHINESE.wrong(Kind.NEGATION, text)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "དེབ་ཡོད།, དེབ་མེད།",
        "དེབ་མེད།, དེབ་ཡོད།",
        "ཁོ་ཡིན།, ཁོ་མིན།",
        "དེ་རེད།, དེ་མ་རེད།",
        "དེ་མ་རེད།, དེ་རེད།",
        "ཁ་ཕྱེ་མི་ཐུབ།, ཁ་ཕྱེ་ཐུབ།",
        "བེད་སྤྱོད་བྱེད།, བེད་སྤྱོད་མི་བྱེད།",
        "ཁོས་བྱས།, ཁོས་མ་བྱས།"
    })
    void tibetanNegationsGoInAndOut(String right, String wrong) {
        assertThat(TIBETAN.wrong(Kind.NEGATION, right)).contains(wrong);
    }

    @Test
    void partsOfSyllablesAreNoNegation() {
        assertThat(TIBETAN.wrong(Kind.NEGATION, "མེདཔ")).isEmpty();
        assertThat(TIBETAN.wrong(Kind.NEGATION, "མི་མང་པོ།")).isEmpty(); // many people
        assertThat(TIBETAN.wrong(Kind.NEGATION, "ཡེ་ཤེས།")).isEmpty(); // wisdom
    }

    @ParameterizedTest
    @ValueSource(strings = {"共有 12 页", "第3行", "２０ 个", "༢༠ ཡོད།", "0 个"})
    void oneDigitChangesAndTheNumberKeepsItsLengthAndScript(String text) {
        String wrong = CHINESE.wrong(Kind.NUMBER, text).orElseThrow();
        assertThat(wrong).hasSameSizeAs(text);
        List<Integer> changed = IntStream.range(0, text.length())
                .filter(i -> text.charAt(i) != wrong.charAt(i))
                .boxed()
                .toList();
        assertThat(changed).hasSize(1);
        assertThat(Character.digit(wrong.charAt(changed.get(0)), 10)).isPositive();
        assertThat(Character.UnicodeBlock.of(wrong.charAt(changed.get(0))))
                .isEqualTo(Character.UnicodeBlock.of(text.charAt(changed.get(0))));
    }

    @Test
    void digitsOfPlaceholdersAndKeysAreNoNumbersButNumeralWordsAre() {
        assertThat(CHINESE.wrong(Kind.NUMBER, "按 F11 打开 %1 和 $2")).isEmpty();
        assertThat(CHINESE.wrong(Kind.NUMBER, "三个文件").orElseThrow())
                .endsWith("个文件")
                .isNotEqualTo("三个文件");
        assertThat(CHINESE.wrong(Kind.NUMBER, "统一文件")).isEmpty();
        assertThat(TIBETAN.wrong(Kind.NUMBER, "དེབ་གསུམ་ཡོད།").orElseThrow())
                .matches("དེབ་[^་]+་ཡོད།")
                .doesNotContain("གསུམ");
    }

    @Test
    void shuffledTextsHaveTheSameWordsInAnotherOrder() {
        String wrong = TIBETAN.wrong(Kind.SHUFFLED, "ངས་དེབ་གསར་པ་ཉོས།").orElseThrow();
        assertThat(MixedTokens.wordsAndMarks(wrong))
                .containsExactlyInAnyOrder("ངས", "དེབ", "གསར", "པ", "ཉོས", "།")
                .isNotEqualTo(MixedTokens.wordsAndMarks("ངས་དེབ་གསར་པ་ཉོས།"));
        assertThat(CHINESE.wrong(Kind.SHUFFLED, "书")).isEmpty();
    }

    @Test
    void namesComeFromOtherTexts() {
        assertThat(CHINESE.wrong(Kind.NAME, "用 Calc 打开文件。")).contains("用 Writer 打开文件。");
        assertThat(CHINESE.wrong(Kind.NAME, "他在《新书》里读到，山很高。")).contains("他在《旧书》里读到，山很高。");
        assertThat(CHINESE.wrong(Kind.NAME, "今天下雨。")).isEmpty();
        assertThat(CHINESE.wrong(Kind.NAME, "他说：「你来，我走。」")).isEmpty(); // speech
        assertThat(TIBETAN.wrong(Kind.NAME, "ཁོས་ Calc ཁ་ཕྱེས།")).contains("ཁོས་ Writer ཁ་ཕྱེས།");
        assertThat(MinimalPairs.of("en", List.of("a cat", "a dog"), 5).kinds()).doesNotContain(Kind.NAME);
    }

    @Test
    void aClauseIsLeftOutAndTheEndStays() {
        assertThat(CHINESE.wrong(Kind.CLAUSE, "他读书，然后回家。").orElseThrow()).isIn("他读书。", "然后回家。");
        assertThat(TIBETAN.wrong(Kind.CLAUSE, "ཁོ་ཕྱིན། མོ་སླེབས།").orElseThrow())
                .isIn("ཁོ་ཕྱིན།", "མོ་སླེབས།");
        assertThat(CHINESE.wrong(Kind.CLAUSE, "他读书。")).isEmpty();
    }

    @Test
    void anotherTextOfTheSameLengthIsNeverTheTextItself() {
        for (String text : ZH) {
            String other = CHINESE.wrong(Kind.SAME_LENGTH, text).orElseThrow();
            assertThat(ZH).contains(other);
            assertThat(other).isNotEqualTo(text);
        }
    }

    @Test
    void everyTimeIsDrawnAnewAndTheSameWhenAskedAgain() {
        String right = "ངས་དེབ་གསར་པ་ལྷ་ས་ནས་ཉོས་པ་ཡིན།";
        List<String> orders = IntStream.range(0, 20)
                .mapToObj(time -> TIBETAN.wrong(Kind.SHUFFLED, right, time).orElseThrow())
                .toList();
        assertThat(orders).doesNotContain(right);
        assertThat(Set.copyOf(orders)).hasSizeGreaterThan(17);
        assertThat(TIBETAN.wrong(Kind.SHUFFLED, right, 3)).hasValue(orders.get(3));
    }

    @Test
    void theSameSeedGivesTheSameTextsAndAnotherSeedOthers() {
        List<String> numbers =
                IntStream.range(100, 140).mapToObj(i -> "共 " + i + " 页").toList();
        assertThat(wrong(numbers, 5)).isEqualTo(wrong(numbers, 5)).isNotEqualTo(wrong(numbers, 6));
    }

    private static List<String> wrong(List<String> texts, long seed) {
        MinimalPairs rules = MinimalPairs.of("zh", texts, seed);
        List<String> all = new ArrayList<>();
        texts.forEach(t -> all.add(rules.wrong(Kind.NUMBER, t).orElseThrow()));
        return all;
    }

    @Test
    void degenerateOutputsAreWhatTheirNamesSay() {
        Degenerate.Texts texts = new Degenerate.Texts("ང", "他买了一本书。", "好。");
        assertThat(Degenerate.SOURCE_COPIED.output(texts, "")).isEqualTo("ང");
        assertThat(Degenerate.REPEATED.output(texts, "")).isEqualTo("他买了一本书。他买了一本书。");
        assertThat(Degenerate.TRUNCATED.output(texts, "")).isEqualTo("他买了");
        assertThat(Degenerate.EMPTY.output(texts, "")).isEmpty();
        assertThat(Degenerate.GENERIC.output(texts, "")).isEqualTo("好。");
        assertThat(Degenerate.SHUFFLED.output(texts, "")).hasSize(7).contains("他", "买", "了", "一", "本", "书", "。");
    }
}

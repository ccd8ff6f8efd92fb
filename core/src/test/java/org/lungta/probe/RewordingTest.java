package org.lungta.probe;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.lungta.corpus.Example;

/** The same said in other words, and a word that is wrong. */
class RewordingTest {
    @Test
    void chineseWordsGiveWayToOthersOfTheSameMeaning() {
        Rewording zh = Rewording.of("zh");
        assertThat(zh.apply("如果您使用此选项，请选择所有单元格。")).isEqualTo("若你用这个选项，请选取全部单元格");
        assertThat(zh.apply("打开文档时，单击此处")).isEqualTo("开启文档的时候，点击这里。");
        assertThat(zh.apply("添加和增加")).isEqualTo("增加和添加。"); // each word once, not there and back
    }

    @Test
    void wordsThatOnlyContainOneStay() {
        assertThat(Rewording.of("zh").apply("所有者和使用者的显示器。")).isEqualTo("所有者和使用者的显示器");
        assertThat(Rewording.of("bo").apply("ཚང་མའི་")).isEqualTo("ཚང་མའི་།");
    }

    @Test
    void tibetanWordsGiveWayAsWholeSyllables() {
        assertThat(Rewording.of("bo").apply("གལ་ཏེ་ཐམས་ཅད་འདེམས་ན།")).isEqualTo("ཚང་མ་འདེམས་ན");
    }

    @Test
    void ofALanguageWithoutRulesTheEndAloneChanges() {
        assertThat(Rewording.of("ug").apply("سالام.")).isEqualTo("سالام");
        assertThat(Rewording.of("ug").apply("سالام")).isEqualTo("سالام.");
    }

    @Test
    void pairsWithinALanguageHoldATextAgainstItself() {
        List<Example> within =
                Rewording.within("zh", List.of(new Example("a", "ཀ", "您好。", "f:1"), new Example("b", "ཁ", "。", "f:2")));
        assertThat(within).containsExactly(new Example("a", "你好", "您好。", "f:1")); // nothing is left of the other
    }

    @Test
    void theRarestWordIsReplacedByAnotherOfThePool() {
        MinimalPairs zh = MinimalPairs.of("zh", List.of("买书", "买茶", "买马"), 1);
        assertThat(zh.wrong(Kind.WORD, "买书"))
                .hasValueSatisfying(t -> assertThat(t).isIn("买茶", "买马"));
        MinimalPairs bo = MinimalPairs.of("bo", List.of("ང་ཉོས", "ང་བཙོངས", "ཇ་ཉོས"), 1);
        assertThat(bo.wrong(Kind.WORD, "ངས་ང་ཉོས"))
                .hasValueSatisfying(t -> assertThat(t)
                        .endsWith("་ང་ཉོས")
                        .doesNotStartWith("ངས")); // whole syllables, not beginnings of others
        assertThat(bo.wrong(Kind.WORD, "༡༢།")).isEmpty();
    }
}

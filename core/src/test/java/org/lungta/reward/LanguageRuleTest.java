package org.lungta.reward;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.text.Normalizer;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.lungta.check.Refusal;

class LanguageRuleTest {
    private static final String SOURCE = "我需要一个瓷碗。";

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "bo | ང་ལ་དཀར་ཡོལ་ཞིག་དགོས།", "dz | ང་ལུ་དཀར་ཡོལ་ཅིག་དགོ།", "zh | 我需要一个瓷碗。",
                        "en | I need a china bowl.",
                "en | Ça va, naïve Zoë?", "ug | ماڭا بىر چىنە كېرەك.", "mn | Надад шаазан аяга хэрэгтэй.",
                        "mn | ᠨᠠᠳᠠ ᠳᠤ ᠬᠡᠷᠡᠭᠲᠡᠢ᠃",
                "ja | 私は磁器のボウルが必要です。", "ko | 나는 사기그릇이 필요합니다.", "ar | أحتاج إلى وعاء خزفي.",
                        "ru | Мне нужна фарфоровая миска.",
                "script:DEVANAGARI | मुझे एक कटोरा चाहिए।", "script:GREEK | Χρειάζομαι ένα μπολ."
            })
    void textOfTheLanguageIsConsistent(String language, String output) {
        assertThat(LanguageRule.of(language).judge(output, SOURCE)).isEqualTo(new Verdict(true, "consistent"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "bo | 我需要一个瓷碗。",
                "bo | I need a china bowl.",
                "zh | ང་ལ་དཀར་ཡོལ་ཞིག་དགོས།",
                "zh | I need a china bowl.",
                "en | 我需要一个瓷碗。",
                "ru | I need a china bowl.",
                "ko | 私は磁器のボウルが必要です。",
                "script:MONGOLIAN | Надад хэрэгтэй.",
                "ar | हिन्दी"
            })
    void textOfAnotherLanguageIsNot(String language, String output) {
        assertThat(LanguageRule.of(language).judge(output, SOURCE).consistent()).isFalse();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "bo | ང་ལ་瓷碗ཞིག་དགོས། | U+74F7 (HAN)", "bo | ང་ལ་དཀར་ཡོལ་ཞིག་དགོས།〇 | U+3007 (HAN)",
                        "bo | ང་ལ་ボདགོས། | U+30DC (KATAKANA)",
                "zh | 我需要一个དཀར་ཡོལ། | U+0F51 (TIBETAN)", "zh | 我需要一个瓷碗ི | U+0F72 (TIBETAN)",
                        "zh | 我需要の碗 | U+306E (HIRAGANA)",
                "en | I need a 碗. | U+7897 (HAN)", "en | I need а bowl. | U+0430 (CYRILLIC)",
                        "bo | ང་ལ་དགོས།\uE000 | U+E000"
            })
    void oneForeignLetterIsTooManyAndIsNamed(String language, String output, String letter) {
        Verdict verdict = LanguageRule.of(language).judge(output, SOURCE);
        assertThat(verdict.consistent()).isFalse();
        assertThat(verdict.reason()).contains(letter);
    }

    @Test
    void aForeignLetterIsNotLicensedByTheSource() {
        assertThat(LanguageRule.of("bo").judge("ང་ལ་瓷碗ཞིག་དགོས།", "我需要一个瓷碗。").consistent())
                .isFalse();
    }

    @Test
    void twoThirdsChineseIsMixedWhicheverOfThemIsAskedFor() {
        String mixed = "我需要 དཀར་ཡོལ་";
        assertThat(LanguageRule.of("bo").judge(mixed, SOURCE).consistent()).isFalse();
        assertThat(LanguageRule.of("zh").judge(mixed, SOURCE).consistent()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "\n\t\r", "\u00A0\u3000", "\u200B\uFEFF", "\u0000"})
    void anEmptyOutputIsNotConsistent(String output) {
        assertThat(LanguageRule.of("bo").judge(output, SOURCE)).isEqualTo(new Verdict(false, "empty"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"123", "༡༢༣", "１２３", "། ། །", "་་་", "。，！", "...", "🐎", "༄༅།", "3.14 %", "\u0301"})
    void digitsAndPunctuationAloneAreNoLanguage(String output) {
        for (String language : List.of("bo", "zh", "en")) {
            assertThat(LanguageRule.of(language).judge(output, output)).isEqualTo(new Verdict(false, "no letters"));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ང་ལ་ 3 དགོས།",
                "ང་ལ་ ༣ དགོས།",
                "《ང་ལ་》དགོས།",
                "“ང་ལ་” དགོས། 50 %",
                "ང་ལ་ 🐎 དགོས།",
                "༄༅། །ང་ལ་དགོས།",
                "ང་ལ་\u200Bདགོས།",
                "ང་ལ་：（དགོས）。",
                "ང་ལ་ 36.6 ℃ དགོས།",
                "ང་ལ་\uD83E\uDEE0དགོས།"
            })
    void digitsPunctuationAndSymbolsSayNothing(String output) {
        assertThat(LanguageRule.of("bo").judge(output, SOURCE).consistent()).isTrue();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "LibreOffice ལག་ཆ། | LibreOffice 工具",
                "libreoffice ལག་ཆ། | LibreOffice 工具",
                "LIBREOFFICE ལག་ཆ། | LibreOffice 工具",
                "LibreOffice ལག་ཆ། | ＬｉｂｒｅＯｆｆｉｃｅ 工具",
                "ω-force ལ། | ω-force 开发",
                "iPhone12 ལ། | 新的iPhone 12手机",
                "MP3ལ། | MP4",
                "café ལ། | cafe\u0301 店",
                "$[officename]ལ། | $[officename]中"
            })
    void aLatinNameThatStandsInTheSourceIsAllowed(String output, String source) {
        assertThat(LanguageRule.of("bo").judge(output, source).consistent()).isTrue();
        assertThat(LanguageRule.of("bo").judge(output, "工具").consistent()).isFalse();
    }

    @Test
    void aPartOfAWordInTheSourceIsNoLicence() {
        assertThat(LanguageRule.of("bo").judge("Office ལག་ཆ།", "LibreOffice 工具").consistent())
                .isFalse();
    }

    @Test
    void aLatinNameOnItsOwnIsNotTheLanguage() {
        Verdict verdict = LanguageRule.of("bo").judge("LibreOffice", "LibreOffice");
        assertThat(verdict.consistent()).isFalse();
        assertThat(verdict.reason()).contains("no letter of").contains("TIBETAN");
    }

    @Test
    void aFewLatinLettersThatAreNotInTheSourceAreAllowedUpToTheLimitAndNotBeyond() {
        assertThat(LanguageRule.of("bo").judge("ཀཀཀཀཀཀཀཀ ab", SOURCE).consistent())
                .isTrue();
        Verdict verdict = LanguageRule.of("bo").judge("ཀཀཀཀཀཀཀཀ abc", SOURCE);
        assertThat(verdict.consistent()).isFalse();
        assertThat(verdict.reason()).contains("0.27").contains("0.20");
        assertThat(LanguageRule.of("zh").judge("马马马马马马马 abc", SOURCE).consistent())
                .isTrue();
        assertThat(LanguageRule.of("zh").judge("马马马马马马马 abcd", SOURCE).consistent())
                .isFalse();
        assertThat(LanguageRule.of("script:TIBETAN")
                        .judge("ཀཀཀཀཀཀཀཀ ab", SOURCE)
                        .consistent())
                .isTrue();
    }

    @Test
    void aWordOfTheSourceIsAllowedEachTimeAndOthersBesideItAreCounted() {
        assertThat(LanguageRule.of("bo").judge("VLC VLC VLC ཀཀཀཀ", "VLC 工具").consistent())
                .isTrue();
        assertThat(LanguageRule.of("bo")
                        .judge("VLC VLC VLC ཀཀཀཀ hello", "VLC 工具")
                        .consistent())
                .isFalse();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "bo | གྷཱི་ཀ",
                "ko | 한국어",
                "ja | がぎぐ",
                "en | café naïve",
                "ru | йё",
                "zh | 马é",
                "bo | \u0F76\u0F81ཀ é"
            })
    void equivalentSpellingsGetEqualVerdicts(String language, String text) {
        LanguageRule rule = LanguageRule.of(language);
        String composed = Normalizer.normalize(text, Normalizer.Form.NFC);
        String decomposed = Normalizer.normalize(text, Normalizer.Form.NFD);
        assertThat(rule.judge(decomposed, decomposed))
                .isEqualTo(rule.judge(composed, composed))
                .isEqualTo(rule.judge(decomposed, composed));
        assertThat(rule.judge(decomposed, "")).isEqualTo(rule.judge(composed, ""));
    }

    @Test
    void aReplacementCharacterOrHalfASurrogatePairIsForeign() {
        assertThat(LanguageRule.of("bo").judge("ང་\uFFFD", SOURCE).reason()).contains("U+FFFD");
        assertThat(LanguageRule.of("bo").judge("ང་\uD83D", SOURCE).consistent()).isFalse();
    }

    @Test
    void dzongkhaIsNotToldFromTibetan() {
        assertThat(LanguageRule.of("bo").judge("ང་ལུ་དཀར་ཡོལ་ཅིག་དགོ།", SOURCE).consistent())
                .isTrue();
    }

    @Test
    void anUnknownLanguageIsRefused() {
        assertThatThrownBy(() -> LanguageRule.of("tibetan"))
                .isInstanceOf(Refusal.class)
                .hasMessageContaining("tibetan");
    }
}

package org.lungta.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.Character.UnicodeScript;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.lungta.check.Refusal;

class LanguageTest {
    @Test
    void everyCodeOwnsALetterOfItsLanguage() {
        List<String> samples = List.of(
                "bo:ཀ", "dz:ཀ", "zh:马", "en:a", "ug:ئ", "mn:ө", "mn:ᠮ", "ja:あ", "ja:ア", "ja:馬", "ko:한", "ar:ع", "ru:я");
        for (String sample : samples) {
            assertThat(Language.of(sample.substring(0, 2)).owns(sample.codePointAt(3)))
                    .as(sample)
                    .isTrue();
        }
    }

    @Test
    void anyScriptOfUnicodeCanBeNamed() {
        assertThat(Language.of("script:Ethiopic").scripts()).containsExactly(UnicodeScript.ETHIOPIC);
        assertThat(Language.of("script:adlm").owns(0x1E900)).isTrue();
    }

    @Test
    void vowelSignsAndSubjoinedLettersAreLettersAndDigitsAndMarksOfPunctuationAreNot() {
        assertThat("ཀི".codePoints().allMatch(Scripts::isLetter)).isTrue();
        assertThat(Scripts.isLetter(0x0FB1)).isTrue();
        assertThat("༠༡་།༄0,。％🐎 \u0301".codePoints().noneMatch(Scripts::isLetter))
                .isTrue();
        assertThat(Scripts.isLetter(0x3007)).isTrue();
        assertThat(Scripts.isLetter('Ⅲ')).isFalse();
    }

    @Test
    void anUnknownLanguageIsRefusedWithTheKnownOnes() {
        for (String code : List.of("xx", "", "BO", "script:", "script:KLINGON", "script:COMMON", "script:INHERITED")) {
            assertThatThrownBy(() -> Language.of(code))
                    .isInstanceOf(Refusal.class)
                    .hasMessageContaining("\"" + code + "\"")
                    .hasMessageContaining("bo")
                    .hasMessageContaining("script:TIBETAN");
        }
    }
}

package org.lungta.metric;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class TokenizationTest {
    @Test
    void theTokensAreThoseOfSacrebleu() {
        List<JsonNode> cases = Fixture.cases("bleu_tokenize");
        assertThat(cases).hasSize(8);
        for (JsonNode single : cases) {
            for (String name : List.of("13a", "zh", "char", "intl")) {
                assertThat(Fixture.tokenization(name).tokens(single.get("text").asString()))
                        .as("%s of %s", name, single.get("text"))
                        .isEqualTo(Fixture.strings(single.get(name)));
            }
        }
    }

    @Test
    void mixedTokensAreSyllablesCharactersAndWords() {
        for (JsonNode single : Fixture.cases("rouge_lfbleu")) {
            assertThat(MixedTokens.words(single.get("hyp").asString()))
                    .isEqualTo(Fixture.strings(single.get("tok_hyp")));
            assertThat(MixedTokens.words(single.get("ref").asString()))
                    .isEqualTo(Fixture.strings(single.get("tok_ref")));
        }
    }

    @Test
    void aChangeOfKindEndsAToken() {
        assertThat(MixedTokens.words("བོད2024年iPhone15ཡིག")).containsExactly("བོད", "2024", "年", "iphone15", "ཡིག");
        assertThat(MixedTokens.words("𠀀𠀁。")).containsExactly("𠀀", "𠀁");
        assertThat(MixedTokens.words("")).isEmpty();
    }

    @Test
    void marksAreTokensOnlyOnRequest() {
        assertThat(MixedTokens.words("བཟང་། །OK!")).containsExactly("བཟང", "ok");
        assertThat(MixedTokens.wordsAndMarks("བཟང་། །OK!?")).containsExactly("བཟང", "།", "།", "ok", "!", "?");
    }

    @Test
    void equivalentSpellingsGiveTheSameSyllables() {
        assertThat(MixedTokens.words("\u0F43\u0F0Cཡ")).isEqualTo(MixedTokens.words("\u0F42\u0FB7\u0F0Bཡ"));
    }

    @Test
    void whiteSpaceIsPythons() {
        assertThat(Text.split("a\u00A0b\u0085c\u001Cd\u3000e\u202Ff")).containsExactly("a", "b", "c", "d", "e", "f");
        assertThat(Text.split("a\u200Bb\uFEFFc")).hasSize(1);
        assertThat(Text.strip("\u3000 a b\u2029")).isEqualTo("a b");
    }
}

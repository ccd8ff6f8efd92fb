package org.lungta.lexicon;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.lungta.text.Language;
import org.lungta.text.Tokenizer;

class InspectionTest {
    private static Tokenizer tokenizer(String kind) {
        try {
            return Tokenizer.load(Path.of(
                    InspectionTest.class.getResource("/golden/tokens/" + kind).toURI()));
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Of its corpus the tokenizer knows the words; an unseen Han character is three bytes and so three tokens. */
    @Test
    void tokensAreCountedACodePointATextAndAWord() {
        try (Tokenizer tokenizer = tokenizer("byte-level")) {
            List<String> texts = List.of("鯨鯨", "鯨");
            Inspection seen = Inspection.of(tokenizer, 400, texts, new Words(Language.of("zh")), 3);
            assertThat(seen.texts().codePoints()).isEqualTo(3);
            assertThat(seen.texts().tokens()).isEqualTo(9);
            assertThat(seen.texts().tokensPerCodePoint()).isEqualTo(3.0);
            assertThat(seen.texts().meanLength()).isEqualTo(4.5);
            assertThat(seen.texts().p95Length()).isEqualTo(6);
            assertThat(seen.texts().longest()).isEqualTo(6);
            assertThat(seen.texts().unknownTokens()).isZero();
            assertThat(seen.texts().unknownCodePoints()).isZero();
            assertThat(seen.words().tokensPerWord()).isEqualTo(3.0);
            assertThat(seen.words().worst()).containsExactly(new Inspection.WordCost("鯨", 3, 3));
        }
    }

    @Test
    void rowsWithoutTokenAreSpareAndAddedTokensAreListedById() {
        try (Tokenizer tokenizer = tokenizer("byte-level")) {
            Inspection seen = Inspection.of(tokenizer, tokenizer.size() + 7, List.of("a"), new Syllables(), 3);
            assertThat(seen.spareRows()).isEqualTo(7);
            assertThat(seen.tokens()).isEqualTo(tokenizer.size());
            assertThat(seen.special())
                    .extracting(Inspection.SpecialToken::text)
                    .containsExactly("<|endoftext|>", "<|im_start|>", "<|im_end|>", "<tool_call>", "</tool_call>");
            assertThat(seen.special())
                    .extracting(Inspection.SpecialToken::id)
                    .isSorted()
                    .last()
                    .isEqualTo(tokenizer.size() - 1);
        }
    }

    /** This unigram model makes one token of the unknown characters side by side, and the mark of a space before them. */
    @Test
    void whatTheVocabularyCannotWriteIsCountedInTokensAndInCodePoints() {
        try (Tokenizer tokenizer = tokenizer("unigram")) {
            Inspection seen = Inspection.of(tokenizer, 100, List.of("བོད"), new Syllables(), 3);
            assertThat(seen.texts().unknownTokens()).isEqualTo(0.5);
            assertThat(seen.texts().unknownCodePoints()).isEqualTo(1.0, within(1e-12));
            assertThat(seen.words().count()).isEqualTo(1);
        }
    }

    @Test
    void theWorstWordsAreThoseWithTheMostTokensACodePointAndThenTheMostFrequent() {
        try (Tokenizer tokenizer = tokenizer("byte-level")) {
            Inspection seen =
                    Inspection.of(tokenizer, 400, List.of("鯨 鮫鮫 the the the"), new Words(Language.of("zh")), 5);
            assertThat(seen.words().worst())
                    .extracting(Inspection.WordCost::word)
                    .containsExactly("鮫", "鯨");
        }
    }
}

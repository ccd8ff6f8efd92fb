package org.lungta.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.lungta.check.Refusal;
import tools.jackson.databind.JsonNode;

/** The tokens and texts expected here were made by the Python package tokenizers (dev/oracles/tokenizer_golden.py). */
class TokenizerTest {
    private static final String BYTE_LEVEL = "byte-level";

    @TempDir
    private Path folder;

    @ParameterizedTest
    @ValueSource(strings = {BYTE_LEVEL, "byte-fallback", "unigram", "folding", "llama-like", "gemma-like"})
    void textBecomesTheTokensThatTheOracleMakes(String kind) throws IOException {
        try (Tokenizer tokenizer = tokenizer(kind)) {
            for (JsonNode golden : Golden.list("tokens/" + kind + "/golden.json", "texts")) {
                String text = golden.get("text").stringValue();
                assertThat(tokenizer.encode(text)).as(text).isEqualTo(Golden.tokens(golden.get("plain")));
                assertThat(tokenizer.encodeByItself(text)).as(text).isEqualTo(Golden.tokens(golden.get("encoder")));
            }
        }
    }

    /** Without "folding": newer releases of the library than ours decode a token that is found in normalised text in its normal form. */
    @ParameterizedTest
    @ValueSource(strings = {BYTE_LEVEL, "byte-fallback", "unigram", "llama-like", "gemma-like"})
    void tokensBecomeTheTextThatTheOracleMakesAndAreInvalidWhereItReplacedBytes(String kind) throws IOException {
        int invalid = 0;
        try (Tokenizer tokenizer = tokenizer(kind)) {
            for (JsonNode golden : Golden.list("tokens/" + kind + "/golden.json", "decoded")) {
                Tokens tokens = Golden.tokens(golden.get("tokens"));
                String text = golden.get("text").stringValue();
                assertThat(tokenizer.decode(tokens)).isEqualTo(text);
                assertThat(tokenizer.isValidText(tokens)).as(text).isEqualTo(!text.contains("\uFFFD"));
                invalid += text.contains("\uFFFD") ? 1 : 0;
            }
        }
        assertThat(invalid > 10).isEqualTo(!kind.equals("unigram"));
    }

    @Test
    void aReplacementCharacterThatTheTextHoldsIsValid() {
        try (Tokenizer tokenizer = tokenizer(BYTE_LEVEL)) {
            Tokens tokens = tokenizer.encode("a\uFFFDb");
            assertThat(tokenizer.decode(tokens)).isEqualTo("a\uFFFDb");
            assertThat(tokenizer.isValidText(tokens)).isTrue();
            assertThat(tokenizer.isValidText(tokens.slice(0, 2))).isFalse();
        }
    }

    @Test
    void anIdWithoutTokenIsNoValidText() {
        try (Tokenizer tokenizer = tokenizer(BYTE_LEVEL)) {
            assertThat(tokenizer.isValidText(Tokens.of(tokenizer.size()))).isFalse();
            assertThat(tokenizer.isValidText(Tokens.of(tokenizer.size() - 1))).isTrue();
            assertThat(tokenizer.decode(Tokens.of(tokenizer.size()))).isEmpty();
        }
    }

    @Test
    void specialTokensAreDroppedFromTheTextAndOtherAddedTokensAreNot() {
        try (Tokenizer tokenizer = tokenizer(BYTE_LEVEL)) {
            Tokens tokens = tokenizer.encode("a<tool_call>b<|im_end|>c");
            assertThat(tokenizer.decode(tokens)).isEqualTo("a<tool_call>bc");
            assertThat(tokens.at(1)).isEqualTo(tokenizer.id("<tool_call>"));
            assertThat(tokens.at(3)).isEqualTo(tokenizer.id("<|im_end|>"));
        }
    }

    @Test
    void tibetanAndEmojiSurviveTheRoundTrip() {
        try (Tokenizer tokenizer = tokenizer(BYTE_LEVEL)) {
            for (String text : List.of("བཀྲ་ཤིས་བདེ་ལེགས།", "🐎\u0000🌬️", "  \r\n\t x", "")) {
                assertThat(tokenizer.decode(tokenizer.encode(text))).isEqualTo(text);
            }
        }
    }

    @Test
    void nothingIsCutOrPaddedEvenWhereTheFileAsksForIt() throws IOException {
        assertThat(Files.readString(Golden.folder("tokens/byte-level/tokenizer.json")))
                .contains("\"max_length\":3", "\"Fixed\":8");
        try (Tokenizer tokenizer = tokenizer(BYTE_LEVEL)) {
            assertThat(tokenizer.encode("a").length()).isEqualTo(1);
            assertThat(tokenizer
                            .encodeByItself(String.join("", Collections.nCopies(5000, "鯨")))
                            .length())
                    .isEqualTo(15000);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "byte-level,    ''",
        "byte-fallback, <s>",
        "unigram,       <s>",
        "llama-like,    <|begin_of_text|>",
        "gemma-like,    <bos>"
    })
    void theOpeningIsWhatStandsBeforeATextAndNotWhatStandsBehind(String kind, String opening) {
        try (Tokenizer tokenizer = tokenizer(kind)) {
            assertThat(tokenizer.opening()).isEqualTo(opening);
        }
    }

    @Test
    void unknownTextIsCounted() {
        try (Tokenizer unigram = tokenizer("unigram");
                Tokenizer bytes = tokenizer(BYTE_LEVEL)) {
            assertThat(unigram.unknownRate(List.of("the wind"))).isZero();
            assertThat(unigram.unknownRate(List.of("བོད"))).isEqualTo(0.5);
            assertThat(unigram.unknownRate(List.of("the wind", "བོད"))).isEqualTo(0.25);
            assertThat(unigram.unknownRate(List.of())).isZero();
            assertThat(unigram.unknownTokens(Tokens.of(2, 0, 2))).isEqualTo(2);
            assertThat(bytes.unknownRate(List.of("བོད"))).isZero();
        }
    }

    @Test
    void addedTokensAreControlTokens() {
        try (Tokenizer tokenizer = tokenizer(BYTE_LEVEL)) {
            assertThat(tokenizer.controlTokens())
                    .containsExactly("<|endoftext|>", "<|im_start|>", "<|im_end|>", "<tool_call>", "</tool_call>");
            assertThat(tokenizer.id("<tool_call>")).isEqualTo(tokenizer.size() - 2);
        }
    }

    @Test
    void aTokenThatIsNotThereIsRefusedByName() {
        try (Tokenizer tokenizer = tokenizer(BYTE_LEVEL)) {
            assertThatThrownBy(() -> tokenizer.id("<|nobody|>"))
                    .isInstanceOf(Refusal.class)
                    .hasMessageContaining("tokenizer.json")
                    .hasMessageContaining("<|nobody|>");
        }
    }

    @Test
    void halfASurrogatePairIsRefused() {
        try (Tokenizer tokenizer = tokenizer(BYTE_LEVEL)) {
            assertThatThrownBy(() -> tokenizer.encode("a\uD83D"))
                    .isInstanceOf(Refusal.class)
                    .hasMessageContaining("surrogate");
        }
    }

    @Test
    void manyThreadsGetTheSameTokens() {
        try (Tokenizer tokenizer = tokenizer(BYTE_LEVEL)) {
            String text = "the wind horse བོད་ཡིག";
            Tokens expected = tokenizer.encode(text);
            assertThat(IntStream.range(0, 500)
                            .parallel()
                            .mapToObj(i -> tokenizer.encode(text))
                            .filter(tokens -> tokens.equals(expected)
                                    && tokenizer.decode(tokens).equals(text))
                            .count())
                    .isEqualTo(500);
        }
    }

    @Test
    void aFolderWithoutTokenizerIsRefused() {
        assertThatThrownBy(() -> Tokenizer.load(folder))
                .isInstanceOf(Refusal.class)
                .hasMessageContaining("tokenizer.json")
                .hasMessageContaining("does not exist");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{",
                "[]",
                "{}",
                "{\"model\": {\"vocab\": {}}}",
                "{\"model\": {\"vocab\": {\"a\": 0}}}",
                "{\"model\": {\"vocab\": {\"a\": 0}}, \"added_tokens\": [{\"id\": 1}]}",
                "{\"model\": {\"vocab\": {\"a\": 0}, \"unk_token\": \"?\"}}"
            })
    void aTokenizerFileThatIsNoneIsRefusedByName(String content) throws IOException {
        Files.writeString(folder.resolve("tokenizer.json"), content);
        assertThatThrownBy(() -> Tokenizer.load(folder))
                .isInstanceOf(Refusal.class)
                .hasMessageContaining(folder.resolve("tokenizer.json").toString())
                .hasMessageContaining("copy");
    }

    private static Tokenizer tokenizer(String kind) {
        return Tokenizer.load(Golden.folder("tokens/" + kind));
    }
}

package org.lungta.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.lungta.check.Refusal;

class TokenNamesTest {
    @TempDir
    private Path folder;

    private static Tokenizer tokenizer(String kind) {
        return Tokenizer.load(Golden.folder("tokens/" + kind));
    }

    @ParameterizedTest
    @ValueSource(strings = {"byte-level", "byte-fallback", "unigram", "folding"})
    void everyTokenHasANameOfItsOwnAndIsFoundByIt(String kind) {
        try (Tokenizer tokenizer = tokenizer(kind)) {
            TokenNames names = tokenizer.names();
            Set<String> seen = new HashSet<>();
            for (int id = 0; id < tokenizer.size(); id++) {
                assertThat(names.name(id)).isNotEmpty();
                assertThat(seen.add(names.name(id))).isTrue();
                assertThat(names.tokens(names.name(id))).isEqualTo(Tokens.of(id));
            }
        }
    }

    @Test
    void bytesAreReadAndHalfCharactersAreNumbers() {
        try (Tokenizer tokenizer = tokenizer("byte-level")) {
            TokenNames names = tokenizer.names();
            assertThat(names.name(tokenizer.encode("a").at(0))).isEqualTo("a");
            assertThat(names.name(tokenizer.id("Ġthe"))).isEqualTo(" the");
            int half = tokenizer.encode("鯨").at(0);
            assertThat(names.name(half)).isEqualTo("<id:" + half + ">");
            assertThat(names.name(tokenizer.size())).isEqualTo("<id:" + tokenizer.size() + ">");
        }
    }

    @Test
    void aTextThatIsNoTokensNameIsItsTokens() {
        try (Tokenizer tokenizer = tokenizer("byte-level")) {
            assertThat(tokenizer.names().tokens("鯨a")).isEqualTo(tokenizer.encode("鯨a"));
        }
    }

    @Test
    void fingerprintsTellTokenizersApart() {
        try (Tokenizer one = tokenizer("byte-level");
                Tokenizer same = tokenizer("byte-level");
                Tokenizer other = tokenizer("unigram")) {
            assertThat(one.fingerprint())
                    .matches("[0-9a-f]{16}")
                    .isEqualTo(same.fingerprint())
                    .isNotEqualTo(other.fingerprint());
        }
    }

    @Test
    void theRowsAreThoseOfTheConfiguration() throws IOException {
        Path file = folder.resolve("config.json");
        Files.writeString(file, "{\"vocab_size\": 151936}");
        assertThat(ModelRows.count(folder)).isEqualTo(151936);
        Files.writeString(file, "{\"text_config\": {\"vocab_size\": 7}}");
        assertThat(ModelRows.count(folder)).isEqualTo(7);
        Files.writeString(file, "{\"vocab_size\": \"many\"}");
        assertThatThrownBy(() -> ModelRows.count(folder))
                .isInstanceOf(Refusal.class)
                .hasMessageContaining(file.toString())
                .hasMessageContaining("many");
    }
}

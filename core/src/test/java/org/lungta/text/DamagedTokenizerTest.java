package org.lungta.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.lungta.check.Refusal;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Tokenizer files that would mislead a model, and those that end the process when the native library meets them. */
class DamagedTokenizerTest {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    @TempDir
    private Path folder;

    private ObjectNode good(String kind) throws IOException {
        return (ObjectNode)
                JSON.readTree(Files.readString(Golden.folder("tokens/" + kind).resolve("tokenizer.json")));
    }

    private void refused(JsonNode tokenizer, String message) throws IOException {
        Files.writeString(folder.resolve("tokenizer.json"), JSON.writeValueAsString(tokenizer));
        assertThatThrownBy(() -> Tokenizer.load(folder))
                .isInstanceOf(Refusal.class)
                .hasMessageContaining(folder.resolve("tokenizer.json").toString())
                .hasMessageContaining(message);
    }

    /** In byte-level, 330 tokens and five added ones from 330 on; in unigram and byte-fallback the added ones are in the vocabulary. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "byte-level    | 2 | 340  | 332 is the next that is free",
                "byte-level    | 2 | 331  | 332 is the next that is free",
                "byte-level    | 2 | 5    | 332 is the next that is free",
                "byte-level    | 4 | 335  | 334 is the next that is free",
                "byte-fallback | 1 | 2    | it stands in the file with id 1",
                "unigram       | 0 | 11   | it stands in the file with id 0",
            })
    void movedSpecialTokensAreRefusedWithBothIds(String kind, int which, int id, String message) throws IOException {
        ObjectNode tokenizer = good(kind);
        ((ObjectNode) tokenizer.path("added_tokens").path(which)).put("id", id);
        refused(tokenizer, message);
    }

    @Test
    void idsThatAreDoubleMissingOrNoneAreRefused() throws IOException {
        for (String lie : new String[] {"4", "-1", "1.5", "\"7\"", "null", "9999999999", "4000"}) {
            ObjectNode tokenizer = good("byte-level");
            ObjectNode vocabulary = (ObjectNode) tokenizer.path("model").path("vocab");
            vocabulary.set("a", JSON.readTree(lie));
            refused(
                    tokenizer,
                    lie.equals("4000") ? "some are missing" : lie.equals("4") ? "the same id 4" : "has the id");
        }
        String twice = Files.readString(Golden.folder("tokens/byte-level").resolve("tokenizer.json"))
                .replaceFirst("\"vocab\":\\{", "\"vocab\":{\"a\":1,");
        Files.writeString(folder.resolve("tokenizer.json"), twice);
        assertThatThrownBy(() -> Tokenizer.load(folder))
                .isInstanceOf(Refusal.class)
                .hasMessageContaining("Duplicate");
        ObjectNode pieces = good("unigram");
        pieces.path("model")
                .withArrayProperty("vocab")
                .add(pieces.path("model").path("vocab").path(4));
        refused(pieces, "stands twice");
    }

    /** Each of these was seen to end the process, or never to end, when handed to the library unchecked (version 0.21.0-0.38.0). */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "normalizer     | {\"type\":\"Prepend\",\"prepend\":\"\"}                                           | prepend",
                "normalizer     | {\"type\":\"Replace\",\"pattern\":{\"String\":\"\"},\"content\":\"x\"}            | empty",
                "normalizer     | {\"type\":\"Replace\",\"pattern\":{\"Regex\":\"\"},\"content\":\"x\"}             | empty",
                "normalizer     | {\"type\":\"Replace\",\"pattern\":{\"Regex\":\"a*\"},\"content\":\"x\"}           | a*",
                "normalizer     | {\"type\":\"Precompiled\",\"precompiled_charsmap\":\"\"}                          | 0 bytes",
                "normalizer     | {\"type\":\"Precompiled\",\"precompiled_charsmap\":\"////fw==\"}                  | claims",
                "normalizer     | {\"type\":\"Precompiled\",\"precompiled_charsmap\":\"BAAAAGFiY2Q=\"}              | leads to",
                "normalizer     | {\"type\":\"Precompiled\",\"precompiled_charsmap\":\"?\"}                         | base64",
                "normalizer     | {\"type\":\"Future\"}                                                             | Future",
                "normalizer     | {\"type\":\"Sequence\"}                                                           | sequence",
                "normalizer     | []                                                                                | no type",
                "pre_tokenizer  | {\"type\":\"FixedLength\",\"length\":0}                                           | FixedLength",
                "pre_tokenizer  | {\"type\":\"Split\",\"pattern\":{\"Regex\":\"\"},\"behavior\":\"Isolated\",\"invert\":false} | empty",
                "decoder        | {\"type\":\"Strip\",\"content\":\"t\",\"start\":3,\"stop\":3}                     | strips",
                "decoder        | {\"type\":\"CTC\"}                                                                | CTC",
                "post_processor | {\"type\":\"TemplateProcessing\",\"single\":[{\"Sequence\":{\"id\":\"B\",\"type_id\":0}}],\"pair\":[],\"special_tokens\":{}} | template",
                "post_processor | {\"type\":\"TemplateProcessing\",\"single\":[{\"SpecialToken\":{\"id\":\"q\",\"type_id\":0}}],\"pair\":[],\"special_tokens\":{}} | piece",
                "post_processor | {\"type\":\"BertProcessing\",\"sep\":[\"a\",0],\"cls\":[\"b\",9]}                 | moved",
            })
    void whatTheNativeLibraryDoesNotSurviveIsRefusedBefore(String part, String lie, String message) throws IOException {
        ObjectNode tokenizer = good("byte-level");
        tokenizer.set(part, JSON.readTree(lie));
        refused(tokenizer, message);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "byte-level | continuing_subword_prefix | \"zz\"     | continuing_subword_prefix",
                "byte-level | dropout                   | 0.5        | dropout",
                "byte-level | type                      | \"Nobody\" | Nobody",
                "byte-level | merges                    | null       | merges",
                "unigram    | unk_id                    | 11         | unk_id",
                "folding    | unk_token                 | \"zz\"     | zz",
            })
    void settingsOfTheModelAreChecked(String kind, String field, String lie, String message) throws IOException {
        ObjectNode tokenizer = good(kind);
        ((ObjectNode) tokenizer.path("model")).set(field, JSON.readTree(lie));
        refused(tokenizer, message);
    }

    @Test
    void aPatternTooDeepForTheStackIsRefused() throws IOException {
        ObjectNode tokenizer = good("byte-level");
        tokenizer.set(
                "pre_tokenizer",
                JSON.readTree("{\"type\":\"Split\",\"pattern\":{\"Regex\":\"" + "(".repeat(2000) + "a"
                        + ")".repeat(2000) + "\"},\"behavior\":\"Isolated\",\"invert\":false}"));
        refused(tokenizer, "brackets deep");
    }

    @Test
    void aNormalizerThatMakesTextEndlessIsRefused() throws IOException {
        ObjectNode tokenizer = good("byte-level");
        String grow = "{\"type\":\"Replace\",\"pattern\":{\"String\":\"a\"},\"content\":\"aaaaaaaaaa\"}";
        tokenizer.set(
                "normalizer",
                JSON.readTree("{\"type\":\"Sequence\",\"normalizers\":[" + grow + "," + grow + "," + grow + "]}"));
        refused(tokenizer, "as long");
    }

    @Test
    void aTemplatesTokenMustHaveTheIdOfTheVocabulary() throws IOException {
        ObjectNode tokenizer = good("unigram");
        ObjectNode special = (ObjectNode) tokenizer.path("post_processor").path("special_tokens");
        ((ObjectNode) special.path("<s>")).set("ids", JSON.readTree("[7]"));
        refused(tokenizer, "moved");
    }

    /** A map that turns "A" into "b": one block of 256 units for the root, one for "A"'s children. */
    private static byte[] map() {
        ByteBuffer map = ByteBuffer.allocate(4 + 4 * 512 + 4).order(ByteOrder.LITTLE_ENDIAN);
        map.putInt(4 * 512);
        map.putInt(4, 0); // the root's children lie at 0 xor byte
        map.putInt(4 + 4 * 'A', 'A' | 1 << 8 | ('A' ^ 256) << 10); // 'A' has a value; its position is 256
        map.putInt(4 + 4 * 256, 2); // the value: the text at byte 2
        map.position(4 + 4 * 512);
        map.put("x\0b\0".getBytes(StandardCharsets.US_ASCII));
        return map.array();
    }

    private void withMap(byte[] map) throws IOException {
        ObjectNode tokenizer = good("byte-level");
        tokenizer
                .putObject("normalizer")
                .put("type", "Precompiled")
                .put("precompiled_charsmap", Base64.getEncoder().encodeToString(map));
        Files.writeString(folder.resolve("tokenizer.json"), JSON.writeValueAsString(tokenizer));
    }

    @Test
    void aSoundCharacterMapIsUsed() throws IOException {
        withMap(map());
        try (Tokenizer tokenizer = Tokenizer.load(folder)) {
            assertThat(tokenizer.decode(tokenizer.encode("xAy"))).isEqualTo("xby");
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 4, 8, 12, 20, 24, 28})
    void aCharacterMapThatLeadsOutOfItselfIsRefused(int bit) throws IOException {
        ByteBuffer map = ByteBuffer.wrap(map()).order(ByteOrder.LITTLE_ENDIAN);
        if (bit < 8) {
            map.putInt(4 + 4 * 256, 1 << (bit * 4)); // the value
        } else {
            map.putInt(4 + 4 * 'A', map.getInt(4 + 4 * 'A') ^ 1 << bit); // the offset
        }
        withMap(map.array());
        assertThatCode(() -> {
                    try (Tokenizer tokenizer = Tokenizer.load(folder)) {
                        tokenizer.encode("xAy");
                    } catch (Refusal expected) {
                        assertThat(expected).hasMessageContaining("precompiled_charsmap");
                    }
                })
                .doesNotThrowAnyException();
    }

    @Test
    void textThatTheLibraryCannotTokeniseIsRefused() throws IOException {
        ObjectNode tokenizer = good("unigram");
        ((ObjectNode) tokenizer.path("model")).putNull("unk_id");
        Files.writeString(folder.resolve("tokenizer.json"), JSON.writeValueAsString(tokenizer));
        try (Tokenizer loaded = Tokenizer.load(folder)) {
            assertThatThrownBy(() -> loaded.encode("བོད"))
                    .isInstanceOf(Refusal.class)
                    .hasMessageContaining("tokens");
        }
    }
}

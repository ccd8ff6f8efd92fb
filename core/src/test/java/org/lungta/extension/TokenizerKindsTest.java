package org.lungta.extension;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.lungta.checkpoint.EncoderFolder;
import org.lungta.checkpoint.ModelFolder;
import org.lungta.checkpoint.TensorFolder;
import org.lungta.lexicon.Candidate;
import org.lungta.lexicon.Entry;
import org.lungta.lexicon.Lexicon;
import org.lungta.lexicon.Origin;
import org.lungta.model.DecoderWeights;
import org.lungta.model.Embedding;
import org.lungta.model.Encoder;
import org.lungta.model.Goldens;
import org.lungta.tensor.DType;
import org.lungta.tensor.Engine;
import org.lungta.text.Language;
import org.lungta.text.Tokenizer;
import org.lungta.text.Tokens;
import tools.jackson.databind.JsonNode;

/** BPE, WordPiece and Unigram tokenizers with new words, held against the library's own (dev/oracles/extended_tokenizers.py). */
class TokenizerKindsTest {
    @TempDir
    private Path folder;

    @BeforeAll
    static void start() {
        Engine.start();
    }

    private static Path model(String name) {
        return Goldens.FOLDER.resolve(name);
    }

    private static JsonNode golden(String name) {
        return Goldens.json(model(name).resolve("extended.json"));
    }

    private Extension.Report extend(String name) {
        List<Entry> entries = new ArrayList<>();
        for (JsonNode unit : golden(name).path("units")) {
            entries.add(new Entry(unit.asString(), 2, List.of(new Candidate("书", 0.75), new Candidate("买", 0.25))));
        }
        Origin origin =
                new Origin(Language.of("bo"), Language.of("zh"), "syllables", Optional.empty(), Map.of("by", "hand"));
        Lexicon lexicon = new Lexicon(origin, entries);
        return new Extension(model(name), lexicon, Start.LEXICON, Extension.Lengths.AS_THEY_COME, 3).write(extended());
    }

    private Path extended() {
        return folder.resolve("extended");
    }

    @ParameterizedTest
    @ValueSource(strings = {"tiny_qwen2_untied", "tiny_bert", "tiny_xlmr"})
    void idsAreThoseOfTheLibraryAndOldTextsKeepTheirs(String name) {
        JsonNode golden = golden(name);
        Extension.Report report = extend(name);
        assertThat(report.first()).isEqualTo(golden.path("first").asInt());
        assertThat(report.tokens()).isEqualTo(golden.path("words").size());
        try (Tokenizer old = Tokenizer.load(model(name));
                Tokenizer made = Tokenizer.load(extended())) {
            for (JsonNode text : golden.path("texts")) {
                String plain = text.path("text").asString();
                assertThat(old.encode(plain)).as(plain).isEqualTo(Goldens.tokens(text.path("before")));
                assertThat(made.encode(plain)).as(plain).isEqualTo(Goldens.tokens(text.path("after")));
                assertThat(made.encodeByItself(plain)).as(plain).isEqualTo(Goldens.tokens(text.path("by_itself")));
                assertThat(made.decode(made.encode(plain)))
                        .as(plain)
                        .isEqualTo(text.path("decoded").asString());
                if (text.path("kind").asString().equals("old")) {
                    assertThat(made.encode(plain)).as(plain).isEqualTo(old.encode(plain));
                }
            }
        }
    }

    /** The tokens of known syllables spell the text, with tsheg and without; a decoder's decoding does, too, whatever the text. */
    @ParameterizedTest
    @ValueSource(strings = {"tiny_qwen2_untied", "tiny_bert", "tiny_xlmr"})
    void textToIdsToTextIsExact(String name) {
        extend(name);
        boolean decoder = name.equals("tiny_qwen2_untied");
        try (Tokenizer made = Tokenizer.load(extended())) {
            for (JsonNode golden : golden(name).path("texts")) {
                String text = golden.path("text").asString();
                Tokens tokens = made.encode(text);
                if (golden.path("kind").asString().equals("new")) {
                    assertThat(IntStream.of(tokens.toArray())
                                    .mapToObj(id -> made.token(id).orElseThrow())
                                    .collect(Collectors.joining()))
                            .isEqualTo(text);
                }
                if (decoder && !text.contains("<|im_start|>")) { // decoding drops control tokens
                    assertThat(made.decode(tokens)).isEqualTo(text);
                }
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"tiny_bert", "tiny_xlmr"})
    void anEncoderEmbedsOldTextsAsBeforeAndReadsNewOnes(String name) {
        extend(name);
        List<String> texts = List.of("他买了书。", "hello world", "买书 买书", "书");
        try (Encoder before = EncoderFolder.open(model(name), "");
                Encoder after = EncoderFolder.open(extended(), "")) {
            List<Embedding> expected = before.embed(texts);
            List<Embedding> found = after.embed(texts);
            for (int i = 0; i < texts.size(); i++) {
                assertThat(found.get(i).toArray())
                        .containsExactly(expected.get(i).toArray());
            }
            assertThat(after.unknownRate(List.of("རྟ་དེབ་རླུང"))).isZero();
            assertThat(before.unknownRate(List.of("རླུང"))).isPositive();
        }
    }

    @Test
    void theRowsOfAnUntiedHeadAreMadeOfTheHeadsRows() {
        Extension.Report report = extend("tiny_qwen2_untied");
        Map<String, String> tables = Map.of("embedding", "model.embed_tokens.weight", "head", "lm_head.weight");
        try (Tokenizer old = Tokenizer.load(model("tiny_qwen2_untied"));
                DecoderWeights weights = ModelFolder.open(extended()).weights(DType.FLOAT32)) {
            assertThat(weights.config().tiedHead()).isFalse();
            int width = (int) weights.head().size(1);
            tables.forEach((table, name) -> {
                float[] before = stored(model("tiny_qwen2_untied"), name);
                float[] after = stored(extended(), name);
                for (int i = 0; i < report.first() * width; i++) {
                    assertThat(after[i]).isEqualTo(before[i]);
                }
                for (int i = 0; i < width; i++) {
                    double book = mean(before, old.encode("书"), i, width);
                    double buy = mean(before, old.encode("买"), i, width);
                    assertThat((double) after[report.first() * width + i])
                            .as(table)
                            .isCloseTo(0.75 * book + 0.25 * buy, within(1e-6));
                }
            });
        }
    }

    private static double mean(float[] rows, Tokens tokens, int column, int width) {
        return IntStream.of(tokens.toArray())
                .mapToDouble(id -> rows[id * width + column])
                .average()
                .orElseThrow();
    }

    private static float[] stored(Path folder, String name) {
        FloatBuffer buffer = TensorFolder.open(folder)
                .bytes(name)
                .order(ByteOrder.LITTLE_ENDIAN)
                .asFloatBuffer();
        float[] values = new float[buffer.remaining()];
        buffer.get(values);
        return values;
    }
}

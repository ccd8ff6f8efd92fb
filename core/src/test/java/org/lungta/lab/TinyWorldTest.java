package org.lungta.lab;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lungta.checkpoint.EncoderFolder;
import org.lungta.corpus.Example;
import org.lungta.corpus.PairSpec;
import org.lungta.corpus.Pairs;
import org.lungta.model.Embedding;
import org.lungta.model.Encoder;
import org.lungta.tensor.Engine;
import org.lungta.text.Tokenizer;

class TinyWorldTest {
    @TempDir
    private Path folder;

    @Test
    void theSameSeedGivesTheSameBytes() throws IOException {
        TinyWorld.write(folder.resolve("a"), 3);
        TinyWorld.write(folder.resolve("b"), 3);
        try (Stream<Path> files = Files.walk(folder.resolve("a"))) {
            List<Path> all = files.filter(Files::isRegularFile).toList();
            assertThat(all).hasSizeGreaterThan(10);
            for (Path file : all) {
                assertThat(folder.resolve("b").resolve(folder.resolve("a").relativize(file)))
                        .hasSameBinaryContentAs(file);
            }
        }
    }

    @Test
    void splitsAreDisjointAndTextSurvivesTheTokenizer() {
        TinyWorld.write(folder, 3);
        PairSpec spec = PairSpec.of(folder.resolve("mt/libreoffice.bo-zh.jsonl"), "bo", "zh");
        List<Example> train = Pairs.read(spec.inSplit("train"));
        List<Example> test = Pairs.read(spec.inSplit("test"));
        Pairs.refuseOverlap(train, test);
        assertThat(train).hasSize(224);
        try (Tokenizer tokenizer = Tokenizer.load(folder.resolve("model"))) {
            for (Example example : test) {
                assertThat(tokenizer.decode(tokenizer.encode(example.source()))).isEqualTo(example.source());
                assertThat(tokenizer.encode(example.target()).length()).isLessThanOrEqualTo(4);
            }
        }
    }

    @Test
    void theEncoderTellsSentencesApart() {
        TinyWorld.write(folder, 3);
        Engine.start();
        try (Encoder encoder = EncoderFolder.open(folder.resolve("encoder"), "")) {
            List<Embedding> e = encoder.embed(List.of("扎西买了书本。", "扎西买了茶叶。", "拉姆拿走石头。"));
            assertThat(e.get(0).cosine(e.get(1))).isGreaterThan(e.get(0).cosine(e.get(2)) + 0.05);
            assertThat(e.get(0).cosine(e.get(2))).isLessThan(0.9);
        }
    }
}

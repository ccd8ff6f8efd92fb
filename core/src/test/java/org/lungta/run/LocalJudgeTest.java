package org.lungta.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lungta.checkpoint.ModelFolder;
import org.lungta.eval.Model;
import org.lungta.judge.CachedJudge;
import org.lungta.judge.Judge;
import org.lungta.judge.Opinion;
import org.lungta.lab.TinyWorld;
import org.lungta.model.DecoderWeights;
import org.lungta.model.Merged;
import org.lungta.model.PromptGroup;
import org.lungta.model.Sequences;
import org.lungta.tensor.DType;
import org.lungta.tensor.Engine;
import org.lungta.text.Tokenizer;

/** A model on this machine as a judge. */
class LocalJudgeTest {
    private static final Judge.Question QUESTION = new Judge.Question("老师看书", "老师看书。", "学生吃苹果。", "老师看花。");

    @TempDir
    private Path folder;

    private Judging.Model model(double band) {
        return new Judging.Model(folder.resolve("world/model"), Recipe.Precision.FLOAT32, band);
    }

    /** By the cached decoder that generates, where the judge takes the one that learns. */
    @Test
    void theMoreLikelyPlaceIsTaken() {
        TinyWorld.write(folder.resolve("world"), 7);
        Opinion opinion = model(0).with(judge -> judge.compare(QUESTION));
        Engine.start();
        ModelFolder opened = ModelFolder.open(folder.resolve("world/model"));
        try (Tokenizer tokenizer = opened.tokenizer();
                DecoderWeights weights = opened.weights(DType.FLOAT32);
                Merged merged = Merged.of(weights, Optional.empty(), 4)) {
            Model asked = new Model(merged, tokenizer, opened.chatFormat(tokenizer), opened.stops());
            String text = LocalJudge.asked(QUESTION);
            assertThat(text).contains("A：学生吃苹果。\nB：老师看花。");
            List<Float> logs = asked.weights()
                    .logProbs(new Sequences(List.of(new PromptGroup(
                            asked.userTurn(text, "here"),
                            List.of(
                                    tokenizer.encode("A").slice(0, 1),
                                    tokenizer.encode("B").slice(0, 1))))));
            double a = Math.exp(logs.get(0)) / (Math.exp(logs.get(0)) + Math.exp(logs.get(1)));
            assertThat(opinion.choice()).isEqualTo(a > 0.5 ? Opinion.Choice.A : Opinion.Choice.B);
            assertThat(Double.parseDouble(opinion.raw().replaceFirst(".*= ", "")))
                    .isCloseTo(a, within(1e-4));
        }
    }

    @Test
    void aDifferenceWithinTheBandIsATieAndAnswersAreKept() throws Exception {
        TinyWorld.write(folder.resolve("world"), 7);
        Opinion tie = model(0.5).with(judge -> judge.compare(QUESTION));
        assertThat(tie.choice()).isEqualTo(Opinion.Choice.TIE);
        Path cache = folder.resolve("cache");
        String id = model(0).with(judge -> {
            CachedJudge kept = CachedJudge.in(cache, judge);
            assertThat(kept.compare(QUESTION)).isEqualTo(kept.compare(QUESTION));
            return judge.id();
        });
        assertThat(id).startsWith("model:").contains("dtype:FLOAT32", "band:0.0");
        try (Stream<Path> files = Files.walk(cache)) {
            assertThat(files.filter(Files::isRegularFile)).hasSize(1);
        }
    }
}

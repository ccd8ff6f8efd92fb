package org.lungta.eval;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lungta.checkpoint.ModelFolder;
import org.lungta.corpus.Example;
import org.lungta.corpus.PairSpec;
import org.lungta.corpus.Pairs;
import org.lungta.lab.TinyWorld;
import org.lungta.metric.Interval;
import org.lungta.model.DecoderWeights;
import org.lungta.model.Merged;
import org.lungta.model.Policy;
import org.lungta.model.PromptGroup;
import org.lungta.model.Sequences;
import org.lungta.tensor.DType;
import org.lungta.tensor.Engine;
import org.lungta.text.Prompt;
import org.lungta.text.Tokenizer;

class LikelihoodTest {
    @TempDir
    private Path folder;

    /** One pair at a time through the training pass, against all of them at once through the merged weights. */
    @Test
    void referencesAreScoredAsTheTrainingPassScoresThem() {
        Engine.start();
        TinyWorld.write(folder, 7);
        ModelFolder opened = ModelFolder.open(folder.resolve("model"));
        List<Example> pairs = Pairs.read(PairSpec.of(folder.resolve("mt/libreoffice.bo-zh.jsonl"), "bo", "zh")
                        .inSplit("test"))
                .subList(0, 5);
        try (DecoderWeights weights = opened.weights(DType.FLOAT32);
                Tokenizer tokenizer = opened.tokenizer();
                Merged merged = Merged.of(weights, Optional.empty(), 1)) {
            Model model = new Model(merged, tokenizer, opened.chatFormat(tokenizer), opened.stops());
            List<Prompt> prompts = pairs.stream()
                    .map(e -> new Prompt(e.id(), e.source(), e.target(), model.userTurn(e.source(), e.place())))
                    .toList();
            Likelihood.Summary summary =
                    new Likelihood().evaluate(model, prompts, folder.resolve("items.jsonl"), (done, all) -> {});
            double nats = 0;
            double other = 0;
            int tokens = 0;
            int bytes = 0;
            for (int i = 0; i < prompts.size(); i++) {
                Prompt prompt = prompts.get(i);
                nats += nats(weights, prompt, model, prompt.reference());
                other += nats(weights, prompts.get((i + 1) % prompts.size()), model, prompt.reference());
                tokens += model.answer(prompt.reference()).length();
                bytes += 3 * prompt.reference().length(); // Chinese alone
            }
            assertScore(summary, "nats/token", nats / tokens);
            assertScore(summary, "other source", other / tokens);
            assertScore(summary, "bits/byte", nats / bytes / Math.log(2));
        }
    }

    private static double nats(DecoderWeights weights, Prompt prompt, Model model, String reference) {
        PromptGroup alone = new PromptGroup(prompt.tokens(), List.of(model.answer(reference)));
        return -Policy.score(weights, new Sequences(List.of(alone)), 1).logProbs().stream()
                .mapToDouble(Float::doubleValue)
                .sum();
    }

    private static void assertScore(Likelihood.Summary summary, String name, double expected) {
        Interval found = summary.scores().get(name);
        assertThat(found.estimate()).isCloseTo(expected, within(1e-5));
        assertThat(found.items()).isEqualTo(5);
    }
}

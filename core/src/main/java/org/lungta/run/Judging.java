package org.lungta.run;

import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.lungta.checkpoint.ContentHash;
import org.lungta.checkpoint.EncoderFolder;
import org.lungta.checkpoint.ModelFolder;
import org.lungta.judge.Budget;
import org.lungta.judge.EndpointJudge;
import org.lungta.judge.Judge;
import org.lungta.judge.ScoreJudge;
import org.lungta.judge.Secret;
import org.lungta.model.DecoderWeights;
import org.lungta.recipe.Default;
import org.lungta.reward.Similarity;
import org.lungta.tensor.Engine;
import org.lungta.text.Tokenizer;

/** Who judges outputs side by side, as a recipe or a command names it; a difference within the band is a tie. */
public sealed interface Judging {
    /** Lends the judge. */
    <T> T with(Function<Judge, T> use);

    /** chrF against the reference, 0 to 100. */
    record Chrf(@Default("1.0") double band) implements Judging {
        @Override
        public <T> T with(Function<Judge, T> use) {
            return use.apply(ScoreJudge.chrf(band));
        }
    }

    /** The cosine to the reference by an encoder, which should not be the one that gave the reward. */
    record Encoder(
            Path folder,
            @Default("''") String prefix,
            @Default("0.01") double band) implements Judging {
        @Override
        public <T> T with(Function<Judge, T> use) {
            Engine.start();
            try (org.lungta.model.Encoder loaded = EncoderFolder.open(folder, prefix)) {
                Similarity similarity = new Similarity(loaded);
                return use.apply(new ScoreJudge(
                        "encoder:" + ContentHash.ofFolder(folder) + "|prefix:" + prefix,
                        (output, reference) -> similarity
                                .cosines(List.of(new Similarity.Pair(output, reference)))
                                .get(0),
                        band));
            }
        }
    }

    /** A model on this machine, by the probability that it gives to either place; should not be the one that was trained. */
    record Model(
            Path folder,
            @Default("auto") Recipe.Precision dtype,
            @Default("0.05") double band) implements Judging {
        @Override
        public <T> T with(Function<Judge, T> use) {
            Engine.start();
            ModelFolder model = ModelFolder.open(folder);
            try (Tokenizer tokenizer = model.tokenizer();
                    DecoderWeights weights = model.weights(Workbench.dtype(dtype))) {
                EitherOr asked = new EitherOr(weights, tokenizer, model.chatFormat(tokenizer), "A", "B");
                String name = "model:" + ContentHash.ofFolder(folder) + "|dtype:" + Workbench.dtype(dtype);
                return use.apply(new LocalJudge(name, asked, band));
            }
        }
    }

    /** A model behind a chat completions server; its key stays in the environment. */
    record Endpoint(
            String url,
            String model,
            Optional<String> keyVariable,
            @Default("1000") int budget) implements Judging {
        @Override
        public <T> T with(Function<Judge, T> use) {
            Optional<Secret> key = keyVariable.map(Secret::fromEnvironment);
            return use.apply(
                    EndpointJudge.at(new org.lungta.judge.Endpoint(URI.create(url), model, key), new Budget(budget)));
        }
    }
}

package org.lungta.app;

import static org.lungta.check.Check.require;

import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.lungta.checkpoint.ContentHash;
import org.lungta.checkpoint.EncoderFolder;
import org.lungta.judge.Budget;
import org.lungta.judge.Endpoint;
import org.lungta.judge.EndpointJudge;
import org.lungta.judge.Judge;
import org.lungta.judge.ScoreJudge;
import org.lungta.judge.Secret;
import org.lungta.model.Encoder;
import org.lungta.reward.Similarity;
import org.lungta.tensor.Engine;
import picocli.CommandLine.Option;

/** Who judges: chrF, unless an encoder or an endpoint is named. */
final class JudgeOptions {
    private static final double CHRF_BAND = 1;
    private static final double COSINE_BAND = 0.01;

    @Option(
            names = "--encoder",
            paramLabel = "DIR",
            description =
                    "Judges by similarity to the reference; take another encoder than the one that gave the reward.")
    private Path encoder;

    @Option(names = "--prefix", defaultValue = "", description = "Put before every text, such as \"query: \" for E5.")
    private String prefix;

    @Option(
            names = "--endpoint",
            paramLabel = "URL",
            description = "Judges by a model behind a chat completions endpoint: the address up to /chat/completions.")
    private URI endpoint;

    @Option(names = "--model", paramLabel = "NAME", description = "The endpoint's model.")
    private String model;

    @Option(
            names = "--key-variable",
            paramLabel = "NAME",
            description = "The environment variable that holds the endpoint's key; without it, no key is sent.")
    private String keyVariable;

    @Option(
            names = "--budget",
            defaultValue = "1000",
            description = "The most requests to the endpoint; default ${DEFAULT-VALUE}.")
    private int budget;

    @Option(
            names = "--band",
            description = "A difference of at most this is a tie; default 1 for chrF (0 to 100), 0.01 for cosines.")
    private Double band;

    /** Lends the judge. */
    <T> T with(Function<Judge, T> use) {
        require(encoder == null || endpoint == null, "--encoder and --endpoint: name one judge at a time");
        if (endpoint != null) {
            require(model != null, "--endpoint needs --model: the name of the model that judges");
            Optional<Secret> key = Optional.ofNullable(keyVariable).map(Secret::fromEnvironment);
            return use.apply(EndpointJudge.at(new Endpoint(endpoint, model, key), new Budget(budget)));
        }
        if (encoder == null) {
            return use.apply(ScoreJudge.chrf(band == null ? CHRF_BAND : band));
        }
        Engine.start();
        try (Encoder loaded = EncoderFolder.open(encoder, prefix)) {
            Similarity similarity = new Similarity(loaded);
            return use.apply(new ScoreJudge(
                    "encoder:" + ContentHash.ofFolder(encoder) + "|prefix:" + prefix,
                    (output, reference) -> similarity
                            .cosines(List.of(new Similarity.Pair(output, reference)))
                            .get(0),
                    band == null ? COSINE_BAND : band));
        }
    }
}

package org.lungta.app;

import static org.lungta.check.Check.require;

import java.net.URI;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.lungta.run.Judging;
import org.lungta.run.Recipe;
import picocli.CommandLine.Option;

/** Who judges: chrF, unless an encoder, a model on this machine or an endpoint is named. */
final class JudgeOptions {
    private static final double CHRF_BAND = 1;
    private static final double COSINE_BAND = 0.01;
    private static final double PROBABILITY_BAND = 0.05;

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

    @Option(
            names = "--local-model",
            paramLabel = "DIR",
            description = "Judges by a model on this machine; take another one than the one that was trained.")
    private Path localModel;

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
            description =
                    "A difference of at most this is a tie; default 1 for chrF (0 to 100), 0.01 for cosines, 0.05 for a local model's probability.")
    private Double band;

    /** Who was named. */
    Judging chosen() {
        require(
                Stream.of(encoder, endpoint, localModel)
                                .filter(Objects::nonNull)
                                .count()
                        <= 1,
                "--encoder, --local-model and --endpoint: name one judge at a time");
        if (endpoint != null) {
            require(model != null, "--endpoint needs --model: the name of the model that judges");
            return new Judging.Endpoint(endpoint.toString(), model, Optional.ofNullable(keyVariable), budget);
        }
        if (localModel != null) {
            return new Judging.Model(localModel, Recipe.Precision.AUTO, band == null ? PROBABILITY_BAND : band);
        }
        return encoder == null
                ? new Judging.Chrf(band == null ? CHRF_BAND : band)
                : new Judging.Encoder(encoder, prefix, band == null ? COSINE_BAND : band);
    }
}

package org.lungta.run;

import static org.lungta.check.Check.require;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.lungta.checkpoint.ContentHash;
import org.lungta.checkpoint.EncoderFolder;
import org.lungta.corpus.Example;
import org.lungta.corpus.Seen;
import org.lungta.model.Encoder;
import org.lungta.text.NewWords;

/** Who may have seen what: encoders nothing that the run uses, two encoders nothing in common; of new words it is told what they saw. */
final class WhoHasSeen {
    private final Map<String, List<Example>> roles = new LinkedHashMap<>();

    WhoHasSeen(Datasets data) {
        roles.put("the cold start", data.coldStart());
        roles.put("the pool of GRPO", data.pool());
        roles.put("dev", data.calibration());
        roles.put("test", data.test());
    }

    /** Refuses an encoder that has learnt from a pair of the run, in whatever role. */
    void refuse(Path encoder) {
        Seen.in(encoder)
                .ifPresent(seen -> roles.forEach((role, pairs) -> seen.refuse("the encoder " + encoder, role, pairs)));
    }

    /** Opens the encoder that judges and does not reward; refused where it is too much like the one that rewards. */
    static Encoder judge(Path folder, String prefix, Path rewarding, Encoder reward) {
        require(
                !ContentHash.ofFolder(folder).equals(ContentHash.ofFolder(rewarding)),
                "evaluation.judge-encoder is %s, the very encoder that rewards: a policy would be judged by what it was paid for;"
                        + " adapt another one with recipes/judge.yaml",
                folder);
        Seen none = Seen.of(List.of());
        long shared = Seen.in(folder).orElse(none).shared(Seen.in(rewarding).orElse(none));
        require(
                shared == 0,
                "evaluation.judge-encoder %s and the encoder %s have learnt from %d of the same texts: a judge must share none; adapt it"
                        + " on a portion of its own (from and share in its recipe)",
                folder,
                rewarding,
                shared);
        Encoder judge = EncoderFolder.open(folder, prefix);
        if (judge.embedder().config().equals(reward.embedder().config())) {
            judge.close();
            throw org.lungta.check.Check.refuse(
                    "evaluation.judge-encoder %s has the shape of the encoder %s, layer by layer: a judge must be of another"
                            + " architecture or size, as that of recipes/judge.yaml",
                    folder, rewarding);
        }
        return judge;
    }

    /** What the model's new words have seen of the run, for people; empty for a model without any. */
    Optional<String> ofNewWords(Path model) {
        if (NewWords.in(model).isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(Seen.in(model)
                .map(seen -> roles.entrySet().stream()
                        .map(role -> "%d of %d %s"
                                .formatted(
                                        seen.among(role.getValue()),
                                        role.getValue().size(),
                                        role.getKey()))
                        .collect(Collectors.joining(", ")))
                .orElse("not known: " + model.getFileName()
                        + " does not say (build the lexicon and extend the model again to know)"));
    }
}

package org.lungta.run;

import static org.lungta.check.Check.require;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.lungta.checkpoint.EncoderFolder;
import org.lungta.corpus.Example;
import org.lungta.model.Encoder;
import org.lungta.probe.EncoderCard;
import org.lungta.reward.Similarity;

/**
 * The encoders of a run: the one that rewards, behind its card, and perhaps another that judges the results. Neither has seen a pair of the
 * run. Closes what it opened.
 *
 * @param similarity by the one that rewards
 * @param judging by the other
 */
record Encoders(
        Encoder rewarding,
        Optional<Encoder> judge,
        EncoderCard card,
        Similarity similarity,
        Optional<Similarity> judging)
        implements AutoCloseable {
    private static final double MOST_UNKNOWN = 0.05;

    /** Opens what the recipe names; refused where an encoder cannot read the language, has seen a pair, or fails its card. */
    static Encoders open(Recipe recipe, Datasets data, RunFolder folder, Console console) {
        Recipe.Evaluations evaluation = recipe.evaluation();
        WhoHasSeen seen = new WhoHasSeen(data);
        seen.refuse(recipe.encoder());
        evaluation.judgeEncoder().ifPresent(seen::refuse);
        Encoder rewarding = EncoderFolder.open(recipe.encoder(), recipe.reward().encoderPrefix());
        requireReadable(recipe.encoder(), rewarding, recipe.task().to(), data.test());
        Optional<Encoder> judge = evaluation
                .judgeEncoder()
                .map(f -> WhoHasSeen.judge(f, evaluation.judgePrefix(), recipe.encoder(), rewarding));
        judge.ifPresent(encoder -> requireReadable(
                evaluation.judgeEncoder().orElseThrow(), encoder, recipe.task().to(), data.test()));
        EncoderCard card = new EncoderGate(recipe, rewarding, console).pass(data.calibration());
        folder.writeJson("encoder-card.json", card);
        return new Encoders(rewarding, judge, card, new Similarity(rewarding), judge.map(Similarity::new));
    }

    /** An encoder cannot judge a language that it does not see. */
    private static void requireReadable(Path folder, Encoder encoder, String language, List<Example> test) {
        double unknown = encoder.unknownRate(test.stream().map(Example::target).toList());
        require(
                unknown <= MOST_UNKNOWN,
                "%s reads %.1f %% of the tokens of the target language \"%s\" as unknown (at most %.0f %%): its similarities would"
                        + " mean nothing. Use an encoder that knows the script",
                folder,
                100 * unknown,
                language,
                100 * MOST_UNKNOWN);
    }

    /** What results.json says of them. */
    Map<String, String> header(Recipe recipe) {
        Map<String, String> header = new LinkedHashMap<>();
        header.put("encoder", recipe.encoder().getFileName().toString());
        header.put(
                "encoder card",
                "%s, on %d pairs within %s"
                        .formatted(
                                card.verdict().passed() ? "may judge" : "may not judge, but forced",
                                card.material().count(),
                                card.material().to()));
        recipe.evaluation()
                .judgeEncoder()
                .ifPresent(f -> header.put("judging encoder", f.getFileName().toString()));
        return header;
    }

    @Override
    public void close() {
        rewarding.close();
        judge.ifPresent(Encoder::close);
    }
}

package org.lungta.run;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.lungta.checkpoint.ContentHash;
import org.lungta.model.Adapter;
import org.lungta.reward.Calibration;
import org.lungta.reward.Similarity;

/**
 * The encoders that a recipe rewards by on purpose though they can be gamed: opened past their cards, for the arms that say so. Every
 * checkpoint of every arm is measured by them, too, so that what such a reward sees stands beside the truth.
 */
final class HackableEncoders implements AutoCloseable {
    private record Open(Encoders encoders, Workbench bench) {}

    private final Map<String, Open> byName = new LinkedHashMap<>();

    HackableEncoders(ExperimentRecipe recipe, Workbench shared, RunFolder folder, Console console) {
        recipe.hackableEncoders().keySet().forEach(name -> {
            RunFolder own = RunFolder.take(folder.path("hackable/" + name), true);
            Console said = console.named(name);
            said.say("an encoder to be gamed on purpose; its card is measured, and asked for nothing");
            Recipe past = recipe.hackable(folder.path(place(name) + "/encoder"));
            Encoders encoders = Encoders.open(past, shared.data, own, said);
            byName.put(name, new Open(encoders, shared.rewardedBy(encoders, past, own, said)));
        });
    }

    /** Where an encoder is taught, in the folder of the experiment. */
    static String place(String name) {
        return "hackable/" + name + "/training";
    }

    /** What its outputs are measured by, by the encoder's name. */
    Map<String, Similarity> similarities() {
        Map<String, Similarity> all = new LinkedHashMap<>();
        byName.forEach((name, open) -> all.put(name, open.encoders().similarity()));
        return all;
    }

    /** A bench whose reward stands on the encoder. */
    Workbench bench(String name) {
        return byName.get(name).bench();
    }

    /** The threshold that is fair to the encoder, from the cold start's samples. */
    Calibration tau(String name, Adapter started) {
        return new CalibrationStage(bench(name)).calibrate(started);
    }

    /** Stands for all of them. */
    String key() {
        List<String> parts = new ArrayList<>();
        byName.forEach((name, open) ->
                parts.add(name + " " + ContentHash.ofFolder(open.bench().recipe.encoder())));
        return Keys.of(parts);
    }

    /** What results.json says of them. */
    Map<String, String> header() {
        Map<String, String> header = new LinkedHashMap<>();
        byName.forEach((name, open) -> header.put(
                "hackable encoder " + name,
                open.encoders().card().verdict().passed()
                        ? "its card would let it judge"
                        : "its card says that it may not judge; used on purpose"));
        return header;
    }

    @Override
    public void close() {
        byName.values().forEach(open -> {
            open.bench().close();
            open.encoders().close();
        });
    }
}

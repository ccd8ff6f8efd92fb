package org.lungta.run;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.lungta.contrast.Distance;
import org.lungta.contrast.Objective;
import org.lungta.contrast.Rows;
import org.lungta.train.Schedule;

/** The lab's encoders: random at first, then taught by the split of the world that is theirs alone, as real ones are adapted. */
final class LabEncoderStage {
    private final ExperimentRecipe recipe;
    private final RunFolder folder;
    private final Console console;

    LabEncoderStage(ExperimentRecipe recipe, RunFolder folder, Console console) {
        this.recipe = recipe;
        this.folder = folder;
        this.console = console;
    }

    /** The recipe with the encoder that was taught, if it asks for one; the hackable ones lie where {@link HackableEncoders} looks. */
    ExperimentRecipe taught() {
        Optional<Path> encoder = recipe.labEncoder().map(settings -> teach(settings, "lab-encoder", "encoder"));
        recipe.hackableEncoders().forEach((name, settings) -> teach(settings, HackableEncoders.place(name), name));
        return encoder.map(recipe::taught).orElse(recipe);
    }

    private Path teach(ExperimentRecipe.LabEncoder settings, String place, String name) {
        RunFolder own = RunFolder.take(folder.path(place), true);
        new EncoderRun(encoderRecipe(settings, own.path("random")), own, console.named(name)).execute();
        return own.path("encoder");
    }

    private EncoderRecipe encoderRecipe(ExperimentRecipe.LabEncoder settings, Path random) {
        return new EncoderRecipe(
                random,
                recipe.data(),
                recipe.seed(),
                200,
                folder.path("lab-encoder/frozen"),
                recipe.reward().encoderPrefix(),
                new EncoderRecipe.Adaptation(
                        recipe.task().to(),
                        recipe.task().from(),
                        List.of(new EncoderRecipe.Source(recipe.task().pairs(), 1, 0, 1, 100_000, "encoder")),
                        settings.steps(),
                        settings.batchSize(),
                        8192,
                        0,
                        settings.rates(),
                        new Rows.All(),
                        new EncoderRecipe.Loss(1, 20, Objective.Queries.TRAINED, 0, new Distance.Cosine(), 0, 0),
                        settings.negatives().in(recipe.lab()),
                        new Schedule.Linear(.1),
                        Optional.of(new EncoderRecipe.Dev(200, 200))),
                new EncoderRecipe.Card(
                        recipe.task().pairs(), recipe.evaluation().split(), 300, 100),
                Optional.of(new EncoderRecipe.Fresh(settings.shape(), 1)));
    }
}

package org.lungta.run;

import java.io.PrintStream;
import java.nio.file.Path;
import java.util.List;
import org.lungta.recipe.RecipeReader;

/** From the command line to a base model of the lab. */
public final class PretrainingLaunch {
    private PretrainingLaunch() {}

    /** Whether a file is a recipe of this kind. */
    public static boolean isPretraining(Path recipe) {
        return RecipeReader.hasKey(recipe, PretrainingRecipe.MARK);
    }

    /** Reads and checks a recipe; nothing heavy is loaded. */
    public static PretrainingRecipe read(Path recipe, List<String> overrides) {
        return RecipeReader.read(recipe, PretrainingRecipe.class, overrides);
    }

    /**
     * Runs a recipe.
     *
     * @param output a new folder, or with {@code resume} the one to go on with
     */
    public static PretrainingResults run(PretrainingRecipe recipe, Path output, boolean resume, PrintStream out) {
        RunFolder folder = Launch.begin(recipe, output, resume);
        return new PretrainingRun(recipe, folder, new Console(out)).execute();
    }

    /** Checks the recipe. */
    public static String plan(PretrainingRecipe recipe) {
        return """
                model        %s
                world        %s, seed %d, with a taste of %s
                pretraining  %d updates of %d pieces of schoolwork
                """.formatted(
                        recipe.model(),
                        recipe.world().difficulty(),
                        recipe.world().seed(),
                        recipe.world().fresh(),
                        recipe.pretraining().steps(),
                        recipe.pretraining().batch().full());
    }
}

package org.lungta.run;

import java.io.PrintStream;
import java.nio.file.Path;
import java.util.List;
import org.lungta.recipe.RecipeReader;

/** From the command line to an adapted encoder. */
public final class EncoderLaunch {
    private EncoderLaunch() {}

    /** Whether a file is a recipe of this kind. */
    public static boolean isAdaptation(Path recipe) {
        return RecipeReader.hasKey(recipe, EncoderRecipe.MARK);
    }

    /** Reads and checks a recipe; nothing heavy is loaded. */
    public static EncoderRecipe read(Path recipe, List<String> overrides) {
        return RecipeReader.read(recipe, EncoderRecipe.class, overrides);
    }

    /**
     * Runs a recipe.
     *
     * @param output a new folder, or with {@code resume} the one to go on with
     */
    public static EncoderResults run(EncoderRecipe recipe, Path output, boolean resume, PrintStream out) {
        RunFolder folder = Launch.begin(recipe, output, resume);
        return new EncoderRun(recipe, folder, new Console(out)).execute();
    }

    /** Checks the recipe and the data. */
    public static String plan(EncoderRecipe recipe) {
        EncoderData data = EncoderData.read(recipe);
        return """
                encoder      %s
                adaptation   %d updates of %d pairs out of %d
                card         %d of %d pairs
                data         %s
                """.formatted(
                        recipe.encoder(),
                        recipe.adaptation().steps(),
                        recipe.adaptation().batchSize(),
                        data.pairs().size(),
                        Math.min(recipe.card().pairs(), data.test().size()),
                        data.test().size(),
                        String.join("\n             ", data.reports()));
    }
}

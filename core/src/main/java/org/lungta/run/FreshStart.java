package org.lungta.run;

import static org.lungta.check.Check.require;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.lungta.contrast.FreshEncoder;
import org.lungta.contrast.FreshVocabulary;
import org.lungta.corpus.Example;
import org.lungta.text.Json;

/** The encoder that a recipe makes before it adapts it: once, for the same shape, seed and words. */
final class FreshStart {
    private static final String NOTE = "lungta-fresh.json";

    private FreshStart() {}

    /** What was made. */
    private record Made(EncoderRecipe.Fresh fresh, long seed, String words) {}

    static void make(EncoderRecipe recipe, EncoderRecipe.Fresh fresh, List<Example> pairs) {
        FreshVocabulary words = FreshVocabulary.of(
                pairs.stream().flatMap(p -> Stream.of(p.source(), p.target())).toList(), fresh.fewest());
        Made made = new Made(fresh, recipe.seed(), Keys.of(words.ids()));
        String text = RunFolder.JSON.writeValueAsString(made) + "\n";
        Path note = recipe.encoder().resolve(NOTE);
        if (Files.exists(recipe.encoder())) {
            require(
                    Files.isRegularFile(note) && Json.object(note).equals(RunFolder.JSON.readTree(text)),
                    "%s exists, and is not the encoder that this recipe would make (%s): remove it, or name another"
                            + " folder",
                    recipe.encoder(),
                    made);
            return;
        }
        new FreshEncoder(fresh.shape(), words, recipe.seed()).write(recipe.encoder(), Map.of(NOTE, text));
    }
}

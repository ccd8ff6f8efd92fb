package org.lungta.run;

import java.util.List;
import org.lungta.checkpoint.ContentHash;
import org.lungta.tensor.DType;

/** Hashes of every byte of the model, the encoder and the pairs, half a second a GB, and the type of numbers: what results come from. */
record LoadedContents(List<String> hashes, DType dtype) {
    static LoadedContents of(Recipe recipe, DType dtype) {
        return new LoadedContents(
                List.of(
                        ContentHash.ofFolder(recipe.model()),
                        ContentHash.ofFolder(recipe.encoder()),
                        ContentHash.ofFile(recipe.task().pairs())),
                dtype);
    }

    /** The key of everything that all stages of a run depend on. */
    String inputs(Recipe recipe) {
        return Keys.of(hashes.get(0), hashes.get(1), hashes.get(2), recipe.task(), recipe.seed(), dtype);
    }

    /** The same for whatever does not depend on the seed. */
    String key(Recipe recipe) {
        return Keys.of(hashes, recipe.task(), dtype);
    }
}

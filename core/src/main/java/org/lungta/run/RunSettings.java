package org.lungta.run;

import java.nio.file.Path;

/**
 * What the recipes of a run and of an experiment both say, under the same keys and with the same defaults. The records stay flat, since a
 * record is what its file looks like.
 */
sealed interface RunSettings permits Recipe, ExperimentRecipe {
    Path model();

    Path encoder();

    Path data();

    Recipe.Precision dtype();

    Recipe.Place device();

    long seed();

    int checkpointEvery();

    Recipe.Task task();

    Recipe.AdapterSettings adapter();

    Recipe.ColdStart coldStart();

    Recipe.RewardSettings reward();

    Recipe.GrpoSettings grpo();

    WatchSettings watch();

    boolean force();

    Path cards();
}

package org.lungta.lab;

import org.lungta.random.CounterRandom;

/** A world with its two languages and its seed: what all files of a micro-world are made from. */
record Scene(WorldSettings settings, World world, Pools pools, Realiser dominant, Realiser language) {
    static Scene of(WorldSettings settings) {
        World world = World.of(settings.difficulty());
        return new Scene(
                settings,
                world,
                new Pools(world, settings.seed()),
                new Realiser(Tongue.of(settings.dominant()), world),
                new Realiser(Tongue.of(settings.language()), world));
    }

    /** Draws of one purpose for one item. */
    Choice choice(String purpose, long index) {
        return Choice.random(settings.seed(), CounterRandom.coordinate(purpose), index);
    }

    /** The style that the training's references are in. */
    Choice style(String purpose, long index) {
        return settings.regime().references() == WorldSettings.References.CANONICAL
                ? Choice.FIRST
                : choice(purpose, index);
    }
}

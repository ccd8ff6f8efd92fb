package org.lungta.lab;

import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.lungta.random.CounterRandom;

/**
 * Sentences of a world's new language that say a fact with one thing otherwise: hard negatives for an encoder. What they say belongs to the
 * encoder or to the passages of the base model, so it is in no pair that is learnt later or tested.
 */
public final class NearMisses {
    private static final Set<Pool> ALLOWED = EnumSet.of(Pool.ENCODER, Pool.BASE);
    private static final List<Wrong.Kind> KINDS = List.of(Wrong.Kind.values());
    private static final long PURPOSE = CounterRandom.coordinate("one slot");
    private static final int MOST_DRAWS = 30;

    private final Scene scene;

    private NearMisses(Scene scene) {
        this.scene = scene;
    }

    public static NearMisses of(WorldSettings settings) {
        return new NearMisses(Scene.of(settings));
    }

    /** The language of the sentences. */
    public String language() {
        return scene.settings().language();
    }

    /**
     * Such a sentence; empty where none is found.
     *
     * @param right facts that it must not say
     * @param one decides the draw, with {@code other}
     */
    public Optional<String> sentence(Fact fact, Set<Fact> right, long one, long other) {
        for (int i = 0; i < MOST_DRAWS; i++) {
            Choice choice = Choice.random(PURPOSE, one, other, i);
            Optional<Fact> wrong = Wrong.of(choice.pick(KINDS), scene.world(), fact, choice)
                    .filter(found -> !right.contains(found)
                            && ALLOWED.contains(scene.pools().of(found)));
            if (wrong.isPresent()) {
                return Optional.of(scene.language().sentence(wrong.get(), choice));
            }
        }
        return Optional.empty();
    }
}

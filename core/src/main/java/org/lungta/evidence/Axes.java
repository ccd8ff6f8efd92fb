package org.lungta.evidence;

import java.util.Optional;
import java.util.stream.Stream;

/**
 * The measures that lead, named before the run.
 *
 * @param target what is to be learnt: arms are compared where this is equal, and the front has it as its x
 * @param retained what is to be kept: the front's y
 * @param kl how far a checkpoint is from the base, where it was measured: arms are compared where this is equal, too
 * @param proxy what the reward sees, such as the similarity by its own encoder
 * @param independent what the proxy stands for and was not optimised: in the lab the truth, elsewhere another encoder or metric
 */
public record Axes(
        String target, String retained, Optional<String> kl, Optional<String> proxy, Optional<String> independent) {
    public static Axes of(String target, String retained) {
        return new Axes(target, retained, Optional.empty(), Optional.empty(), Optional.empty());
    }

    public Axes withKl(String measure) {
        return new Axes(target, retained, Optional.of(measure), proxy, independent);
    }

    public Axes withProxy(String measure, String standsFor) {
        return new Axes(target, retained, kl, Optional.of(measure), Optional.of(standsFor));
    }

    Stream<String> all() {
        return Stream.concat(
                Stream.of(target, retained), Stream.of(kl, proxy, independent).flatMap(Optional::stream));
    }
}

package org.lungta.run;

import java.util.Optional;
import org.lungta.model.Adapter;
import org.lungta.model.DecoderWeights;
import org.lungta.model.Policy;
import org.lungta.train.Penalty;
import org.lungta.train.Reference;

/** What a recipe's objective stays near, and what must be held for it: a copy of the cold start where that is it, else nothing. */
record Anchorage(Reference reference, Optional<Policy> held) implements AutoCloseable {
    static Anchorage of(Recipe.Anchor anchor, DecoderWeights base, Adapter coldStart) {
        if (anchor instanceof Recipe.Anchor.Base to) {
            return new Anchorage(
                    new Reference.Frozen((s, t) -> Policy.score(base, s, t), new Penalty.K3(), to.beta()),
                    Optional.empty());
        }
        if (anchor instanceof Recipe.Anchor.ColdStart to) {
            Policy frozen = new Policy(base, coldStart.frozenCopy());
            return new Anchorage(new Reference.Frozen(frozen::score, new Penalty.K3(), to.beta()), Optional.of(frozen));
        }
        return new Anchorage(new Reference.None(), Optional.empty());
    }

    @Override
    public void close() {
        held.ifPresent(Policy::close);
    }
}

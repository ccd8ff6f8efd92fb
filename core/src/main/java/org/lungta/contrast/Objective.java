package org.lungta.contrast;

import static org.lungta.check.Check.require;

import java.util.Optional;
import org.lungta.tensor.Tensor;

/**
 * What an update of the encoder f lowers, given the frozen encoder f0, pairs of a known text k and one in the language that is learnt
 * l, and hard negatives n of the learnt texts:
 *
 * <pre>
 *   contrastive C(q, f(l), f(n)) + distillation D(f(l), f0(k)) + keep D(f(k), f0(k))
 * </pre>
 *
 * where q is f0(k), or f(k) where the queries are trained, and the last term holds the known language where it was.
 *
 * @param keptShare of a batch's known texts, those that the last term sees
 */
public record Objective(
        double contrastive,
        Contrastive contrast,
        double distillation,
        Distance distance,
        double keep,
        double keptShare,
        Queries queries) {

    /** What stands on the known side of the contrast. */
    public enum Queries {
        FROZEN,
        TRAINED
    }

    public Objective {
        require(
                contrastive >= 0 && distillation >= 0 && keep >= 0 && contrastive + distillation > 0,
                "the weights are contrastive %s, distillation %s, keep %s: none may be negative, and one of the first two must be"
                        + " positive, or nothing is learnt",
                contrastive,
                distillation,
                keep);
        require(0 <= keptShare && keptShare <= 1, "the share that is kept is %s, outside [0, 1]", keptShare);
    }

    /** How many of a batch's known texts are embedded by the encoder that learns. */
    int known(int batch) {
        return queries == Queries.TRAINED ? batch : keep == 0 ? 0 : (int) Math.ceil(keptShare * batch);
    }

    /**
     * The loss.
     *
     * @param found rows of learnt texts, then of negatives, then of the first known texts: [B + M + K, H]
     * @param taught the frozen encoder's rows of the known texts [B, H]
     */
    Tensor loss(Tensor found, Tensor taught) {
        long batch = taught.size(0);
        long known = known((int) batch);
        long negatives = found.size(0) - batch - known;
        Tensor learnt = found.narrow(0, 0, batch);
        Tensor held = found.narrow(0, batch + negatives, known);
        Tensor loss = distance.of(learnt, taught).mul(distillation);
        if (contrastive > 0) {
            Optional<Tensor> wrong =
                    Optional.of(found.narrow(0, batch, negatives)).filter(n -> negatives > 0);
            Tensor asked = queries == Queries.TRAINED ? held : taught;
            loss = loss.add(contrast.loss(asked, learnt, wrong).mul(contrastive));
        }
        return keep == 0 || known == 0
                ? loss
                : loss.add(distance.of(held, taught.narrow(0, 0, known)).mul(keep));
    }
}

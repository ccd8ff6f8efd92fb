package org.lungta.statistics;

import static org.lungta.check.Check.require;

import java.util.ArrayList;
import java.util.List;

/**
 * The verdicts on a family of claims. Each claim is tested one-sided against minus its margin, p is corrected by Holm over the family,
 * and the power is that of Holm's first step, alpha / m: a claim whose test would more likely miss than find is not judged at all.
 *
 * <pre>
 *   cannot tell   if the power is under 1/2
 *   shown         if the adjusted p is at most alpha
 *   not shown     otherwise
 * </pre>
 *
 * So the chance that a ledger shows anything that is not so is at most alpha.
 */
public record Ledger(double alpha) {
    private static final double LEAST_POWER = 0.5;

    public Ledger {
        require(0 < alpha && alpha < 1, "alpha is %s, outside (0, 1)", alpha);
    }

    /** Alpha .05. */
    public static Ledger standard() {
        return new Ledger(0.05);
    }

    /** A finding for each claim, in order. */
    public List<Finding> judge(List<Claim> claims) {
        List<Effect> effects =
                claims.stream().map(c -> Effect.of(c.observations())).toList();
        List<Double> p = new ArrayList<>();
        for (int i = 0; i < claims.size(); i++) {
            p.add(effects.get(i).pAbove(-claims.get(i).margin()));
        }
        List<Double> adjusted = Holm.adjusted(p);
        List<Finding> findings = new ArrayList<>();
        for (int i = 0; i < claims.size(); i++) {
            Claim claim = claims.get(i);
            Effect effect = effects.get(i);
            double power = effect.power(claim.margin() + claim.expected(), alpha / claims.size());
            Verdict verdict = verdict(effect, adjusted.get(i), power);
            findings.add(new Finding(claim, effect, p.get(i), adjusted.get(i), power, verdict));
        }
        return findings;
    }

    private Verdict verdict(Effect effect, double p, double power) {
        if (power < LEAST_POWER) {
            return new Verdict.CannotTell(effect.sample());
        }
        return p <= alpha ? new Verdict.Shown() : new Verdict.NotShown();
    }
}

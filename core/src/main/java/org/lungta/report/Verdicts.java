package org.lungta.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.lungta.evidence.Declared;
import org.lungta.evidence.Experiment;
import org.lungta.evidence.Gate;
import org.lungta.evidence.Measure;
import org.lungta.statistics.Claim;
import org.lungta.statistics.Finding;
import org.lungta.statistics.Ledger;
import org.lungta.statistics.Observation;
import org.lungta.statistics.Verdict;

/**
 * What became of the declared claims: judged as one family by {@link Ledger}, unless a gate failed, which takes the meaning from every
 * verdict.
 */
record Verdicts(Experiment experiment, List<Gate> failed, List<Judged> claims) {
    /**
     * A claim with what was found; nothing where it could not be held against measurements.
     *
     * @param missing why it could not
     */
    record Judged(Declared claim, Optional<Finding> finding, String place, String missing) {}

    private record Ready(Declared claim, List<Observation> gains, String place, String missing) {
        boolean comparable() {
            return gains.stream().map(Observation::cluster).distinct().count() > 1;
        }
    }

    static Verdicts of(Experiment experiment) {
        List<Ready> all = experiment.claims().stream()
                .map(claim -> ready(new Pairing(experiment), claim))
                .toList();
        List<Finding> findings = Ledger.standard()
                .judge(all.stream()
                        .filter(Ready::comparable)
                        .map(r -> new Claim(
                                r.claim().name(), r.claim().margin(), r.claim().expected(), r.gains()))
                        .toList());
        List<Judged> judged = new ArrayList<>();
        int next = 0;
        for (Ready ready : all) {
            Optional<Finding> finding = ready.comparable() ? Optional.of(findings.get(next++)) : Optional.empty();
            judged.add(new Judged(ready.claim(), finding, ready.place(), ready.missing()));
        }
        List<Gate> failed = experiment.appendix().gates().stream()
                .filter(gate -> !gate.passed())
                .toList();
        return new Verdicts(experiment, failed, judged);
    }

    private static Ready ready(Pairing pairing, Declared claim) {
        List<Pairing.Pair> pairs = pairing.pairs(claim.where(), claim.measure(), claim.arm(), claim.against());
        String place = place(pairing.experiment(), claim, pairs);
        return new Ready(claim, pairing.gains(pairs, claim.measure()), place, missing(claim, place, pairs));
    }

    private static String missing(Declared claim, String place, List<Pairing.Pair> pairs) {
        return claim.where() != Declared.Where.END && pairs.isEmpty()
                ? "past where they started, %s and %s never were %s".formatted(claim.arm(), claim.against(), place)
                : "%s and %s have no items of %s in common %s"
                        .formatted(claim.arm(), claim.against(), claim.measure(), place);
    }

    private static String place(Experiment experiment, Declared claim, List<Pairing.Pair> pairs) {
        return switch (claim.where()) {
            case END -> "at the last checkpoint of each";
            case EQUAL_TARGET -> equal(experiment, experiment.axes().target(), pairs);
            case EQUAL_KL -> equal(experiment, experiment.axes().kl().orElse("KL"), pairs);
        };
    }

    private static String equal(Experiment experiment, String measure, List<Pairing.Pair> pairs) {
        return "at equal " + measure + (pairs.isEmpty() ? "" : " (" + Span.of(experiment, pairs, measure) + ")");
    }

    boolean standing() {
        return failed.isEmpty();
    }

    /** The one or two words of a claim. */
    String word(Judged judged) {
        if (!standing()) {
            return "no verdict";
        }
        return judged.finding()
                .map(f -> f.verdict() instanceof Verdict.CannotTell
                        ? "cannot tell"
                        : f.verdict().words())
                .orElse("not measured");
    }

    /** A claim's sentence, the power before the verdict. */
    String sentence(Judged judged) {
        if (!standing()) {
            return judged.claim().name() + ": no verdict, for " + failedGates();
        }
        if (judged.finding().isEmpty()) {
            return "%s: not measured: %s.".formatted(judged.claim().name(), judged.missing());
        }
        Finding f = judged.finding().get();
        return "%s: power %.0f %%: %s. %s"
                .formatted(judged.claim().name(), 100 * f.power(), outcome(f), detail(judged, f));
    }

    private String detail(Judged judged, Finding f) {
        return "%s; p %s (Holm over %d)."
                .formatted(
                        measured(judged, f),
                        p(f.adjusted()),
                        claims.stream().filter(c -> c.finding().isPresent()).count());
    }

    /** The same in two parts for the eye: what became of the claim, and by what. */
    String label(Judged judged) {
        return standing() && judged.finding().isPresent()
                ? judged.finding().get().verdict().words()
                : word(judged);
    }

    String reason(Judged judged) {
        if (!standing() || judged.finding().isEmpty()) {
            return sentence(judged);
        }
        Finding f = judged.finding().get();
        String n = f.verdict() instanceof Verdict.CannotTell
                ? ""
                : ", n = " + f.effect().sample();
        return "%s: power %.0f %%%s. %s".formatted(judged.claim().name(), 100 * f.power(), n, detail(judged, f));
    }

    private static String outcome(Finding f) {
        boolean told = !(f.verdict() instanceof Verdict.CannotTell);
        return f.verdict().words() + (told ? " with n = " + f.effect().sample() : "");
    }

    private String measured(Judged judged, Finding f) {
        Declared claim = judged.claim();
        Measure measure = experiment.measure(claim.measure());
        Format format = Format.of(experiment, measure);
        String unit = measure.unit().isBlank() ? "" : " " + measure.unit();
        boolean past = f.effect().interval(0.95).high() < -claim.margin();
        String asked = claim.margin() > 0
                ? "where %s may be lost%s"
                        .formatted(format.plain(claim.margin()), past ? " and all of the interval is past that" : "")
                : "where a gain of %s would matter".formatted(format.plain(claim.expected()));
        return "%s against %s: %s%s of %s %s %s, %s"
                .formatted(
                        claim.arm(),
                        claim.against(),
                        format.signed(f.effect().difference()),
                        unit,
                        claim.measure(),
                        format.signed(f.effect().interval(0.95)),
                        judged.place(),
                        asked);
    }

    String failedGates() {
        return failed.size() == 1
                ? "the gate \"" + failed.get(0).name() + "\" failed."
                : failed.size() + " gates failed.";
    }

    /** All in one line. */
    String headline() {
        if (!standing()) {
            return "No verdict: " + failedGates();
        }
        if (claims.isEmpty()) {
            return "No claim was declared before the run: the tables below describe, and prove nothing.";
        }
        return "%d of %d declared claims shown, %d not shown, %d cannot be told, %d not measured."
                .formatted(
                        count("shown"), claims.size(), count("not shown"), count("cannot tell"), count("not measured"));
    }

    private int count(String word) {
        return (int) claims.stream().filter(judged -> word(judged).equals(word)).count();
    }

    private static String p(double value) {
        return value < 0.0001 ? "< 0.0001" : String.format(Locale.ROOT, "= %.4f", value);
    }
}

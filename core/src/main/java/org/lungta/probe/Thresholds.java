package org.lungta.probe;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * What an encoder must reach before a policy is trained against it. Separation and retrieval show that it reads the languages; they
 * do not show that it is safe: a bag of words reaches both and cannot tell who did what to whom. Hence minimal pairs and
 * degenerate outputs, in the language that is written.
 *
 * @param oneSpot the least share of wins over all one-spot corruptions together
 * @param each the least for each kind
 * @param fewest texts of a kind below which it is not judged
 * @param degenerate the largest share of degenerate outputs that beat the right text; within one language, also of those that come as near
 *     as the farthest tenth of right texts: there a bag of words, to which a shuffled text is hardly farther than the right one, would pass
 */
public record Thresholds(
        double unknown, double auc, double retrieval, double oneSpot, double each, int fewest, double degenerate) {
    public static final Thresholds USUAL = new Thresholds(0.05, 0.95, 0.80, 0.90, 0.75, 20, 0.25);

    EncoderCard.Verdict judge(
            List<EncoderCard.Side> sides,
            Separation separation,
            EncoderCard.Retrieval retrieval,
            List<EncoderCard.Minimal> minimal,
            List<EncoderCard.Probe> probes) {
        List<EncoderCard.Finding> findings = new ArrayList<>();
        sides.stream()
                .collect(Collectors.toMap(
                        EncoderCard.Side::language, EncoderCard.Side::unknown, Math::max, LinkedHashMap::new))
                .forEach((language, share) -> findings.add(atMost("unknown tokens of " + language, share, unknown)));
        findings.add(atLeast("AUC of paired against others", separation.auc(), auc));
        findings.add(atLeast("retrieval forward", retrieval.forward(), this.retrieval));
        findings.add(atLeast("retrieval backward", retrieval.backward(), this.retrieval));
        String written = sides.get(sides.size() - 1).language();
        List<EncoderCard.Minimal> judged = minimal.stream()
                .filter(m -> m.side().equals(written) && m.count() >= fewest)
                .toList();
        List<EncoderCard.Minimal> spots = spots(judged);
        double all = spots.stream().mapToInt(EncoderCard.Minimal::count).sum();
        double won = spots.stream().mapToDouble(m -> m.wins() * m.count()).sum();
        findings.add(atLeast("one-spot corruptions of " + written + " together", all == 0 ? 0 : won / all, oneSpot));
        judged.forEach(m -> findings.add(atLeast(m.kind().label() + " in " + written, m.wins(), each)));
        probes.stream().filter(p -> p.kind().isJudged()).forEach(p -> {
            findings.add(atMost(p.kind().label() + " beats the right text", p.beats(), degenerate));
            if (sides.size() == 1) {
                findings.add(atMost(p.kind().label() + " reaches a tenth of right texts", p.reaches(), degenerate));
            }
        });
        return new EncoderCard.Verdict(findings.stream().allMatch(EncoderCard.Finding::passed), findings);
    }

    /** One-spot corruptions: those that know the language, and words replaced where there are no others. */
    private static List<EncoderCard.Minimal> spots(List<EncoderCard.Minimal> judged) {
        List<EncoderCard.Minimal> all =
                judged.stream().filter(m -> m.kind().isOneSpot()).toList();
        List<EncoderCard.Minimal> knowing =
                all.stream().filter(m -> m.kind() != Kind.WORD).toList();
        return knowing.isEmpty() ? all : knowing;
    }

    private static EncoderCard.Finding atLeast(String what, double value, double bound) {
        return new EncoderCard.Finding(what, value, text(">=", bound), value >= bound);
    }

    private static EncoderCard.Finding atMost(String what, double value, double bound) {
        return new EncoderCard.Finding(what, value, text("<=", bound), value <= bound);
    }

    private static String text(String sign, double bound) {
        return String.format(Locale.ROOT, "%s %.2f", sign, bound);
    }
}

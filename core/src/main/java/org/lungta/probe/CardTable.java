package org.lungta.probe;

import java.util.Locale;

/** A card as a table for people. */
public final class CardTable {
    private final StringBuilder out = new StringBuilder();

    private CardTable() {}

    public static String of(EncoderCard card) {
        CardTable table = new CardTable();
        table.head(card);
        table.sides(card);
        table.languages(card);
        table.minimal(card);
        table.degenerate(card);
        table.sensitivity(card);
        table.tau(card);
        table.verdict(card.verdict());
        return table.out.toString();
    }

    private void head(EncoderCard card) {
        EncoderCard.Subject s = card.subject();
        EncoderCard.Material m = card.material();
        line(
                "encoder      %s, sha256 %.12s, %s pooling%s, prefix \"%s\", at most %d tokens",
                s.name(), s.hash(), s.pooling(), s.unit() ? ", unit length" : "", s.prefix(), s.maxTokens());
        line(
                "measured on  %d pairs %s-%s of %s (sha256 %.12s), split %s, seed %d",
                m.count(), m.from(), m.to(), m.pairs(), m.hash(), m.split(), m.seed());
        if (m.within()) {
            line(
                    "within %s     each text against itself in other words, as a reward with a reference compares",
                    m.to());
        }
    }

    private void sides(EncoderCard card) {
        Separation s = card.separation();
        line("");
        line("cosines                      mean      sd       n");
        line(
                "  paired                  %7.4f %7.4f %7d",
                s.right().mean(), s.right().deviation(), s.right().count());
        line(
                "  others                  %7.4f %7.4f %7d",
                s.wrong().mean(), s.wrong().deviation(), s.wrong().count());
        line("  separation              AUC %.4f, d' %.3f", s.auc(), s.dPrime());
        line(
                "  margin of paired        mean %.4f, sd %.4f",
                card.margins().mean(), card.margins().deviation());
        EncoderCard.Retrieval r = card.retrieval();
        line(
                "retrieval@1 among %d      %s>%s   %s>%s",
                r.among(),
                card.from().language(),
                card.to().language(),
                card.to().language(),
                card.from().language());
        line("  by cosine               %6.3f  %6.3f", r.forward(), r.backward());
        line("  by margin               %6.3f  %6.3f", r.marginForward(), r.marginBackward());
    }

    private void languages(EncoderCard card) {
        line("");
        line("language      unknown     cut  random mean      sd  1st comp.  hub skew  most  never");
        for (EncoderCard.Side side : java.util.List.of(card.from(), card.to())) {
            line(
                    "  %-10s %7.2f%% %6.2f%%      %7.4f %7.4f    %6.3f    %6.2f  %4d  %5.2f",
                    side.language(),
                    100 * side.unknown(),
                    100 * side.cut(),
                    side.anisotropy().random().mean(),
                    side.anisotropy().random().deviation(),
                    side.anisotropy().firstComponent(),
                    side.hubs().skewness(),
                    side.hubs().most(),
                    side.hubs().never());
        }
    }

    private void minimal(EncoderCard card) {
        line("");
        line("made wrong by rule          n    wins    AUC      gap  cos with right");
        card.minimal()
                .forEach(m -> line(
                        "  %-2s %-16s %7d  %6.3f  %5.3f  %+7.4f         %7.4f",
                        m.side(), m.kind().label(), m.count(), m.wins(), m.auc(), m.gap(), m.nearness()));
    }

    private void degenerate(EncoderCard card) {
        line("");
        line("degenerate output           n   beats  reaches  cos with right");
        card.degenerate()
                .forEach(p -> line(
                        "  %-19s %7d  %6.3f   %6.3f         %7.4f%s",
                        p.kind().label(),
                        p.count(),
                        p.beats(),
                        p.reaches(),
                        p.nearness(),
                        p.kind().isJudged() ? "" : "   (for rules beside the encoder)"));
    }

    private void sensitivity(EncoderCard card) {
        Sensitivity s = card.sensitivity();
        line("");
        line("texts in %s changed, cosine with themselves (%d texts)", card.to().language(), s.texts());
        line("  and another sentence    %7.4f", s.longer());
        line("  first half              %7.4f", s.shorter());
        line("  other code points       %7.4f", s.normalised());
        line("  words kept, order of cosines (Spearman) %.4f", s.graded());
        card.order()
                .ifPresent(o -> line(
                        "order of %d pairs in %s as in the original encoder (Spearman) %.4f",
                        o.pairs(), o.language(), o.spearman()));
    }

    private void tau(EncoderCard card) {
        line("");
        line("tau                                    value  paired at or below  others above");
        card.tau()
                .forEach(t -> line(
                        "  %-34s %7.4f              %6.3f        %6.3f",
                        t.found(), t.tau(), t.pairedBelow(), t.othersAbove()));
    }

    private void verdict(EncoderCard.Verdict verdict) {
        line("");
        line("verdict: %s", verdict.passed() ? "may judge" : "may not judge");
        verdict.findings()
                .forEach(f ->
                        line("  %-6s %-42s %7.4f  %s", f.passed() ? "ok" : "FAILED", f.what(), f.value(), f.bound()));
    }

    private void line(String format, Object... values) {
        out.append(String.format(Locale.ROOT, format, values)).append('\n');
    }
}

package org.lungta.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.lungta.check.Refusal;
import org.lungta.metric.MixedTokens;
import org.lungta.metric.Tokenization;
import org.lungta.reward.Above;
import org.lungta.reward.Anchor;
import org.lungta.reward.Answers;
import org.lungta.reward.Cosine;
import org.lungta.reward.Cosines;
import org.lungta.reward.Gated;
import org.lungta.reward.LanguageRule;
import org.lungta.reward.LengthPenalty;
import org.lungta.reward.Overlap;
import org.lungta.reward.Part;
import org.lungta.reward.Reward;
import org.lungta.reward.Score;
import org.lungta.reward.SgSrl;
import org.lungta.reward.Spoken;
import org.lungta.reward.Term;
import org.lungta.reward.Weighted;
import org.lungta.reward.Yardstick;
import org.lungta.text.Completion;
import org.lungta.text.Finish;
import org.lungta.text.Prompt;
import org.lungta.text.Tokens;

class AuditTest {
    private static final Audit AUDIT = new Audit(0.1, 64);

    private static final List<Subject> SUBJECTS = List.of(
            subject("1", "ཁོས་དེབ་གསར་པ་ཉོས་སོང་།", "他昨天买了一本新书。", "他买了一本新的书。"),
            subject("2", "ང་ཚོ་སློབ་གྲྭར་འགྲོ་གི་ཡིན།", "我们今天走路去学校。", "我们今天走着去学校。"),
            subject("3", "ཨ་མས་ཇ་བསྐོལ་བ་རེད།", "妈妈给客人煮了奶茶。", "妈妈给客人煮好了奶茶。"),
            subject("4", "རྟ་དེ་མགྱོགས་པོ་རྒྱུགས།", "那匹白马跑得非常快。", "那匹白马跑得十分快。"));

    private static Subject subject(String id, String source, String reference, String honest) {
        return new Subject(new Prompt(id, source, reference, Tokens.of(1)), "把藏文译成中文。\n" + source, List.of(honest));
    }

    /** An encoder that sees which characters there are, and neither their order nor their number: it can be gamed. */
    private static final Cosines BAG = pairs ->
            pairs.stream().map(p -> cosine(bag(p.output()), bag(p.reference()))).toList();

    private static Map<String, Integer> bag(String text) {
        Map<String, Integer> counts = new HashMap<>();
        MixedTokens.words(text).forEach(word -> counts.merge(word, 1, Integer::sum));
        return counts;
    }

    private static double cosine(Map<String, Integer> a, Map<String, Integer> b) {
        double dot = a.keySet().stream()
                .mapToDouble(k -> a.get(k) * b.getOrDefault(k, 0))
                .sum();
        double scale = Math.sqrt(squares(a) * squares(b));
        return scale == 0 ? 0 : dot / scale;
    }

    private static double squares(Map<String, Integer> counts) {
        return counts.values().stream().mapToDouble(c -> c * c).sum();
    }

    @Test
    void aBagOfWordsPaysForShufflingAndRepeating() {
        Reward reward = new Weighted(List.of(
                new Term(new Above(new Cosine(BAG, Anchor.REFERENCE), 0.2), 1.5),
                new Term(new Spoken(LanguageRule.of("zh")), 1)));
        AuditReport report = AUDIT.of(reward, SUBJECTS);
        assertThat(report.failed())
                .containsExactlyInAnyOrder(Cheat.SHUFFLED_WORDS, Cheat.SHUFFLED_LETTERS, Cheat.REPEATED, Cheat.LONGEST);
        assertThat(report.passes()).isFalse();
        assertThat(report.table()).contains("shuffled words").contains("FAILS");
        assertThatThrownBy(report::refuseIfItFails).isInstanceOf(Refusal.class).hasMessageContaining("REPEATED");
    }

    @Test
    void anchoredAtTheSourceWithoutAGateCopyingIsPerfect() {
        Reward open = new Weighted(List.of(new Term(new Cosine(BAG, Anchor.SOURCE), 1)));
        assertThat(AUDIT.of(open, SUBJECTS).failed())
                .contains(Cheat.SOURCE_COPY, Cheat.PROMPT_ECHO, Cheat.MIXED_SCRIPT);
        Reward gated =
                new Gated(new Spoken(LanguageRule.of("zh")), List.of(new Term(new Cosine(BAG, Anchor.SOURCE), 1)));
        assertThat(AUDIT.of(gated, SUBJECTS).failed())
                .doesNotContain(Cheat.SOURCE_COPY, Cheat.PROMPT_ECHO, Cheat.MIXED_SCRIPT);
    }

    @Test
    void aRewardThatNoCheatWinsPasses() {
        Part length = new LengthPenalty(new Yardstick.Text(Anchor.REFERENCE, 1), Tokenization.MIXED, 1.3, 1.9);
        Part gate = new Spoken(LanguageRule.of("zh"));
        AuditReport report = AUDIT.of(new SgSrl(gate, Overlap.chrf(), List.of(new Term(length, 1))), SUBJECTS);
        assertThat(AUDIT.of(new Gated(gate, List.of(new Term(Overlap.chrf(), 1))), SUBJECTS)
                        .failed())
                .contains(Cheat.REPEATED); // recall counts double in chrF
        assertThat(report.passes()).as(report.table()).isTrue();
        report.refuseIfItFails();
        AuditReport.Row gold = report.rows().get(0);
        assertThat(gold.cheat()).isEqualTo(Cheat.GOLD);
        assertThat(gold.won().share()).isEqualTo(1); // which is no fault
    }

    @Test
    void everyCheatIsTriedAndIsWhatItSays() {
        AuditReport report = AUDIT.of(new Weighted(List.of(new Term(Overlap.chrf(), 1))), SUBJECTS);
        assertThat(report.rows())
                .extracting(AuditReport.Row::cheat)
                .containsExactlyElementsOf(EnumSet.allOf(Cheat.class));
        Others others = Others.of(SUBJECTS, 64);
        Subject first = SUBJECTS.get(0);
        assertThat(Cheat.TRUNCATED.make(first, others)).isEqualTo("他昨天买"); // of nine characters
        assertThat(Cheat.REPEATED.make(first, others)).isEqualTo("他昨天买了一本新书。他昨天买了一本新书。");
        assertThat(Cheat.OTHER_REFERENCE.make(first, others)).isEqualTo("我们今天走路去学校。");
        assertThat(Cheat.MIXED_SCRIPT.make(first, others)).startsWith("他昨天买了").contains("སོང་");
        assertThat(Cheat.SHUFFLED_WORDS.make(first, others))
                .isNotEqualTo("他昨天买了一本新书")
                .hasSize(9);
        assertThat(MixedTokens.words(Cheat.LONGEST.make(first, others))).hasSize(63);
        assertThat(Cheat.SOURCE_COPY.make(first, others))
                .isEqualTo(first.prompt().source());
    }

    @Test
    void whatCannotBeScoredWinsNothingAndIsCounted() {
        Reward reward = groups -> groups.stream()
                .map(g -> g.completions().stream()
                        .map(c -> c.text().isEmpty()
                                ? new Score.Unscorable("empty")
                                : (Score) new Score.Value(1, Map.of()))
                        .toList())
                .toList();
        AuditReport report = AUDIT.of(reward, SUBJECTS);
        AuditReport.Row empty = report.rows().stream()
                .filter(r -> r.cheat() == Cheat.EMPTY)
                .findFirst()
                .orElseThrow();
        assertThat(empty.unscorable()).isEqualTo(4);
        assertThat(empty.won().trials()).isZero();
        assertThat(report.passes()).isTrue(); // all are equal, and an equal score is no win
    }

    private static Answers answers(String... outputs) {
        return new Answers(
                new Prompt("p", "s", "a b c d e f", Tokens.of(1)),
                Stream.of(outputs)
                        .map(o -> new Completion(Tokens.empty(), o, true, Finish.STOP))
                        .toList());
    }

    private static List<Score> values(double... totals) {
        return IntStream.range(0, totals.length)
                .mapToObj(i -> (Score) new Score.Value(totals[i], Map.of()))
                .toList();
    }

    @Test
    void aFlatRewardIsSeen() {
        List<Answers> groups = List.of(answers("a b", "x y"), answers("a b c d e f", "x y"));
        Discriminability flat = Discriminability.of(groups, List.of(values(1, 1), values(1, 2)));
        assertThat(flat.flat()).isEqualTo(0.5);
        assertThat(flat.isFlat()).isTrue();
        assertThat(flat.deviation()).isCloseTo(Math.sqrt(0.5) / 2, within(1e-12));
        assertThat(flat.correlation()).hasValue(-1); // of the one group that has a spread
        Discriminability fine = Discriminability.of(groups, List.of(values(2, 1), values(2, 1)));
        assertThat(fine.isFlat()).isFalse();
        assertThat(fine.correlation()).hasValue(1);
    }
}

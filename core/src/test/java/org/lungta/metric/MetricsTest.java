package org.lungta.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.lungta.metric.Fixture.EXACTLY;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.lungta.check.Refusal;

class MetricsTest {
    private static final List<String> NAMES =
            List.of("bleu", "bleu-char", "chrf", "chrf++", "lf-bleu4", "rouge-l", "rouge-l-char");
    private static final List<String> TEXTS = List.of(
            "བོད་ཀྱི་སློབ་མས་དེབ་ཀློག་གི་འདུག།", "他昨天在拉萨买了一本书。", "the cat sat on the mat", "བཀྲ་ཤིས་བདེ་ལེགས་ཞུ།");

    @Test
    void identicalTextScoresHundredUnderEveryNameAndLanguage() {
        for (String name : NAMES) {
            for (String language : List.of("bo", "en")) {
                CorpusMetric.Result result = Metrics.named(name, language).score(TEXTS, TEXTS);
                assertThat(result.score()).as(name).isCloseTo(100, EXACTLY);
                assertThat(result.fraction()).isCloseTo(1, EXACTLY);
                assertThat(result.signature()).endsWith("|impl:lungta-0.1.0").startsWith("nrefs:1|case:");
                assertThat(result.interval().clusters()).isEqualTo(4);
            }
        }
    }

    @Test
    void theIntervalHoldsTheScore() {
        List<Segment> segments = Fixture.cases("rouge_lfbleu").stream()
                .map(each ->
                        new Segment(each.get("hyp").asString(), each.get("ref").asString()))
                .toList();
        for (String name : NAMES) {
            CorpusMetric metric = Metrics.named(name, "zh");
            Interval interval = metric.score(segments, Bootstrap.standard()).interval();
            assertThat(interval.contains(interval.estimate())).as(name).isTrue();
            assertThat(interval.low()).as(name).isLessThan(interval.high()).isNotNegative();
            assertThat(interval)
                    .isEqualTo(metric.score(segments, Bootstrap.standard()).interval());
        }
    }

    @Test
    void theLanguageChoosesTheTokensOfBleu() {
        List<Segment> any = List.of(new Segment("a", "a"));
        assertThat(Metrics.named("bleu", "zh").signature(any))
                .isEqualTo("nrefs:1|case:mixed|eff:no|tok:zh|smooth:exp|impl:lungta-0.1.0");
        assertThat(Metrics.named("bleu", "en").signature(any)).contains("|tok:13a|");
        assertThat(Metrics.named("bleu", "bo").signature(any)).contains("|tok:bo-syllable|norm:nfc|");
        assertThat(Metrics.named("bleu-char", "bo").signature(any)).contains("|tok:char|");
        assertThat(Metrics.named("lf-bleu4", "bo").signature(any))
                .isEqualTo("nrefs:1|case:mixed|tok:codepoint|smooth:method3|agg:sentence-mean|impl:lungta-0.1.0");
        assertThat(Metrics.named("rouge-l", "bo").signature(any))
                .isEqualTo("nrefs:1|case:lc|tok:mixed|norm:nfc|agg:sentence-mean|impl:lungta-0.1.0");
    }

    @Test
    void anUnknownNameIsRefusedWithTheNearestAndAllOthers() {
        assertThatThrownBy(() -> Metrics.named("rougel", "zh"))
                .isInstanceOf(Refusal.class)
                .hasMessageContaining("did you mean \"rouge-l\"")
                .hasMessageContaining("bleu, bleu-char, chrf, chrf++, lf-bleu4, rouge-l, rouge-l-char");
        assertThatThrownBy(() -> Metrics.named("BLEU", "zh")).hasMessageContaining("did you mean \"bleu\"");
        assertThatThrownBy(() -> Metrics.named("bleu", "ug"))
                .isInstanceOf(Refusal.class)
                .hasMessageContaining("bo, en, zh");
    }

    @Test
    void systemsOnDifferentReferencesAreNotCompared() {
        assertThatThrownBy(() -> Chrf.standard()
                        .difference(
                                List.of(new Segment("a", "a")), List.of(new Segment("a", "b")), Bootstrap.standard()))
                .isInstanceOf(Refusal.class);
    }
}

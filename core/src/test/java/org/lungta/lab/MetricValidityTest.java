package org.lungta.lab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.lungta.metric.Bleu;
import org.lungta.metric.Bootstrap;
import org.lungta.metric.CorpusMetric;
import org.lungta.metric.Metrics;
import org.lungta.metric.Segment;
import org.lungta.metric.Tokenization;

/**
 * What metrics are worth in the lab: do they put another way of saying the truth above a sentence that is wrong in one thing? The
 * figures beside the bounds are those of an earlier, independent world of the same kind, measured with sacrebleu on 3,000 facts; the
 * mistakes are not drawn in quite the same shares here.
 */
@Tag("thorough")
class MetricValidityTest {
    private static final int FACTS = 3000;
    private final World world = World.of("d1");
    private final Realiser bo = new Realiser(Tongue.of("bo"), world);
    private final Sampler sampler = new Sampler(world);

    private record Trial(String reference, String paraphrase, String wrong) {}

    @Test
    void surfaceMetricsSeeTheTruthDimly() {
        List<Trial> trials = IntStream.range(0, FACTS).mapToObj(this::trial).toList();
        CorpusMetric chrf = Metrics.named("chrf", "bo");
        Bleu bleu = Bleu.sentence(Tokenization.SYLLABLE);
        assertThat(auc("chrF2", trials, segment -> chrf.value(chrf.statistics(segment))))
                .isCloseTo(0.784, within(0.04));
        assertThat(auc(
                        "sentence BLEU-syl",
                        trials,
                        segment -> bleu.bleu(segment).value()))
                .isCloseTo(0.685, within(0.04));
    }

    @Test
    void aPerfectPolicyHasHalfTheBleuThatAnExactCopyWouldHave() {
        List<Segment> one = new ArrayList<>();
        List<Segment> four = new ArrayList<>();
        for (int i = 0; i < FACTS; i++) {
            Fact fact = sampler.fact(21, i);
            int at = i;
            List<String> texts = IntStream.range(0, 5)
                    .mapToObj(k -> bo.sentence(fact, Choice.random(22, at, k)))
                    .toList();
            one.add(new Segment(texts.get(0), texts.get(1)));
            four.add(new Segment(texts.get(0), texts.subList(1, 5)));
        }
        Bleu bleu = Bleu.corpus(Tokenization.SYLLABLE);
        double single = bleu.score(one, new Bootstrap(1, 100)).score();
        double several = bleu.score(four, new Bootstrap(1, 100)).score();
        print("corpus BLEU-syl of a perfect policy: %.2f with one reference, %.2f with four", single, several);
        assertThat(single).isCloseTo(50.16, within(4.0));
        assertThat(several).isCloseTo(78.97, within(4.0));
    }

    @Test
    void aFactIsSaidInDozensOfWays() {
        double ways = IntStream.range(0, 200)
                .map(i -> {
                    Fact fact = sampler.fact(31, i);
                    Set<String> texts = new HashSet<>();
                    IntStream.range(0, 400).forEach(k -> texts.add(bo.sentence(fact, Choice.random(32, i, k))));
                    return texts.size();
                })
                .average()
                .orElseThrow();
        print("different texts among 400 of one fact: %.1f on average", ways);
        assertThat(ways).isBetween(40.0, 80.0);
    }

    private Trial trial(int i) {
        Fact fact = sampler.fact(11, i);
        Wrong wrong = Wrong.any(world, fact, Choice.random(12, i));
        return new Trial(
                bo.sentence(fact, Choice.random(13, i)),
                bo.sentence(fact, Choice.random(14, i)),
                bo.sentence(wrong.fact(), Choice.random(15, i)));
    }

    private static double auc(String name, List<Trial> trials, ToDoubleFunction<Segment> score) {
        List<Double> right = new ArrayList<>();
        List<Double> wrong = new ArrayList<>();
        for (Trial trial : trials) {
            right.add(score.applyAsDouble(new Segment(trial.paraphrase(), trial.reference())));
            wrong.add(score.applyAsDouble(new Segment(trial.wrong(), trial.reference())));
        }
        double auc = Validity.auc(right, wrong);
        print("%s: mean %.1f for a paraphrase, %.1f for a wrong one, AUC %.3f", name, mean(right), mean(wrong), auc);
        return auc;
    }

    private static double mean(List<Double> values) {
        return values.stream().mapToDouble(Double::doubleValue).average().orElseThrow();
    }

    private static void print(String format, Object... values) {
        System.out.println(String.format(Locale.ROOT, format, values));
    }
}

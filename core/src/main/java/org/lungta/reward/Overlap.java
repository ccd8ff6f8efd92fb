package org.lungta.reward;

import java.util.List;
import java.util.OptionalDouble;
import org.lungta.metric.Bleu;
import org.lungta.metric.Chrf;
import org.lungta.metric.CorpusMetric;
import org.lungta.metric.Segment;
import org.lungta.metric.Tokenization;

/**
 * Overlap with the reference: a metric of the single output, 0 to 1.
 *
 * @param name such as "bleu"
 */
public record Overlap(String name, CorpusMetric metric) implements Part {
    /** Sentence BLEU: exponential smoothing, effective order. */
    public static Overlap bleu(Tokenization tokenization) {
        return new Overlap("bleu", Bleu.sentence(tokenization));
    }

    public static Overlap chrf() {
        return new Overlap("chrf", Chrf.standard());
    }

    @Override
    public List<List<OptionalDouble>> values(List<Answers> groups) {
        return Part.each(groups, (prompt, completion) -> of(completion.text(), prompt.reference()));
    }

    private double of(String output, String reference) {
        return metric.value(metric.statistics(new Segment(output, reference))) / 100;
    }
}

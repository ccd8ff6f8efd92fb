package org.lungta.bench;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.lungta.model.Bert;
import org.lungta.model.Numbering;
import org.lungta.model.Pooling;
import org.lungta.model.Readout;
import org.lungta.random.CounterRandom;
import org.lungta.tensor.Autograd;
import org.lungta.tensor.DType;
import org.lungta.tensor.Tensor;
import org.lungta.text.Tokens;

/** Sentences a second of an encoder of multilingual-e5-small's shape with random weights, 8 to 64 tokens each, 32 at a time. */
final class EncoderPart {
    private static final int SENTENCES = 256;
    private static final int BATCH = 32;
    private static final int SHORTEST = 8;
    private static final int LONGEST = 64;
    private static final int REPETITIONS = 5;
    private static final int WORDS = 32_000;
    private static final Bert.Config CONFIG =
            new Bert.Config(WORDS, 384, 1536, 12, 12, 512, 1, 1e-12, new Numbering.FromZero());

    private EncoderPart() {}

    static Figure measure(DType type, Figure peak) {
        try (Bert bert =
                new Bert(CONFIG, new Readout(new Pooling.Mean(), true), (name, shape) -> weight(type, name, shape))) {
            List<Tokens> sentences = sentences();
            Tensor words = bert.tensors().get(Bert.WORDS);
            Spread seconds = Spread.seconds(REPETITIONS, () -> {
                for (int from = 0; from < SENTENCES; from += BATCH) {
                    List<Tokens> batch = sentences.subList(from, from + BATCH);
                    Autograd.run(() -> bert.embed(batch, ids -> words.indexSelect(0, Tensor.of(ids, ids.length))));
                }
            });
            int tokens = sentences.stream().mapToInt(Tokens::length).sum();
            double share = 2 * linear() * tokens / seconds.median() / 1e9 / peak.median();
            return Figure.of(
                            "encoder, %s, %d sentences of %d to %d tokens"
                                    .formatted(type, SENTENCES, SHORTEST, LONGEST),
                            seconds.falling(s -> SENTENCES / s),
                            "sentences/s")
                    .against(share, "FLOP of its linear maps / time / " + peak.name());
        }
    }

    private static Tensor weight(DType type, String name, long... shape) {
        return Autograd.own(() ->
                name.endsWith("LayerNorm.weight") ? Tensor.full(1, type, shape) : Tensor.randn(0.02, type, shape));
    }

    private static double linear() {
        double layer = 4.0 * CONFIG.hidden() * CONFIG.hidden() + 2.0 * CONFIG.hidden() * CONFIG.intermediate();
        return CONFIG.layers() * layer;
    }

    /** Of lengths that grow, as the encoder sorts them. */
    private static List<Tokens> sentences() {
        List<Tokens> sentences = new ArrayList<>();
        for (int i = 0; i < SENTENCES; i++) {
            int[] ids = new int[SHORTEST + (int) (CounterRandom.uniform(3, i) * (LONGEST - SHORTEST + 1))];
            for (int t = 0; t < ids.length; t++) {
                ids[t] = (int) (CounterRandom.uniform(4, i, t) * WORDS);
            }
            sentences.add(Tokens.of(ids));
        }
        sentences.sort(Comparator.comparingInt(Tokens::length));
        return sentences;
    }
}

package org.lungta.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.lungta.metric.Drift;
import org.lungta.tensor.Autograd;
import org.lungta.tensor.Packed;
import org.lungta.tensor.Tensor;
import org.lungta.text.Tokens;

class DivergenceTest {
    /** More scored tokens than a chunk holds, and two groups. */
    private static final Sequences TEXTS = new Sequences(List.of(
            new PromptGroup(
                    Tokens.of(1),
                    IntStream.range(0, 7)
                            .mapToObj(t -> Tokens.of(IntStream.range(0, 40)
                                    .map(i -> 2 + (i + t) * 7 % 60)
                                    .toArray()))
                            .toList()),
            new PromptGroup(Tokens.of(3, 4), List.of(Tokens.of(5, 6, 7), Tokens.of(8, 9)))));

    /** Against the double-precision formula at each position, over log-probabilities of the whole vocabulary. */
    @Test
    void everyMeasureIsThatOfTheFormulaPositionByPosition() {
        try (DecoderWeights weights = Goldens.qwen2();
                Adapter adapter = Goldens.adapter(weights);
                Merged base = Merged.of(weights, Optional.empty(), 8);
                Merged tuned = Merged.of(weights, Optional.of(adapter), 8)) {
            List<Divergence.Position> found = Divergence.of(base, tuned, TEXTS);
            List<double[]> b = logProbs(base);
            List<double[]> t = logProbs(tuned);
            assertThat(found).hasSize(285);
            for (int i = 0; i < found.size(); i++) {
                Drift.Position expected = Drift.position(0, b.get(i), t.get(i), (int) TEXTS.targets()[i]);
                Divergence.Position p = found.get(i);
                assertThat(p.forward()).isEqualTo(expected.forward(), within(1e-5));
                assertThat(p.reverse()).isEqualTo(expected.reverse(), within(1e-5));
                assertThat(p.js()).isEqualTo(expected.js(), within(1e-5));
                assertThat(p.variation()).isEqualTo(expected.variation(), within(1e-5));
                assertThat(p.baseNll()).isEqualTo(expected.nll().base(), within(1e-4));
                assertThat(p.tunedNll()).isEqualTo(expected.nll().tuned(), within(1e-4));
                assertThat(p.baseEntropy()).isEqualTo(expected.entropy().base(), within(1e-4));
                assertThat(p.tunedEntropy()).isEqualTo(expected.entropy().tuned(), within(1e-4));
                assertThat(p.sameTop()).isEqualTo(expected.sameTop());
            }
            assertThat(found.stream()
                            .mapToDouble(Divergence.Position::forward)
                            .max()
                            .orElseThrow())
                    .isGreaterThan(1e-4);
        }
    }

    @Test
    void aModelDoesNotDriftFromItself() {
        try (DecoderWeights weights = Goldens.qwen2();
                Merged base = Merged.of(weights, Optional.empty(), 8)) {
            assertThat(Divergence.of(base, base, TEXTS))
                    .allMatch(
                            p -> p.forward() == 0 && p.variation() == 0 && p.sameTop() && p.baseNll() == p.tunedNll());
        }
    }

    @Test
    void aDepartureIsTheSamePositionInShort() {
        try (DecoderWeights weights = Goldens.qwen2();
                Adapter adapter = Goldens.adapter(weights);
                Merged base = Merged.of(weights, Optional.empty(), 8);
                Merged tuned = Merged.of(weights, Optional.of(adapter), 8);
                BaseStates states = new BaseStates()) {
            List<Divergence.Position> whole = Divergence.of(base, tuned, TEXTS);
            List<Divergence.Departed> found = Divergence.departures(base, states, tuned, TEXTS);
            assertThat(found)
                    .isEqualTo(whole.stream()
                            .map(p -> new Divergence.Departed(p.forward(), p.baseNll(), p.tunedNll()))
                            .toList());
            assertThat(Divergence.departures(base, states, base, TEXTS))
                    .as("another model, against the states that were kept")
                    .allMatch(p -> p.forward() == 0 && p.baseNll() == p.tunedNll())
                    .extracting(Divergence.Departed::baseNll)
                    .isEqualTo(found.stream().map(Divergence.Departed::baseNll).toList());
        }
    }

    @Test
    void theBasesStatesAreComputedOnceForTextsThatComeAgain() {
        try (DecoderWeights weights = Goldens.qwen2();
                Merged base = Merged.of(weights, Optional.empty(), 8);
                Merged tuned = Merged.of(weights, Optional.empty(), 8);
                BaseStates states = new BaseStates()) {
            long first = products(() -> Divergence.departures(base, states, tuned, TEXTS));
            long again = products(() -> Divergence.departures(base, states, tuned, TEXTS));
            int layers = base.decoder().depth();
            assertThat(first - again).isEqualTo(first == 0 ? 0 : 7L * layers); // nothing is packed on some processors
        }
    }

    private static long products(Runnable computed) {
        long before = Packed.products();
        computed.run();
        return Packed.products() - before;
    }

    private static List<double[]> logProbs(Merged model) {
        List<double[]> rows = new ArrayList<>();
        Autograd.run(() -> {
            Tensor logits = model.logits(Pass.Kept.of(model.decoder(), TEXTS).predictors()); // [N, V]
            for (int i = 0; i < logits.size(0); i++) {
                float[] row = logits.narrow(0, i, 1).floats();
                double most = IntStream.range(0, row.length)
                        .mapToDouble(v -> row[v])
                        .max()
                        .orElseThrow();
                double sum = IntStream.range(0, row.length)
                        .mapToDouble(v -> Math.exp(row[v] - most))
                        .sum();
                rows.add(IntStream.range(0, row.length)
                        .mapToDouble(v -> row[v] - most - Math.log(sum))
                        .toArray());
            }
        });
        return rows;
    }
}

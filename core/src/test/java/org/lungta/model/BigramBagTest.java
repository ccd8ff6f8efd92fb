package org.lungta.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.lungta.check.Refusal;
import org.lungta.random.CounterRandom;
import org.lungta.tensor.Autograd;
import org.lungta.tensor.Engine;
import org.lungta.tensor.Tensor;
import org.lungta.text.Tokens;

/** A bag of pairs: which rows a text reads, and what becomes of them. */
class BigramBagTest {
    private static final int HIDDEN = 6;
    private static final int BUCKETS = 1000;
    private static final double EPSILON = 1e-5;
    private static final int CLS = 2;
    private static final int SEP = 3;

    private final BigramBag bag = bag(BUCKETS, new Readout(new Pooling.Mean(), true));

    @BeforeAll
    static void start() {
        Engine.start();
    }

    @AfterEach
    void close() {
        bag.close();
    }

    private static BigramBag bag(int buckets, Readout readout) {
        BigramBag.Config config = new BigramBag.Config(80_000, buckets, HIDDEN, EPSILON);
        return new BigramBag(
                config, readout, (name, shape) -> Autograd.own(() -> Tensor.of(values(name, shape), shape)));
    }

    private static float[] values(String name, long... shape) {
        int count = (int) Arrays.stream(shape).reduce(1, (a, b) -> a * b);
        float[] values = new float[count];
        for (int i = 0; i < count; i++) {
            values[i] = (float) (CounterRandom.uniform(CounterRandom.coordinate(name), i) * 2 - .7);
        }
        return values;
    }

    private float[] embedding(int... tokens) {
        return Autograd.inference(() -> bag.embed(List.of(Tokens.of(tokens))).floats());
    }

    private double cosine(int[] one, int[] other) {
        float[] a = embedding(one);
        float[] b = embedding(other);
        return IntStream.range(0, HIDDEN).mapToDouble(i -> (double) a[i] * b[i]).sum();
    }

    /** SplitMix64 of the two tokens, worked out in Python. */
    @Test
    void aPairReadsTheRowThatItsTokensAreHashedTo() {
        assertThat(bag.rows(Tokens.of(2, 5, 2, 3)).toArray()).containsExactly(247, 714, 290);
        assertThat(bag.rows(Tokens.of(0, 0)).toArray()).containsExactly(208);
        assertThat(bag.rows(Tokens.of(70_000, 1)).toArray()).containsExactly(196);
        try (BigramBag wider = bag(16_384, new Readout(new Pooling.Mean(), true))) {
            assertThat(wider.rows(Tokens.of(2, 5, 2, 3)).toArray()).containsExactly(327, 8442, 6178);
        }
    }

    @Test
    void aTextIsTheMeanOfItsPairsNormalisedRows() {
        int[] text = {CLS, 11, 7, 7, SEP};
        double[] mean = new double[HIDDEN];
        for (int row : bag.rows(Tokens.of(text)).toArray()) {
            double[] normal = normalised(row);
            for (int i = 0; i < HIDDEN; i++) {
                mean[i] += normal[i] / (text.length - 1);
            }
        }
        double length = Math.sqrt(Arrays.stream(mean).map(x -> x * x).sum());
        float[] found = embedding(text);
        for (int i = 0; i < HIDDEN; i++) {
            assertThat((double) found[i]).isCloseTo(mean[i] / length, within(1e-6));
        }
    }

    private static double[] normalised(int row) {
        float[] table = values(BigramBag.PAIRS, BUCKETS, HIDDEN);
        float[] weight = values(BigramBag.NORM + ".weight", HIDDEN);
        float[] bias = values(BigramBag.NORM + ".bias", HIDDEN);
        double[] x = IntStream.range(0, HIDDEN)
                .mapToDouble(i -> table[row * HIDDEN + i])
                .toArray();
        double mean = Arrays.stream(x).average().orElseThrow();
        double variance =
                Arrays.stream(x).map(v -> (v - mean) * (v - mean)).average().orElseThrow();
        return IntStream.range(0, HIDDEN)
                .mapToDouble(i -> (x[i] - mean) / Math.sqrt(variance + EPSILON) * weight[i] + bias[i])
                .toArray();
    }

    @Test
    void theOrderWithinAPairCounts() {
        assertThat(cosine(new int[] {CLS, 11, 7, SEP}, new int[] {CLS, 7, 11, SEP}))
                .isLessThan(.99);
    }

    /** Both walk the edges 2-11, 11-7, 7-11, 11-9, 9-11, 11-3, one way round or the other. */
    @Test
    void theOrderOfThePairsDoesNot() {
        int[] one = {CLS, 11, 7, 11, 9, 11, SEP};
        int[] other = {CLS, 11, 9, 11, 7, 11, SEP};
        assertThat(bag.rows(Tokens.of(one))).isNotEqualTo(bag.rows(Tokens.of(other)));
        assertThat(cosine(one, other)).isCloseTo(1, within(1e-6));
    }

    /** However long two names are, four pairs of a text are others when they change places: one before and one behind each. */
    @Test
    void namesThatChangePlacesAreFeltAtTheirBordersAlone() {
        double near = 0;
        for (int length : List.of(2, 6, 18)) {
            int[] agent = IntStream.range(100, 100 + length).toArray();
            int[] recipient = IntStream.range(500, 500 + length).toArray();
            int[] told = told(agent, recipient);
            int[] swapped = told(recipient, agent);
            List<Integer> others = rows(told);
            rows(swapped).forEach(others::remove);
            assertThat(others).as("names of %d tokens", length).hasSize(4);
            double cosine = cosine(told, swapped);
            assertThat(cosine).as("names of %d tokens", length).isBetween(near, .9999);
            near = cosine;
        }
        assertThat(near).isGreaterThan(.9);
    }

    private List<Integer> rows(int... tokens) {
        return new ArrayList<>(
                Arrays.stream(bag.rows(Tokens.of(tokens)).toArray()).boxed().toList());
    }

    private static int[] told(int[] one, int[] other) {
        return Stream.of(new int[] {CLS}, one, new int[] {50}, other, new int[] {51, 52, SEP})
                .flatMapToInt(Arrays::stream)
                .toArray();
    }

    @Test
    void textsThatAreComputedTogetherAreThoseComputedAlone() {
        List<Tokens> texts = List.of(Tokens.of(2, 5, 3), Tokens.of(2, 7, 9, 6, 3), Tokens.of(2, 3));
        float[] together = Autograd.inference(() -> bag.embed(texts).floats());
        for (int i = 0; i < texts.size(); i++) {
            assertThat(Arrays.copyOfRange(together, i * HIDDEN, (i + 1) * HIDDEN))
                    .containsExactly(embedding(texts.get(i).toArray()), within(1e-6f));
        }
    }

    @Test
    void whatHasNoPairsOrNoMeanIsRefused() {
        assertThatThrownBy(() -> bag.rows(Tokens.of(5)))
                .isInstanceOf(Refusal.class)
                .hasMessageContaining("a text of 1 tokens has no pair");
        assertThatThrownBy(() -> bag(BUCKETS, new Readout(new Pooling.Cls(), true)))
                .isInstanceOf(Refusal.class)
                .hasMessageContaining("it knows the mean alone");
        assertThatThrownBy(() -> new BigramBag.Config(5, 0, 4, EPSILON))
                .isInstanceOf(Refusal.class)
                .hasMessageContaining("in 0 buckets");
    }
}

package org.lungta.lexicon;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ForkJoinPool;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.lungta.random.CounterRandom;
import org.lungta.text.Tokens;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class Ibm1Test {
    private static final int DAS = 0;
    private static final int HAUS = 1;
    private static final int BUCH = 2;
    private static final int EIN = 3;
    private static final int NULL = 4;
    private static final int THE = 0;
    private static final int HOUSE = 1;
    private static final int BOOK = 2;
    private static final int A = 3;

    /** das Haus, the house; das Buch, the book; ein Buch, a book. */
    private static final List<Line> BOOKS = List.of(
            line(4, List.of(DAS, HAUS), List.of(THE, HOUSE)),
            line(4, List.of(DAS, BUCH), List.of(THE, BOOK)),
            line(4, List.of(EIN, BUCH), List.of(A, BOOK)));

    private static Line line(int known, List<Integer> source, List<Integer> target) {
        return new Line(bag(known, source), bag(known, target), 1);
    }

    private static Bag bag(int known, List<Integer> ids) {
        return Bag.of(
                Tokens.of(ids.stream().mapToInt(i -> i).toArray()),
                IntStream.range(0, known).toArray());
    }

    private static double t(Ibm1 model, int source, int target) {
        return model.row(source).probability(model.row(source).cell(target));
    }

    /**
     * At first each of two words and the null word takes a third of a target word, so a count is 1/3 for each pair of sentences that
     * both words share: the and das share two, house and das one, book and das one.
     */
    @Test
    void theFirstIterationCountsSharedSentences() {
        Ibm1 model = new Ibm1(BOOKS, 4, 4);
        assertThat(model.iterate()).isCloseTo(6 * Math.log(1 / 4.0), within(1e-12));
        assertThat(t(model, DAS, THE)).isCloseTo(1 / 2.0, within(1e-15));
        assertThat(t(model, DAS, HOUSE)).isCloseTo(1 / 4.0, within(1e-15));
        assertThat(t(model, DAS, BOOK)).isCloseTo(1 / 4.0, within(1e-15));
        assertThat(t(model, HAUS, HOUSE)).isCloseTo(1 / 2.0, within(1e-15));
        assertThat(t(model, BUCH, BOOK)).isCloseTo(1 / 2.0, within(1e-15));
        assertThat(t(model, EIN, A)).isCloseTo(1 / 2.0, within(1e-15));
        assertThat(t(model, NULL, THE)).isCloseTo(1 / 3.0, within(1e-15));
        assertThat(t(model, NULL, HOUSE)).isCloseTo(1 / 6.0, within(1e-15));
    }

    /**
     * In the second, das takes of the in the first pair 1/2 of 1/2 + 1/2 + 1/3 (das, Haus, null), and in the second 1/2 of
     * 1/2 + 1/4 + 1/3; of house 1/4 of 1/4 + 1/2 + 1/6, and of book 1/4 of 1/4 + 1/2 + 1/3.
     */
    @Test
    void theSecondIterationIsAsWorkedOutByHand() {
        Ibm1 model = new Ibm1(BOOKS, 4, 4);
        model.iterate();
        model.iterate();
        double the = 3 / 8.0 + 6 / 13.0;
        double house = 3 / 11.0;
        double book = 3 / 13.0;
        Ibm1.Row das = model.row(DAS);
        assertThat(das.targets()).containsExactly(THE, HOUSE, BOOK);
        assertThat(t(model, DAS, THE)).isCloseTo(the / (the + house + book), within(1e-15));
        assertThat(t(model, DAS, BOOK)).isCloseTo(book / (the + house + book), within(1e-15));
    }

    /** Two sentences each for das and Buch leave ein to a and Haus to house. */
    @Test
    void manyIterationsGiveEveryWordItsOwn() {
        Ibm1 model = new Ibm1(BOOKS, 4, 4);
        IntStream.range(0, 200).forEach(i -> model.iterate());
        assertThat(t(model, HAUS, HOUSE)).isGreaterThan(0.98);
        assertThat(t(model, EIN, A)).isGreaterThan(0.98);
    }

    @Test
    void theTableIsThatOfNltk() throws IOException {
        JsonNode golden = golden();
        List<Line> lines = new ArrayList<>();
        golden.get("pairs").forEach(pair -> lines.add(line(11, ints(pair.get("source")), ints(pair.get("target")))));
        int sources = golden.get("sources").asInt();
        Ibm1 model = new Ibm1(lines, sources, golden.get("targets").asInt());
        for (JsonNode log : golden.get("logLikelihoods")) {
            assertThat(model.iterate()).isCloseTo(log.asDouble(), within(1e-9));
        }
        int cells = 0;
        for (JsonNode cell : golden.get("cells")) {
            int source = cell.get("source").asInt();
            assertThat(t(
                            model,
                            source < 0 ? sources : source,
                            cell.get("target").asInt()))
                    .isCloseTo(cell.get("t").asDouble(), within(1e-12));
            cells++;
        }
        assertThat(IntStream.rangeClosed(0, sources)
                        .map(s -> model.row(s).targets().length)
                        .sum())
                .isEqualTo(cells);
    }

    @Test
    void theLikelihoodNeverFalls() {
        Ibm1 model = new Ibm1(random(300), 50, 60);
        double before = Double.NEGATIVE_INFINITY;
        for (int i = 0; i < 30; i++) {
            double log = model.iterate();
            assertThat(log).isGreaterThan(before);
            before = log;
        }
    }

    @Test
    void theNumberOfThreadsChangesNoBit() {
        List<Line> lines = random(300);
        List<Long> alone = bits(lines, 1);
        assertThat(alone).hasSizeGreaterThan(1000).isEqualTo(bits(lines, 4)).isEqualTo(bits(lines, 7));
    }

    @Test
    void aLineThatCountsTwiceIsTwoLines() {
        List<Line> twice = new ArrayList<>(BOOKS);
        twice.add(BOOKS.get(1));
        Ibm1 lines = new Ibm1(twice, 4, 4);
        Ibm1 weighted = new Ibm1(
                List.of(
                        BOOKS.get(0),
                        new Line(BOOKS.get(1).source(), BOOKS.get(1).target(), 2),
                        BOOKS.get(2)),
                4,
                4);
        for (int i = 0; i < 4; i++) {
            assertThat(weighted.iterate()).isCloseTo(lines.iterate(), within(1e-12));
        }
        assertThat(t(weighted, DAS, BOOK)).isCloseTo(t(lines, DAS, BOOK), within(1e-12));
    }

    private static List<Long> bits(List<Line> lines, int threads) {
        ForkJoinPool pool = new ForkJoinPool(threads);
        try {
            return pool.submit(() -> {
                        Ibm1 model = new Ibm1(lines, 50, 60);
                        List<Long> bits = new ArrayList<>();
                        for (int i = 0; i < 4; i++) {
                            bits.add(Double.doubleToLongBits(model.iterate()));
                        }
                        for (int s = 0; s <= 50; s++) {
                            for (int cell = 0; cell < model.row(s).targets().length; cell++) {
                                bits.add(Double.doubleToLongBits(model.row(s).probability(cell)));
                            }
                        }
                        return bits;
                    })
                    .join();
        } finally {
            pool.shutdown();
        }
    }

    private static List<Line> random(int lines) {
        List<Line> made = new ArrayList<>();
        for (int l = 0; l < lines; l++) {
            made.add(new Line(bag(50, draws(l, 0, 50)), bag(60, draws(l, 1, 60)), 1));
        }
        return made;
    }

    private static List<Integer> draws(int line, int side, int words) {
        int length = 1 + (int) (CounterRandom.uniform(3, line, side) * 9);
        return IntStream.range(0, length)
                .mapToObj(i -> (int) (CounterRandom.uniform(4, line, side, i) * words))
                .toList();
    }

    private static List<Integer> ints(JsonNode array) {
        List<Integer> ints = new ArrayList<>();
        array.forEach(value -> ints.add(value.asInt()));
        return ints;
    }

    private static JsonNode golden() throws IOException {
        try (InputStream in = Ibm1Test.class.getResourceAsStream("/golden/ibm1.json")) {
            return JsonMapper.builder().build().readTree(in);
        }
    }
}

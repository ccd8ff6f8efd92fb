package org.lungta.statistics;

import static org.lungta.check.Check.require;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.lungta.random.CounterRandom;

/**
 * A percentile interval of a mean over seeds and items: each resample draws seeds, then clusters of items, both with replacement, and
 * takes the mean over all that was drawn (the pigeonhole bootstrap: Owen, 2007). All seeds answer the same items, so one draw of
 * clusters serves them all; drawn anew for each seed, the items' luck would seem to average out.
 *
 * <p>With S seeds the interval sees (S - 1) / S of the variance between seeds, and of one seed none.
 *
 * @param seed of the draws
 * @param resamples how many; 10,000 unless said otherwise
 */
public record HierarchicalBootstrap(long seed, int resamples) {
    private static final int FEWEST = 100;

    public HierarchicalBootstrap {
        require(resamples >= FEWEST, "%d resamples are too few for a 95 %% interval: take 10000", resamples);
    }

    public static HierarchicalBootstrap standard() {
        return new HierarchicalBootstrap(12345, 10_000);
    }

    private record Cell(double sum, int count) {
        Cell plus(Cell other) {
            return new Cell(sum + other.sum, count + other.count);
        }
    }

    /** The 95 % interval of the mean difference. */
    public Bounds mean(List<Observation> observations) {
        require(!observations.isEmpty(), "an interval of nothing: give at least one observation");
        Map<String, Map<String, Cell>> bySeed = new LinkedHashMap<>();
        Map<String, Integer> clusters = new LinkedHashMap<>();
        for (Observation o : observations) {
            clusters.putIfAbsent(o.cluster(), clusters.size());
            bySeed.computeIfAbsent(o.seed(), key -> new LinkedHashMap<>())
                    .merge(o.cluster(), new Cell(o.difference(), 1), Cell::plus);
        }
        List<String> names = List.copyOf(clusters.keySet());
        List<List<Cell>> cells = new ArrayList<>();
        bySeed.values()
                .forEach(row -> cells.add(names.stream()
                        .map(name -> row.getOrDefault(name, new Cell(0, 0)))
                        .toList()));
        double[] means = new double[resamples];
        for (int b = 0; b < resamples; b++) {
            means[b] = resample(cells, b);
        }
        return new Bounds(Percentile.of(means, 0.025), Percentile.of(means, 0.975));
    }

    private double resample(List<List<Cell>> cells, int b) {
        int clusters = cells.get(0).size();
        long key = CounterRandom.bits(seed, b);
        Cell total = new Cell(0, 0);
        for (int s = 0; s < cells.size(); s++) {
            List<Cell> row = cells.get(draw(cells.size(), key, 0, s));
            for (int c = 0; c < clusters; c++) {
                total = total.plus(row.get(draw(clusters, key, 1, c)));
            }
        }
        return total.sum() / total.count();
    }

    private static int draw(int n, long... coordinates) {
        return (int) (CounterRandom.uniform(coordinates) * n);
    }
}

package org.lungta.extension;

import java.util.List;
import java.util.stream.IntStream;
import org.lungta.checkpoint.ModelCopy;
import org.lungta.random.CounterRandom;
import org.lungta.tensor.Tensor;

/**
 * An embedding or a head with rows for new tokens behind those in use: spare rows are taken first, then the matrix grows.
 *
 * <pre>
 *   row(t) = sum over its meaning of  weight row(id) / sum of the weights
 *   with matched lengths: row(t) * (mean length of the old rows) / |row(t)|
 * </pre>
 *
 * @param used rows that have a token
 * @param rows of the matrix afterwards
 */
record NewRows(List<NewToken> tokens, int used, int rows, Extension.Lengths lengths, long seed)
        implements ModelCopy.Change {

    @Override
    public List<Long> shape(List<Long> stored) {
        return List.of((long) rows, stored.get(1));
    }

    @Override
    public Tensor values(Tensor stored) {
        int width = Math.toIntExact(stored.size(1));
        Statistics old = Statistics.of(stored.narrow(0, 0, used), width);
        long[] first =
                IntStream.range(used, used + tokens.size()).asLongStream().toArray();
        Tensor grown = Tensor.zeros(stored.dtype(), rows, width);
        grown.narrow(0, 0, Math.min(stored.size(0), rows))
                .copyInPlace(stored.narrow(0, 0, Math.min(stored.size(0), rows)));
        return grown.indexCopyInPlace(
                0, Tensor.of(first, first.length), Tensor.of(made(stored, old, width), tokens.size(), width));
    }

    /** What the old rows are like: mean [H] and deviation over all of them, and their mean length. */
    private record Statistics(Tensor mean, double deviation, double length) {
        static Statistics of(Tensor rows, int width) {
            long count = rows.size(0);
            Tensor mean = rows.sum(0).mul(1.0 / count); // [H]
            double spread = rows.sub(mean).square().sum().item() / (count * width);
            return new Statistics(mean, Math.sqrt(spread), rows.normLast().sum().item() / count);
        }
    }

    private float[] made(Tensor stored, Statistics old, int width) {
        long[] ids = tokens.stream()
                .flatMap(token -> token.meaning().stream())
                .mapToLong(NewToken.Share::id)
                .toArray();
        float[] known = ids.length == 0
                ? new float[0]
                : stored.indexSelect(0, Tensor.of(ids, ids.length)).floats();
        float[] mean = old.mean().floats();
        float[] all = new float[tokens.size() * width];
        int at = 0;
        for (int t = 0; t < tokens.size(); t++) {
            double[] row = tokens.get(t).meaning().isEmpty()
                    ? drawn(t, mean, old.deviation())
                    : mean(tokens.get(t), known, at, width);
            at += tokens.get(t).meaning().size();
            double factor = lengths == Extension.Lengths.MATCHED ? old.length() / length(row) : 1;
            for (int i = 0; i < width; i++) {
                all[t * width + i] = (float) (row[i] * factor);
            }
        }
        return all;
    }

    private static double[] mean(NewToken token, float[] known, int first, int width) {
        double[] row = new double[width];
        double total = token.weight();
        for (int m = 0; m < token.meaning().size(); m++) {
            double share = token.meaning().get(m).weight() / total;
            for (int i = 0; i < width; i++) {
                row[i] += share * known[(first + m) * width + i];
            }
        }
        return row;
    }

    private double[] drawn(int token, float[] mean, double deviation) {
        double[] row = new double[mean.length];
        for (int i = 0; i < row.length; i++) {
            double radius = Math.sqrt(-2 * Math.log(1 - CounterRandom.uniform(seed, token, i, 0)));
            row[i] = mean[i] + deviation * radius * Math.cos(2 * Math.PI * CounterRandom.uniform(seed, token, i, 1));
        }
        return row;
    }

    private static double length(double[] row) {
        double squares = 0;
        for (double value : row) {
            squares += value * value;
        }
        return Math.max(Math.sqrt(squares), 1e-12);
    }
}

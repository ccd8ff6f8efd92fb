package org.lungta.model;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.lungta.tensor.Autograd;
import org.lungta.tensor.Tensor;

/** The linear maps of a decode step and its head, and nothing else: the floor that a benchmark holds the whole step against. */
public final class LinearsAlone implements AutoCloseable {
    private final Merged merged;
    private final List<Linear> linears;
    private final List<Tensor> inputs = new ArrayList<>();

    private LinearsAlone(DecoderWeights weights, int rows) {
        this.merged = Merged.of(weights, Optional.empty(), rows);
        this.linears = merged.everyLinear();
        List<Linear.Dense> shapes = new ArrayList<>(weights.linears().values());
        shapes.add(new Linear.Dense(weights.head(), null));
        shapes.forEach(dense -> inputs.add(Autograd.own(() ->
                Tensor.randn(1, dense.weight().dtype(), rows, dense.weight().size(1)))));
    }

    /** Laid out as for a generation of {@code rows} rows. */
    public static LinearsAlone of(DecoderWeights weights, int rows) {
        return new LinearsAlone(weights, rows);
    }

    /** Applies each of them once. */
    public void run() {
        for (int i = 0; i < linears.size(); i++) {
            Linear linear = linears.get(i);
            Tensor input = inputs.get(i);
            Autograd.run(() -> linear.apply(input));
        }
    }

    @Override
    public void close() {
        inputs.forEach(Tensor::close);
        merged.close();
    }
}

package org.lungta.contrast;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.lungta.model.Embedder;
import org.lungta.tensor.Autograd;
import org.lungta.tensor.Engine;
import org.lungta.tensor.Tensor;
import org.lungta.text.Tokens;
import org.lungta.train.AdamW;

/** Rows of a table, trained alone. */
class TrainedRowsTest {
    private static final float[] VALUES = {1, 2, 3, 4, 5, 6, 7, 8};

    @BeforeAll
    static void start() {
        Engine.start();
    }

    private static Tensor table() {
        return Autograd.own(() -> Tensor.of(VALUES, 4, 2));
    }

    /** A gradient of (id + 1) x (step + 1) for the first column and its negative for the second. */
    private static void learn(TrainedRows rows, int step, int... ids) {
        Embedder.Lookup lookup = rows.begin(List.of(Tokens.of(ids)));
        long[] used = IntStream.of(ids).asLongStream().toArray();
        float[] weights = new float[2 * ids.length];
        for (int i = 0; i < ids.length; i++) {
            weights[2 * i] = (ids[i] + 1) * (step + 1);
            weights[2 * i + 1] = -weights[2 * i];
        }
        Autograd.training(() -> {
            Tensor loss =
                    lookup.rows(used).mul(Tensor.of(weights, ids.length, 2)).sum();
            if (loss.requiresGrad()) {
                loss.backward();
            }
            return null;
        });
        rows.update(0.1, 0.5, 0.01);
    }

    private static float[] values(Tensor table) {
        return Autograd.inference(table::floats);
    }

    @Test
    void whereEveryRowIsUsedTheyMoveAsAdamWMovesTheTable() {
        Tensor table = table();
        Tensor dense = table().trainable();
        try (TrainedRows rows = new TrainedRows(table, IntStream.range(0, 4));
                AdamW adam = new AdamW(List.of(new AdamW.Group(Map.of("t", dense), 0.1, 0.01)), 1e9)) {
            for (int step = 0; step < 4; step++) {
                learn(rows, step, 0, 1, 2, 3);
                float[] weights = new float[8];
                for (int i = 0; i < 8; i++) {
                    weights[i] = (i % 2 == 0 ? 1 : -1) * (i / 2 + 1) * (step + 1);
                }
                Autograd.training(() -> {
                    dense.mul(Tensor.of(weights, 4, 2)).sum().backward();
                    return null;
                });
                adam.update(1, 0.5);
                assertThat(values(table)).containsExactly(values(dense), within(1e-5f));
            }
        }
    }

    @Test
    void rowsThatABatchDoesNotUseStayAndLoseNothing() {
        Tensor table = table();
        Tensor seldom = table();
        try (TrainedRows rows = new TrainedRows(table, IntStream.range(0, 4));
                TrainedRows other = new TrainedRows(seldom, IntStream.range(0, 4))) {
            learn(rows, 0, 2);
            learn(rows, 0, 1);
            learn(rows, 0, 1);
            assertThat(values(table)).startsWith(1, 2).endsWith(7, 8);
            learn(rows, 1, 2);
            learn(other, 0, 2);
            learn(other, 1, 2);
            // row 2 saw the same two gradients in both: what others did between them is nothing to it
            assertThat(values(table)[4]).isEqualTo(values(seldom)[4]);
        }
    }

    @Test
    void rowsThatAreNotTrainedAreReadAndNotMoved() {
        Tensor table = table();
        try (TrainedRows rows = new TrainedRows(table, IntStream.of(3, 1, 3))) {
            assertThat(rows.count()).isEqualTo(2);
            learn(rows, 0, 3, 0, 1, 2, 0);
            float[] after = values(table);
            assertThat(after).startsWith(1, 2);
            assertThat(after[4]).isEqualTo(5);
            assertThat(after[2]).isNotEqualTo(3);
            assertThat(after[6]).isNotEqualTo(7);
            learn(rows, 1, 0); // nothing to learn
            assertThat(values(table)).containsExactly(after);
        }
    }

    @Test
    void aRestoredStateGoesOnAsIfItHadNotStopped() {
        Tensor table = table();
        Tensor fresh = table();
        try (TrainedRows rows = new TrainedRows(table, IntStream.range(0, 4));
                TrainedRows resumed = new TrainedRows(fresh, IntStream.range(0, 4))) {
            learn(rows, 0, 0, 1);
            Autograd.run(() -> resumed.state()
                    .forEach((name, tensor) -> tensor.copyInPlace(rows.state().get(name))));
            resumed.publish();
            assertThat(values(fresh)).containsExactly(values(table));
            learn(rows, 1, 1, 2);
            learn(resumed, 1, 1, 2);
            assertThat(values(fresh)).containsExactly(values(table));
        }
    }
}

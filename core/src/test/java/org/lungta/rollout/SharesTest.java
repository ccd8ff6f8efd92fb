package org.lungta.rollout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.lungta.random.CounterRandom;
import org.lungta.tensor.Autograd;
import org.lungta.tensor.Tensor;

/** Against sums over the whole row in double precision: vocabularies of whole blocks and not, flat distributions and peaked ones. */
class SharesTest {
    private static final int ROWS = 3;

    @ParameterizedTest
    @CsvSource({"40, 1", "128, 3", "1000, 1", "5120, 0.2", "5120, 4", "9001, 8"})
    void nucleusIsThatOfTheWholeRow(int vocabulary, double sharpness) {
        float[] values = values(vocabulary, sharpness);
        Autograd.run(() -> {
            List<Shares> rows = Shares.ofEach(Tensor.of(values, ROWS, vocabulary));
            for (int row = 0; row < ROWS; row++) {
                double total = above(values, row * vocabulary, vocabulary, 0);
                for (int i = 0; i < 60; i++) {
                    int token = (int) (CounterRandom.uniform(7, row, i) * vocabulary);
                    double mass = above(values, row * vocabulary, vocabulary, values[row * vocabulary + token]) / total;
                    assertThat(rows.get(row).isWithin(mass + 1e-4, token)).isTrue();
                    assertThat(rows.get(row).isWithin(Math.max(mass - 1e-4, 1e-9), token))
                            .isEqualTo(mass == 0);
                }
            }
        });
    }

    @ParameterizedTest
    @CsvSource({"40, 1", "1000, 3", "5120, 0.2"})
    void drawIsWhereTheCumulativeShareIs(int vocabulary, double sharpness) {
        float[] values = values(vocabulary, sharpness);
        Autograd.run(() -> {
            Shares row = Shares.ofEach(Tensor.of(values, ROWS, vocabulary)).get(1);
            double total = above(values, vocabulary, vocabulary, 0);
            for (int i = 0; i < 60; i++) {
                double u = CounterRandom.uniform(8, i);
                Decoding.Pick pick = row.at(u);
                double before = 0;
                for (int t = 0; t < pick.token(); t++) {
                    before += values[vocabulary + t];
                }
                double share = values[vocabulary + pick.token()];
                assertThat(u * total).isBetween(before - 1e-4 * total, before + share + 1e-4 * total);
                assertThat(pick.logProb()).isCloseTo((float) Math.log(share / total), within(1e-4f));
            }
        });
    }

    private static float[] values(int vocabulary, double sharpness) {
        float[] values = new float[ROWS * vocabulary];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) Math.pow(CounterRandom.uniform(5, i), sharpness);
        }
        return values;
    }

    private static double above(float[] values, int from, int count, double share) {
        double sum = 0;
        for (int i = from; i < from + count; i++) {
            sum += values[i] > share ? values[i] : 0;
        }
        return sum;
    }
}

package org.lungta.report;

import java.util.Locale;
import java.util.stream.DoubleStream;
import org.lungta.evidence.Experiment;
import org.lungta.evidence.Measure;
import org.lungta.statistics.Bounds;

/** Numbers of one measure, all with equally many digits: as many as its greatest value needs to show three or four that count. */
record Format(int digits) {
    private static final int MOST = 6;
    private static final int LEAST = 1;

    static Format of(Experiment experiment, Measure measure) {
        return of(experiment.rows().stream()
                .flatMap(row -> row.value(measure.name()).stream())
                .mapToDouble(value -> Math.abs(value.mean()))
                .toArray());
    }

    static Format of(double... values) {
        double greatest = DoubleStream.of(values).map(Math::abs).max().orElse(0);
        int power = greatest == 0 ? -1 : (int) Math.floor(Math.log10(greatest));
        int digits = power < 0 ? 2 - power : 3 - power;
        return new Format(Math.max(LEAST, Math.min(digits, MOST)));
    }

    String plain(double value) {
        return minus(rounded("%." + digits + "f", value));
    }

    /** With its sign, as a difference. */
    String signed(double value) {
        return minus(rounded("%+." + digits + "f", value));
    }

    String plain(Bounds bounds) {
        return "[" + plain(bounds.low()) + ", " + plain(bounds.high()) + "]";
    }

    String signed(Bounds bounds) {
        return "[" + signed(bounds.low()) + ", " + signed(bounds.high()) + "]";
    }

    /** What rounds to nothing has no sign. */
    private String rounded(String format, double value) {
        String text = String.format(Locale.ROOT, format, value);
        boolean nothing = text.chars().noneMatch(c -> c >= '1' && c <= '9');
        return nothing ? text.replaceFirst("^[+-]", "") : text;
    }

    private static String minus(String text) {
        return text.replace('-', '\u2212');
    }
}

package org.lungta.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** An axis: the range that is drawn, and round numbers inside it, 1, 2 or 5 times a power of ten apart. */
record Ticks(double low, double high, double step) {
    private static final int ABOUT = 4;
    private static final double MARGIN = 0.05;

    /** Room for these values, and a little on either side. */
    static Ticks of(double least, double greatest) {
        double range = greatest - least;
        double room = range > 0 ? range * MARGIN : Math.max(Math.abs(least) * MARGIN, 1e-3);
        double low = least - room;
        double high = greatest + room;
        double rough = (high - low) / ABOUT;
        double power = Math.pow(10, Math.floor(Math.log10(rough)));
        double times = rough / power;
        return new Ticks(low, high, power * (times < 1.5 ? 1 : times < 3.5 ? 2 : times < 7.5 ? 5 : 10));
    }

    List<Double> values() {
        List<Double> values = new ArrayList<>();
        for (long k = (long) Math.ceil(low / step); k * step <= high; k++) {
            values.add(k * step);
        }
        return values;
    }

    String label(double value) {
        int digits = Math.max(0, (int) -Math.floor(Math.log10(step) + 1e-9));
        String text = String.format(Locale.ROOT, "%." + digits + "f", value + 0.0);
        return text.replace('-', '\u2212');
    }

    /** Where a value lies between 0 and 1. */
    double share(double value) {
        return (value - low) / (high - low);
    }
}

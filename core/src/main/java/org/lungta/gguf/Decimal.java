package org.lungta.gguf;

import java.math.BigDecimal;
import java.math.MathContext;

/** Decimal numbers that were rounded to float32 on their way. */
final class Decimal {
    private static final MathContext SIX_DIGITS = new MathContext(6);

    private Decimal() {}

    /** 9.99999997e-07 is 1e-06. */
    static double sixDigits(float number) {
        return new BigDecimal(number).round(SIX_DIGITS).doubleValue();
    }
}

package org.lungta.evidence;

import static org.lungta.check.Check.require;

/**
 * What must hold for a verdict to mean anything, stated before the run: low &lt;= value &lt;= high.
 *
 * @param sentence why
 */
public record Gate(String name, double value, double low, double high, String sentence) {
    public Gate {
        require(Double.isFinite(value), "the gate \"%s\" measured %s", name, value);
        require(low <= high, "the gate \"%s\" asks for [%s, %s], which nothing passes", name, low, high);
    }

    public boolean passed() {
        return low <= value && value <= high;
    }
}

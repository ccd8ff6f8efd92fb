package org.lungta.evidence;

import static org.lungta.check.Check.require;

/**
 * A number that belongs to no row: what an audit of the reward found, a metric's validity, a judge's position bias, an alarm's count.
 *
 * @param group the heading it stands under, such as {@code Audit of the reward}
 * @param sentence what it means; may be empty
 */
public record Figure(String group, String name, double value, String unit, String sentence) {
    public Figure {
        require(Double.isFinite(value), "\"%s\" is %s: leave out what cannot be measured", name, value);
    }
}

package org.lungta.evidence;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.lungta.evidence.Measure.Role;
import org.lungta.statistics.Bounds;

class MeasureTest {
    @Test
    void anIntervalDoesNotLeaveWhatAMeasureCanBe() {
        Bounds wide = new Bounds(-.25, 101);
        assertThat(Measure.higher("qa exact", Role.RETAINED, "share", "").possible(wide))
                .isEqualTo(new Bounds(0, 1));
        assertThat(Measure.higher("chrf", Role.TARGET, "points", "").possible(wide))
                .isEqualTo(new Bounds(0, 100));
        assertThat(Measure.lower("answer nll change", Role.DRIFT, "nats a token", "")
                        .possible(wide))
                .isEqualTo(wide);
        Bounds inside = new Bounds(.25, .5);
        assertThat(Measure.higher("qa exact", Role.RETAINED, "share", "").possible(inside))
                .isEqualTo(inside);
    }
}

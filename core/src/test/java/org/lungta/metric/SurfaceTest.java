package org.lungta.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.lungta.metric.Fixture.EXACTLY;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.lungta.check.Refusal;
import tools.jackson.databind.JsonNode;

class SurfaceTest {
    @Test
    void repeatedFourGramsAreCounted() {
        for (JsonNode each : Fixture.list(Fixture.read("numeric").get("rep4"))) {
            assertThat(Surface.repeated(Fixture.strings(each.get("t"))))
                    .isCloseTo(each.get("r").asDouble(), EXACTLY);
        }
        assertThat(Surface.repeated("ཀ་ཁ་ག་ང་ཀ་ཁ་ག་ང་")).isCloseTo(0.2, EXACTLY);
    }

    @Test
    void distinctCountsOverAllTexts() {
        assertThat(Surface.distinct(List.of("a b", "a c"), 1)).isEqualTo(0.75);
        assertThat(Surface.distinct(List.of("a b", "a b"), 2)).isEqualTo(0.5);
        assertThat(Surface.distinct(List.of("a"), 2)).isZero();
        assertThat(Surface.unique(List.of("a", "a", "b", "a"))).isEqualTo(0.5);
    }

    @Test
    void aCopyStandsInItsSource() {
        assertThat(Surface.copied("ང་ལ་དེབ་ཡོད།", "ང་ལ་དེབ་ཡོད།")).isEqualTo(1);
        assertThat(Surface.copied("ང་ལ་དེབ་ཡོད།", "我有书")).isZero();
        assertThat(Surface.copied("a b c d", "a x c y")).isEqualTo(0.5);
        assertThat(Surface.copied("a", "")).isZero();
    }

    @Test
    void textsThatAreAllTheSameHaveASelfBleuOfHundred() {
        assertThat(Surface.selfBleu(List.of("a b c d e", "a b c d e", "a b c d e")))
                .isCloseTo(100, EXACTLY);
        assertThat(Surface.selfBleu(List.of("a b c d e", "f g h i j"))).isZero();
        assertThatThrownBy(() -> Surface.selfBleu(List.of("a"))).isInstanceOf(Refusal.class);
    }

    @Test
    void theLengthRatioIsOneOfSums() {
        assertThat(Surface.lengthRatio(List.of(new Segment("a b c", "a"), new Segment("a", List.of("a b", "a b c d")))))
                .isCloseTo(4 / 4.0, EXACTLY);
    }
}

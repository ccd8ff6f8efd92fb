package org.lungta.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.lungta.check.Refusal;
import org.lungta.metric.Fixture;
import org.lungta.statistics.BradleyTerry.Contest;
import tools.jackson.databind.JsonNode;

class BradleyTerryTest {
    private static final JsonNode GOLDEN = Fixture.read("numeric");

    private static void strengthsAre(JsonNode expected, BradleyTerry found) {
        for (int i = 0; i < 3; i++) {
            assertThat(found.logStrengths().get("" + i))
                    .isCloseTo(expected.get("log").get(i).asDouble(), within(1e-8));
            assertThat(found.elo("" + i)).isCloseTo(expected.get("elo").get(i).asDouble(), within(1e-5));
        }
        assertThat(found.smoothed()).isFalse();
    }

    @Test
    void strengthsAreThoseOfTheGoldenFile() {
        BradleyTerry found = BradleyTerry.of(List.of(
                new Contest("0", "1", 14, 6, 0), new Contest("0", "2", 20, 0, 0), new Contest("1", "2", 13, 7, 0)));
        strengthsAre(GOLDEN.get("bt"), found);
        assertThat(found.chance("0", "1")).isCloseTo(GOLDEN.get("bt").get("p01").asDouble(), within(1e-8));
    }

    @Test
    void aTieIsHalfAWinForEach() {
        strengthsAre(
                GOLDEN.get("bt2"),
                BradleyTerry.of(List.of(
                        new Contest("0", "1", 14, 5, 1),
                        new Contest("0", "2", 18, 0, 2),
                        new Contest("1", "2", 13, 7, 0))));
    }

    @Test
    void ofTwoSystemsTheLogOddsAreTheDifference() {
        BradleyTerry found = BradleyTerry.of(List.of(new Contest("a", "b", 30, 10, 0)));
        assertThat(found.logStrengths().get("a") - found.logStrengths().get("b"))
                .isCloseTo(Math.log(3), within(1e-9));
    }

    @Test
    void aSystemThatAlwaysWinsIsHeldBack() {
        BradleyTerry found = BradleyTerry.of(List.of(new Contest("a", "b", 9, 0, 0)));
        assertThat(found.smoothed()).isTrue();
        assertThat(found.chance("a", "b")).isCloseTo(0.95, within(1e-9)); // 9.5 of 10
    }

    @Test
    void systemsThatNeverMetAreRefused() {
        assertThatThrownBy(
                        () -> BradleyTerry.of(List.of(new Contest("a", "b", 1, 1, 0), new Contest("c", "d", 1, 1, 0))))
                .isInstanceOf(Refusal.class)
                .hasMessageContaining("never compared");
    }
}

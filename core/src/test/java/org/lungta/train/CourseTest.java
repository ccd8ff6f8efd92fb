package org.lungta.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.lungta.check.Refusal;
import org.lungta.model.PromptGroup;
import org.lungta.reward.Score;
import org.lungta.text.Tokens;

/** Which examples an update sees, and which sample of a group rejection sampling keeps. */
class CourseTest {
    private static final int GENERAL = 1000;

    /** Examples that are told apart by their prompt's token. */
    private static List<PromptGroup> examples(int from, int count) {
        return IntStream.range(from, from + count)
                .mapToObj(i -> new PromptGroup(Tokens.of(i), List.of(Tokens.of(1))))
                .toList();
    }

    private static List<Integer> seen(Course course) {
        List<Integer> seen = new ArrayList<>();
        for (int step = 0; step < course.steps(); step++) {
            course.batch(step).forEach(g -> seen.add(g.prompt().at(0)));
        }
        return seen;
    }

    @Test
    void everyEpochSeesEveryExampleOnceInAnOrderOfItsOwn() {
        Course.Epochs course = new Course.Epochs(examples(0, 10), 4, 2, 3);
        assertThat(course.steps()).isEqualTo(6);
        List<Integer> seen = seen(course);
        assertThat(seen.subList(0, 10))
                .containsExactlyInAnyOrderElementsOf(
                        IntStream.range(0, 10).boxed().toList());
        assertThat(seen.subList(10, 20))
                .containsExactlyInAnyOrderElementsOf(
                        IntStream.range(0, 10).boxed().toList());
        assertThat(seen.subList(0, 10)).isNotEqualTo(seen.subList(10, 20));
    }

    @ParameterizedTest
    @ValueSource(doubles = {0.01, 0.05, 0.25, 0.5})
    void replayIsTheStatedShareAfterEveryUpdateUpToOneExample(double share) {
        Course.Replayed course =
                new Course.Replayed(new Course.Epochs(examples(0, 203), 8, 3, 3), examples(GENERAL, 7), share);
        int own = 0;
        int general = 0;
        for (int step = 0; step < course.steps(); step++) {
            for (PromptGroup group : course.batch(step)) {
                own += group.prompt().at(0) < GENERAL ? 1 : 0;
                general += group.prompt().at(0) < GENERAL ? 0 : 1;
            }
            assertThat((double) general).isCloseTo(share * (own + general), within(0.51));
        }
        assertThat(own).isEqualTo(3 * 203);
    }

    @Test
    void replayPassesThroughAllGeneralExamplesBeforeItRepeatsOne() {
        List<Integer> general =
                seen(new Course.Replayed(new Course.Epochs(examples(0, 42), 4, 1, 3), examples(GENERAL, 7), 0.5))
                        .stream()
                        .filter(id -> id >= GENERAL)
                        .toList();
        assertThat(general).hasSize(42);
        Map<Integer, Long> counts = general.stream().collect(Collectors.groupingBy(id -> id, Collectors.counting()));
        assertThat(counts.values()).containsOnly(6L).hasSize(7);
    }

    @Test
    void aShareOutsideOfZeroToOneIsRefused() {
        Course.Epochs own = new Course.Epochs(examples(0, 4), 4, 1, 3);
        assertThatThrownBy(() -> new Course.Replayed(own, examples(GENERAL, 7), 1))
                .isInstanceOf(Refusal.class)
                .hasMessageContaining("1.0");
    }

    @Test
    void rejectionSamplingKeepsTheBestByTheRewardTheFirstOfEquals() {
        List<List<Double>> advantages = new Advantage.BestOfGroup()
                .of(List.of(
                        List.of(value(0.1), value(0.9), value(0.9), new Score.Unscorable("no text")),
                        List.of(value(-3), value(-5)),
                        List.of(new Score.Unscorable("no text"), new Score.Unscorable("no text"))));
        assertThat(advantages).containsExactly(List.of(0.0, 4.0, 0.0, 0.0), List.of(2.0, 0.0), List.of(0.0, 0.0));
    }

    private static Score value(double total) {
        return new Score.Value(total, Map.of());
    }
}

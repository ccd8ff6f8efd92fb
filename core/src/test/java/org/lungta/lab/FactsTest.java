package org.lungta.lab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.lungta.check.Refusal;

class FactsTest {
    @Test
    void aFactIsItsKey() {
        String key = "verb=buy polarity=negated agent=tashi object=book number=2 time=today";
        assertThat(Fact.ofKey(key).key()).isEqualTo(key);
        assertThat(Fact.ofKey("time=today object=book verb=buy number=2 polarity=negated agent=tashi"))
                .isEqualTo(Fact.ofKey(key));
        assertThatThrownBy(() -> Fact.ofKey("agent=tashi"))
                .isInstanceOf(Refusal.class)
                .hasMessageContaining("without a verb");
        assertThatThrownBy(() -> Fact.ofKey("verb")).isInstanceOf(Refusal.class);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "true  | verb=buy agent=tashi object=horse number=3 adjective=white place=market time=today",
                "false | verb=buy agent=tashi",
                "false | verb=buy object=horse",
                "false | verb=buy agent=tashi object=horse recipient=drolma",
                "false | verb=eat agent=tashi object=book",
                "false | verb=buy agent=tashi object=butter number=3",
                "false | verb=buy agent=tashi object=butter adjective=red",
                "false | verb=buy agent=tashi object=market",
                "true  | verb=give agent=tashi recipient=drolma object=tea",
                "false | verb=give agent=tashi recipient=tashi object=tea",
                "true  | verb=go agent=tashi place=lhasa",
                "false | verb=go agent=tashi",
                "false | verb=buy agent=tashi object=horse number=11",
                "false | verb=burn agent=tashi object=letter"
            })
    void theWorldAllowsWhatMakesSense(boolean sense, String key) {
        assertThat(World.of("d1").allows(Fact.ofKey(key))).isEqualTo(sense);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "true  | verb=burn agent=dorje companion=tashi owner=lhamo object=letter number=11",
                "false | verb=burn agent=tashi companion=dorje object=letter",
                "false | verb=burn agent=dorje companion=tashi owner=tashi object=letter",
                "false | verb=give agent=dorje companion=tashi recipient=tashi object=tea",
                "true  | verb=go agent=tashi place=lhasa source=library",
                "false | verb=go agent=tashi place=lhasa source=lhasa",
                "true  | verb=go tense=future agent=tashi place=lhasa time=tomorrow",
                "false | verb=go agent=tashi place=lhasa time=tomorrow",
                "false | verb=go tense=future agent=tashi place=lhasa time=yesterday"
            })
    void aHarderWorldHasMoreToSayAndKeepsItsSense(boolean sense, String key) {
        assertThat(World.of("d3").allows(Fact.ofKey(key))).isEqualTo(sense);
    }

    @ParameterizedTest
    @ValueSource(strings = {"d0", "d1", "d2", "d3", "d4"})
    void everyDrawnFactMakesSense(String difficulty) {
        World world = World.of(difficulty);
        Sampler sampler = new Sampler(world);
        assertThat(IntStream.range(0, 500).mapToObj(i -> sampler.fact(1, i))).allMatch(world::allows);
    }

    @Test
    void aDrawDependsOnItsCoordinatesAlone() {
        Sampler sampler = new Sampler(World.of("d3"));
        List<Fact> forward =
                IntStream.range(0, 50).mapToObj(i -> sampler.fact(7, i)).toList();
        List<Fact> backward =
                IntStream.range(0, 50).mapToObj(i -> sampler.fact(7, 49 - i)).toList();
        assertThat(backward).containsExactlyElementsOf(reversed(forward));
        assertThat(IntStream.range(0, 50).mapToObj(i -> sampler.fact(8, i)).toList())
                .isNotEqualTo(forward);
    }

    @Test
    void theSharesAreThoseOfTheDifficulty() {
        Sampler sampler = new Sampler(World.of("d1"));
        List<Fact> facts =
                IntStream.range(0, 4000).mapToObj(i -> sampler.fact(3, i)).toList();
        double negated = facts.stream().filter(Fact::negated).count() / 4000.0;
        double timed = facts.stream().filter(fact -> fact.has(Slot.TIME)).count() / 4000.0;
        assertThat(negated).isBetween(0.15 - 0.02, 0.15 + 0.02);
        assertThat(timed).isBetween(0.6 - 0.03, 0.6 + 0.03);
        assertThat(facts).noneMatch(fact -> fact.future() || fact.has(Slot.COMPANION) || fact.has(Slot.OWNER));
    }

    @Test
    void entitiesAndFramesGrowWithTheDifficulty() {
        assertThat(List.of("d0", "d1", "d2", "d3"))
                .extracting(FactsTest::entities)
                .containsExactly(21, 40, 60, 60);
        assertThat(List.of("d0", "d1", "d2", "d3"))
                .extracting(name -> World.of(name).verbs().size())
                .containsExactly(10, 10, 19, 24);
        assertThatThrownBy(() -> World.of("d9"))
                .isInstanceOf(Refusal.class)
                .hasMessageContaining("d9")
                .hasMessageContaining("d4");
    }

    private static int entities(String difficulty) {
        World world = World.of(difficulty);
        return List.of(Slot.AGENT, Slot.PLACE, Slot.OBJECT).stream()
                .mapToInt(slot -> world.names(slot).size())
                .sum();
    }

    private static List<Fact> reversed(List<Fact> facts) {
        return IntStream.range(0, facts.size())
                .mapToObj(i -> facts.get(facts.size() - 1 - i))
                .toList();
    }
}

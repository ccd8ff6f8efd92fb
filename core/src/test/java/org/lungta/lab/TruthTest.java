package org.lungta.lab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.lungta.check.Refusal;

class TruthTest {
    private static final Fact FACT = Fact.ofKey("verb=buy agent=tashi object=book number=2 place=market");
    private static final String RIGHT = "བཀྲ་ཤིས་ཀྱིས་ཁྲོམ་ནས་དེབ་གཉིས་ཉོས་སོང་།";
    private static final String WRONG_NUMBER = "བཀྲ་ཤིས་ཀྱིས་ཁྲོམ་ནས་དེབ་གསུམ་ཉོས་སོང་།";
    private static final String ADDED_TIME = "ཁ་སང་བཀྲ་ཤིས་ཀྱིས་ཁྲོམ་ནས་དེབ་གཉིས་ཉོས་སོང་།";
    private static final String NO_PLACE = "བཀྲ་ཤིས་ཀྱིས་དེབ་གཉིས་ཉོས་སོང་།";
    private static final String WRONG_PARTICLE = "བཀྲ་ཤིས་གིས་ཁྲོམ་ནས་དེབ་གཉིས་ཉོས་སོང་།";
    private static final String NOT_A_SENTENCE = "དེབ་དེབ་དེབ།";

    private final Truth truth = Truth.of("bo", "d1");

    @Test
    void aSentenceIsExactIfItSaysTheFactAndNothingElseInGoodGrammar() {
        assertThat(truth.judge(FACT, RIGHT).exact()).isTrue();
        assertThat(List.of(WRONG_NUMBER, ADDED_TIME, NO_PLACE, WRONG_PARTICLE, NOT_A_SENTENCE, ""))
                .noneMatch(sentence -> truth.judge(FACT, sentence).exact());
        assertThat(truth.judge(FACT, WRONG_PARTICLE).meant()).isTrue();
        assertThat(truth.judge(FACT, WRONG_PARTICLE).grammatical()).isFalse();
        assertThat(truth.judge(FACT, WRONG_NUMBER).grammatical()).isTrue();
    }

    /** Slots wanted: 6 times 5. Said: 5 + 5 + 6 + 4 + 5 + 0 = 25. Right: 5 + 4 + 5 + 4 + 5 = 23. */
    @Test
    void sixSentencesAddUpAsByHand() {
        TruthReport report = report(List.of(RIGHT, WRONG_NUMBER, ADDED_TIME, NO_PLACE, WRONG_PARTICLE, NOT_A_SENTENCE));
        assertThat(report.items()).isEqualTo(6);
        assertThat(report.exact()).isEqualTo(1.0 / 6);
        assertThat(report.meant()).isEqualTo(2.0 / 6);
        assertThat(report.grammatical()).isEqualTo(4.0 / 6);
        assertThat(report.readable()).isEqualTo(5.0 / 6);
        assertThat(report.slipped()).isCloseTo(1.0 / 5, within(1e-12));
        assertThat(report.ambiguous()).isZero();
        assertThat(report.all()).isEqualTo(new SlotScore(23, 25, 30));
        assertThat(report.all().precision()).isEqualTo(23.0 / 25);
        assertThat(report.all().recall()).isEqualTo(23.0 / 30);
        assertThat(report.all().f1()).isEqualTo(46.0 / 55);
        assertThat(report.hallucinated()).isEqualTo(2.0 / 25);
        assertThat(report.added()).isEqualTo(1.0 / 25);
        assertThat(report.slots().get(Slot.NUMBER)).isEqualTo(new SlotScore(4, 5, 6));
        assertThat(report.slots().get(Slot.TIME)).isEqualTo(new SlotScore(0, 1, 0));
        assertThat(report.slots().get(Slot.PLACE)).isEqualTo(new SlotScore(4, 4, 6));
        assertThat(report.slots()).doesNotContainKey(Slot.POLARITY);
    }

    @Test
    void aDenialIsASlotThatWasAdded() {
        Verdict verdict = truth.judge(FACT, "བཀྲ་ཤིས་ཀྱིས་ཁྲོམ་ནས་དེབ་གཉིས་མ་ཉོས་སོ།");
        assertThat(verdict.exact()).isFalse();
        assertThat(verdict.added()).containsExactly(Slot.POLARITY);
        assertThat(verdict.right()).hasSize(5);
    }

    @Test
    void changedRolesAreTwoWrongSlots() {
        Fact gave = Fact.ofKey("verb=give agent=tashi recipient=drolma object=tea");
        Verdict verdict = truth.judge(gave, "བཀྲ་ཤིས་ལ་སྒྲོལ་མས་ཇ་སྤྲད་དོ།");
        assertThat(verdict.right()).containsExactly(Slot.VERB, Slot.OBJECT);
        assertThat(verdict.added()).isEmpty();
    }

    @Test
    void headlinesAreJudgedByTheirOwnGrammar() {
        Fact core = Fact.ofKey("verb=buy agent=tashi object=book");
        assertThat(truth.judgeHeadline(core, "བཀྲ་ཤིས་ཀྱིས་དེབ་ཉོས་པ།").exact()).isTrue();
        assertThat(truth.judgeHeadline(core, "བཀྲ་ཤིས་ཀྱིས་ཡི་གེ་ཉོས་པ།").exact())
                .isFalse();
        assertThat(truth.judge(core, "བཀྲ་ཤིས་ཀྱིས་དེབ་ཉོས་པ།").exact()).isFalse();
    }

    @Test
    void aPolicyThatSaysTheTruthInAnyStyleIsPerfect() {
        World world = World.of("d1");
        Realiser realiser = new Realiser(Tongue.of("bo"), world);
        Sampler sampler = new Sampler(world);
        TruthReport report = TruthReport.of(IntStream.range(0, 200)
                .mapToObj(i ->
                        truth.judge(sampler.fact(4, i), realiser.sentence(sampler.fact(4, i), Choice.random(5, i))))
                .toList());
        assertThat(List.of(report.exact(), report.grammatical(), report.all().f1()))
                .containsOnly(1.0);
        assertThat(report.hallucinated()).isZero();
    }

    @Test
    void aWrongNeighbourIsWrongInItsOneWay() {
        World world = World.of("d3");
        Sampler sampler = new Sampler(world);
        for (int i = 0; i < 300; i++) {
            Fact fact = sampler.fact(9, i);
            for (Wrong wrong : Wrong.all(world, fact, Choice.random(10, i))) {
                assertThat(world.allows(wrong.fact())).isTrue();
                long differing = List.of(Slot.values()).stream()
                        .filter(slot -> !fact.get(slot).equals(wrong.fact().get(slot)))
                        .count();
                boolean swap = wrong.kind() == Wrong.Kind.ROLES || wrong.kind() == Wrong.Kind.DIRECTION;
                assertThat(differing).as("%s: %s", wrong.kind(), wrong.fact()).isEqualTo(swap ? 2 : 1);
            }
        }
    }

    @Test
    void entropyCountsTheWaysOfSayingAThing() {
        assertThat(Diversity.entropy(List.of(List.of("a", "a", "a")))).isZero();
        assertThat(Diversity.entropy(List.of(List.of("a", "b", "c", "d")))).isCloseTo(2, within(1e-12));
        assertThat(Diversity.entropy(List.of(List.of("a", "a", "b", "c"), List.of("a"))))
                .isCloseTo(0.75, within(1e-12));
        assertThatThrownBy(() -> Diversity.entropy(List.of())).isInstanceOf(Refusal.class);
    }

    private TruthReport report(List<String> sentences) {
        return TruthReport.of(
                sentences.stream().map(sentence -> truth.judge(FACT, sentence)).toList());
    }
}

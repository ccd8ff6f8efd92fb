package org.lungta.reward;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import org.lungta.check.Refusal;
import org.lungta.random.CounterRandom;
import org.lungta.text.Completion;
import org.lungta.text.Finish;
import org.lungta.text.Language;
import org.lungta.text.Prompt;
import org.lungta.text.Tokens;

class NativeTextTest {
    private static final Language BO = Language.of("bo");
    private static final NativeText.Settings SETTINGS = new NativeText.Settings(6, 0.05);
    private static final List<String> WHO =
            List.of("བཀྲ་ཤིས", "སྒྲོལ་མ", "དོན་གྲུབ", "པདྨ", "ཚེ་རིང", "ལྷ་མོ", "རྡོ་རྗེ");
    private static final List<String> WHAT = List.of("དེབ", "ཇ", "རྟ", "གོས", "མེ་ཏོག", "ཞྭ་མོ", "ཤིང", "ཁང་པ");

    /** Sentences of one grammar: who, what, deed, and an ending. */
    private static List<String> sentences(List<String> deeds, String end, int count, long seed) {
        List<String> made = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            made.add(pick(WHO, seed, i, 0) + "་ཀྱིས་" + pick(WHAT, seed, i, 1) + "་" + pick(deeds, seed, i, 2) + end);
        }
        return made;
    }

    private static String pick(List<String> from, long seed, int i, int stream) {
        return from.get((int) (CounterRandom.uniform(seed, i, stream) * from.size()));
    }

    private static final List<String> DEEDS = List.of("ཉོས", "བཙོངས", "མཐོང", "བཟོས", "འཁྱེར");
    private static final List<String> HONEST = sentences(DEEDS, "་པ་རེད།", 300, 1);
    private static final List<String> FOREIGN = sentences(List.of("འབད", "སླབ", "འགྱོ"), "་ཡོདཔ་ཨིན།", 100, 2);

    /** p(ཀ | begin) and the others by hand: one text ཀཁ, bigrams; V is all code points. */
    @Test
    void aBigramModelIsWhatWittenAndBellSay() {
        NgramModel model = NgramModel.of(BO, 2, List.of("ཀཁ"));
        double none = 1.0 / 1_114_112;
        double one = (1 + 3 * none) / (3 + 3); // n = 3, t = 3: ཀ, ཁ and the end, once each
        double begun = (1 + one) / (1 + 1); // after the beginning, ཀ or ཁ, one thing was seen once
        assertThat(model.nats("ཀཁ").orElseThrow()).isEqualTo(-Math.log(begun), within(1e-12));
        double unseen = 3 * none / 6;
        double wrong = (0 + unseen) / 2; // ག at the beginning
        double lost = one; // what follows ག was never seen: the end by itself
        assertThat(model.nats("ག").orElseThrow()).isEqualTo(-(Math.log(wrong) + Math.log(lost)) / 2, within(1e-12));
    }

    @Test
    void itTellsTheLanguageFromItsRuins() {
        NativeText gate = NativeText.of(BO, SETTINGS, HONEST.subList(0, 200), HONEST.subList(200, 250), List.of());
        GateRates rates = GateRates.of(gate, HONEST.subList(250, 300), Map.of("other language", FOREIGN));
        assertThat(rates.accepted().get("honest").share()).isGreaterThan(0.85);
        assertThat(rates.accepted().get("syllables shuffled").share()).isLessThan(0.1);
        assertThat(rates.accepted().get("letters shuffled").share()).isZero();
        assertThat(rates.accepted().get("other language").share()).isLessThan(0.1);
        assertThat(rates.table()).contains("honest").contains("of 50");
    }

    @Test
    void textsOfTheOtherLanguageDecideWhatTheThresholdLetsPass() {
        NativeText.Settings open = new NativeText.Settings(6, 0);
        List<String> held = new ArrayList<>(HONEST.subList(200, 250));
        held.add(FOREIGN.get(99)); // a threshold that is much too high
        NativeText alone = NativeText.of(BO, open, HONEST.subList(0, 200), held, List.of());
        NativeText against = NativeText.of(BO, open, HONEST.subList(0, 200), held, FOREIGN.subList(0, 50));
        long passed = FOREIGN.subList(50, 100).stream().filter(alone::accepts).count();
        assertThat(passed).isGreaterThan(10);
        assertThat(FOREIGN.subList(50, 100)).noneMatch(against::accepts);
        assertThat(HONEST.subList(250, 300)).allMatch(against::accepts);
    }

    @Test
    void otherScriptsAndNothingAreNotTheLanguage() {
        NativeText gate = NativeText.of(BO, SETTINGS, HONEST, HONEST, List.of());
        assertThat(gate.accepts("")).isFalse();
        assertThat(gate.accepts("书本 123")).isFalse();
        assertThat(gate.own().nats("书本")).isEqualTo(OptionalDouble.empty());
    }

    @Test
    void aShutGatePaysNothingAndStandsAmongTheParts() {
        NativeText gate = NativeText.of(BO, SETTINGS, HONEST, HONEST, List.of());
        Reward paid = groups -> groups.stream()
                .map(g -> g.completions().stream()
                        .<Score>map(c -> new Score.Value(2, Map.of("language", 1.0)))
                        .toList())
                .toList();
        Answers answers = new Answers(
                new Prompt("1", "书", HONEST.get(0), Tokens.of(1)),
                List.of(completion(HONEST.get(0)), completion("ཀཀཀཀཀ་ཁཁཁཁ་ཀཁཀཁཀ")));
        assertThat(new Guarded(paid, gate).score(List.of(answers)).get(0))
                .containsExactly(
                        new Score.Value(2, Map.of("language", 1.0, "native", 1.0)),
                        new Score.Value(0, Map.of("language", 1.0, "native", 0.0)));
    }

    @Test
    void aMixtureIsTheWeightedMeanOfItsParts() {
        Answers answers =
                new Answers(new Prompt("1", "书", "ང", Tokens.of(1)), List.of(completion("a"), completion("")));
        Part mixture = new Mixture("score", List.of(new Term(constant("x", 0.2), 3), new Term(constant("y", 1), 1)));
        assertThat(mixture.values(List.of(answers)).get(0).get(0).getAsDouble()).isEqualTo(0.4, within(1e-12));
        assertThat(new Mixture("score", List.of(new Term(constant("x", Double.NaN), 1)))
                        .values(List.of(answers))
                        .get(0))
                .containsExactly(OptionalDouble.empty(), OptionalDouble.empty());
        assertThatThrownBy(() -> new Mixture("score", List.of())).isInstanceOf(Refusal.class);
    }

    private static Part constant(String name, double value) {
        return new Part() {
            @Override
            public String name() {
                return name;
            }

            @Override
            public List<List<OptionalDouble>> values(List<Answers> groups) {
                return Part.each(groups, (prompt, completion) -> value);
            }
        };
    }

    private static Completion completion(String text) {
        return new Completion(Tokens.of(1), text, true, Finish.STOP);
    }

    @Test
    void textsWithoutTheLanguageAreRefused() {
        assertThatThrownBy(() -> NgramModel.of(BO, 6, List.of("书", "abc")))
                .isInstanceOf(Refusal.class)
                .hasMessageContaining("none of 2 texts");
    }
}

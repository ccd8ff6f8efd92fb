package org.lungta.reward;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.lungta.reward.Made.answers;
import static org.lungta.reward.Made.table;
import static org.lungta.reward.Made.total;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.lungta.check.Refusal;
import org.lungta.metric.Fixture;
import org.lungta.metric.Tokenization;
import tools.jackson.databind.JsonNode;

class FormsTest {
    private static final Part LANGUAGE = table("language", Map.of("good", 1.0, "mixed", 0.0));

    private static List<Score> judged(Reward reward, String... outputs) {
        return reward.score(List.of(answers("source", "reference", outputs))).get(0);
    }

    @Test
    void theAdditiveFormIsThePapers() {
        for (JsonNode each : Fixture.list(Fixture.read("numeric").get("reward"))) {
            Part cosine = table("cosine", Map.of("y", each.get("cos").asDouble()));
            Part spoken = table("language", Map.of("y", each.get("lang").asDouble()));
            Reward reward = new Weighted(List.of(
                    new Term(new Above(cosine, each.get("tau").asDouble()), 1.5), new Term(spoken, 1.0)));
            assertThat(total(judged(reward, "y").get(0)))
                    .isCloseTo(each.get("R").asDouble(), within(1e-12));
        }
        for (JsonNode each : Fixture.list(Fixture.read("numeric").get("rsim"))) {
            Part cosine = table("cosine", Map.of("y", each.get("cos").asDouble()));
            assertThat(new Above(cosine, each.get("tau").asDouble())
                            .values(List.of(answers("s", "r", "y")))
                            .get(0)
                            .get(0)
                            .getAsDouble())
                    .isCloseTo(each.get("r").asDouble(), within(1e-12));
        }
    }

    @Test
    void additivelyMeaningMakesUpForTheWrongLanguageAndBehindAGateItDoesNot() {
        Part meaning = table("similarity", Map.of("good", 0.2, "mixed", 0.9));
        List<Term> terms = List.of(new Term(meaning, 1.5));
        List<Score> additive =
                judged(new Weighted(List.of(new Term(meaning, 1.5), new Term(LANGUAGE, 1))), "good", "mixed");
        assertThat(total(additive.get(1))).isGreaterThan(total(additive.get(0))); // 1.35 against 1.3
        List<Score> gated = judged(new Gated(LANGUAGE, terms), "good", "mixed");
        assertThat(total(gated.get(0))).isCloseTo(0.3, within(1e-12));
        assertThat(total(gated.get(1))).isZero();
        assertThat(((Score.Value) gated.get(1)).parts()).containsEntry("similarity", 0.9);
    }

    @Test
    void theProductNeedsEveryPart() {
        Part meaning = table("meaning", Map.of("good", 0.5, "mixed", 0.9, "odd", -0.4));
        Part form = table("form", Map.of("good", 0.8, "mixed", 0.0, "odd", -0.5));
        List<Score> scores = judged(new Product(List.of(meaning, form)), "good", "mixed", "odd");
        assertThat(total(scores.get(0))).isCloseTo(0.4, within(1e-12));
        assertThat(total(scores.get(1))).isZero();
        assertThat(total(scores.get(2))).isZero(); // two negatives are no positive
    }

    @Test
    void whatAPartCannotScoreIsUnscorableAndNotZero() {
        List<Score> scores = judged(new Weighted(List.of(new Term(LANGUAGE, 1))), "good", "never seen");
        assertThat(scores.get(1)).isEqualTo(new Score.Unscorable("language has no value"));
        assertThat(judged(new SgSrl(LANGUAGE, table("score", Map.of()), List.of()), "good")
                        .get(0))
                .isEqualTo(new Score.Unscorable("score has no value"));
    }

    @Test
    void penaltiesAreTakenOffBeforeTheGateAndNeverBelowNothing() {
        Part score = table("score", Map.of("good", 0.9, "mixed", 0.9, "poor", 0.1));
        Part long1 = table("length-penalty", Map.of("good", 0.5, "mixed", 0.0, "poor", 1.0));
        Part gate = table("language", Map.of("good", 1.0, "mixed", 0.0, "poor", 1.0));
        List<Score> scores = judged(new SgSrl(gate, score, List.of(new Term(long1, 0.20))), "good", "mixed", "poor");
        assertThat(total(scores.get(0))).isCloseTo(0.8, within(1e-12));
        assertThat(total(scores.get(1))).isZero();
        assertThat(total(scores.get(2))).isZero(); // .1 - .2
    }

    @Test
    void theSafeguardsOfThePaperPunishLengthAndRepetition() {
        String[] outputs = {"a b c", "a c b", "b a c", "a b c d e f g h i j k l m n o p", "a a a a a a"};
        Part score = table(
                "score", Map.of(outputs[0], 0.5, outputs[1], 0.5, outputs[2], 0.5, outputs[3], 0.5, outputs[4], 0.5));
        Part gate = table(
                "language",
                Map.of(outputs[0], 1.0, outputs[1], 1.0, outputs[2], 1.0, outputs[3], 1.0, outputs[4], 1.0));
        List<Score> scores = judged(SgSrl.standard(gate, score), outputs);
        assertThat(total(scores.get(0))).isEqualTo(0.5);
        assertThat(total(scores.get(3))).isCloseTo(0.5 - 0.20, within(1e-12)); // 16 against a median of 3: over 5 x
        double ramp = (2 / 3.0 - 0.15) / 0.85;
        assertThat(total(scores.get(4)))
                .isCloseTo(0.5 - 0.05 * ramp, within(1e-12)); // 6 is 2 x the median: no length penalty
    }

    @Test
    void theLengthPenaltyIsTheGoldens() {
        for (JsonNode each : Fixture.list(Fixture.read("numeric").get("plen"))) {
            assertThat(LengthPenalty.standard()
                            .penalty(
                                    each.get("len").asDouble(),
                                    each.get("median").asDouble()))
                    .isCloseTo(each.get("p").asDouble(), within(1e-12));
        }
        assertThat(LengthPenalty.standard().penalty(0, 0)).isZero();
        assertThat(LengthPenalty.standard().penalty(3, 0)).isEqualTo(1);
    }

    @Test
    void theMedianCreepsAndTheSourceDoesNot() {
        List<Answers> step = List.of(answers("a b", "r", "x x x x x x x x x x x x", "y y y y y y y y y y y y"));
        LengthPenalty byMedian = LengthPenalty.standard();
        LengthPenalty bySource = new LengthPenalty(new Yardstick.Text(Anchor.SOURCE, 1.0), Tokenization.MIXED, 2.5, 5);
        assertThat(byMedian.values(step).get(0).get(0).getAsDouble()).isZero();
        assertThat(bySource.values(step).get(0).get(0).getAsDouble()).isEqualTo(1);
    }

    @Test
    void repetitionBeginsToCostBeyondItsThreshold() {
        assertThat(RepetitionPenalty.Onset.RAMP.of(0.15, 0.15)).isZero();
        assertThat(RepetitionPenalty.Onset.RAMP.of(0.575, 0.15)).isCloseTo(0.5, within(1e-12));
        assertThat(RepetitionPenalty.Onset.RAMP.of(1, 0.15)).isEqualTo(1);
        assertThat(RepetitionPenalty.Onset.STEP.of(0.15, 0.15)).isZero();
        assertThat(RepetitionPenalty.Onset.STEP.of(0.16, 0.15)).isEqualTo(1);
    }

    @Test
    void anOutputIsHeldAgainstItsSourceOrItsReference() {
        Cosines equal = pairs -> pairs.stream()
                .map(p -> p.output().equals(p.reference()) ? 1.0 : 0.0)
                .toList();
        List<Answers> step = List.of(answers("source", "reference", "source", "reference"));
        assertThat(new Cosine(equal, Anchor.SOURCE).values(step).get(0))
                .extracting(v -> v.getAsDouble())
                .containsExactly(1.0, 0.0);
        assertThat(new Cosine(equal, Anchor.REFERENCE).values(step).get(0))
                .extracting(v -> v.getAsDouble())
                .containsExactly(0.0, 1.0);
        assertThat(new Cosine(pairs -> pairs.stream().map(p -> Double.NaN).toList(), Anchor.SOURCE)
                        .values(step)
                        .get(0)
                        .get(0))
                .isEmpty();
    }

    @Test
    void overlapIsTheMetricOfTheOneOutput() {
        List<Answers> step = List.of(answers("s", "猫睡在垫子里", "猫坐在垫子上", "猫睡在垫子里", ""));
        List<java.util.OptionalDouble> bleu =
                Overlap.bleu(Tokenization.ZH).values(step).get(0);
        assertThat(bleu.get(0).getAsDouble()).isCloseTo(0.32466792, within(1e-7)); // sacrebleu's sentence BLEU
        assertThat(bleu.get(1).getAsDouble()).isCloseTo(1, within(1e-12));
        assertThat(bleu.get(2).getAsDouble()).isZero();
        assertThat(Overlap.chrf().values(step).get(0).get(1).getAsDouble()).isCloseTo(1, within(1e-12));
    }

    @Test
    void yesAgainstNoIsTheSoftmaxOfTwo() {
        assertThat(new YesNo.Logits(0, 0).probability()).isEqualTo(0.5);
        assertThat(new YesNo.Logits(Math.log(3), 0).probability()).isCloseTo(0.75, within(1e-12));
        assertThat(new YesNo.Logits(1000, 0).probability()).isEqualTo(1);
        assertThat(new YesNo.Logits(-1000, 0).probability()).isZero();
        YesNo.Judge likesShort = questions -> questions.stream()
                .map(q -> new YesNo.Logits(-q.completion().text().length(), 0))
                .toList();
        assertThat(new YesNo(likesShort)
                        .values(List.of(answers("s", "r", "", "a")))
                        .get(0))
                .extracting(v -> v.getAsDouble())
                .containsExactly(0.5, 1 / (1 + Math.E));
        YesNo.Judge silent = questions -> List.of();
        assertThatThrownBy(() -> new YesNo(silent).values(List.of(answers("s", "r", "a"))))
                .isInstanceOf(Refusal.class);
    }

    @Test
    void theLanguagePartWantsTextInTheLanguage() {
        List<Answers> step = List.of(answers("བོད་ཡིག", "藏文", "藏文", "བོད་ཡིག", ""));
        assertThat(new Spoken(LanguageRule.of("zh")).values(step).get(0))
                .extracting(v -> v.getAsDouble())
                .containsExactly(1.0, 0.0, 0.0);
    }

    @Test
    void twoPartsOfOneNameAreRefused() {
        Reward reward = new Weighted(List.of(new Term(LANGUAGE, 1), new Term(LANGUAGE, 2)));
        assertThatThrownBy(() -> judged(reward, "good"))
                .isInstanceOf(Refusal.class)
                .hasMessageContaining("one name");
    }
}

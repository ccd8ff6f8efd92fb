package org.lungta.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.lungta.metric.Fixture.EXACTLY;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.lungta.check.Refusal;
import org.lungta.text.Language;
import tools.jackson.databind.JsonNode;

/** Metrics of a model's probabilities, against figures worked out with numpy. */
class ModelMetricsTest {
    private static final JsonNode GOLDEN = Fixture.read("numeric");

    private static Choice choice(JsonNode each, int right) {
        List<String> texts = Fixture.strings(each.get("choices"));
        List<Double> logs = Fixture.numbers(each.get("lls"));
        return new Choice(
                IntStream.range(0, texts.size())
                        .mapToObj(i -> new Choice.Option(texts.get(i), logs.get(i), OptionalDouble.empty()))
                        .toList(),
                right);
    }

    @Test
    void lengthsInCharactersAndInBytesChangeThePreference() {
        for (JsonNode each : Fixture.list(GOLDEN.get("mc"))) {
            Choice choice = choice(each, 0);
            assertThat(choice.preferred(Choice.Rule.LIKELIHOOD))
                    .isEqualTo(each.get("pred").asInt());
            assertThat(choice.preferred(Choice.Rule.PER_CHARACTER))
                    .isEqualTo(each.get("pred_norm").asInt());
            assertThat(choice.preferred(Choice.Rule.PER_BYTE))
                    .isEqualTo(each.get("pred_bytes").asInt());
            for (int i = 0; i < choice.options().size(); i++) {
                assertThat(choice(each, i).probability())
                        .isCloseTo(each.get("prob_norm").get(i).asDouble(), EXACTLY);
            }
        }
    }

    @Test
    void whatIsLikelyAnywayIsNoAnswer() {
        Choice choice = new Choice(
                List.of(
                        new Choice.Option("usual", -2, OptionalDouble.of(-1)),
                        new Choice.Option("apt", -3, OptionalDouble.of(-6))),
                1);
        assertThat(choice.correct(Choice.Rule.LIKELIHOOD)).isZero();
        assertThat(choice.correct(Choice.Rule.MUTUAL_INFORMATION)).isEqualTo(1);
        assertThat(choice.probability()).isCloseTo(1 / (1 + Math.E), EXACTLY);
    }

    @Test
    void theAccuracyHasTheStandardErrorOfAMean() {
        List<Choice> questions = new ArrayList<>();
        for (JsonNode right : GOLDEN.get("acc_stderr").get("acc")) {
            questions.add(choice(GOLDEN.get("mc").get(0), right.asInt() == 1 ? 0 : 1));
        }
        Choice.Accuracy found = Choice.accuracy(questions, Choice.Rule.LIKELIHOOD);
        assertThat(found.mean()).isCloseTo(GOLDEN.get("acc_stderr").get("mean").asDouble(), EXACTLY);
        assertThat(found.error())
                .isCloseTo(GOLDEN.get("acc_stderr").get("stderr").asDouble(), EXACTLY);
    }

    @Test
    void bitsPerByteIsARatioOfSums() {
        JsonNode golden = GOLDEN.get("ppl");
        List<Sums> texts = Fixture.list(golden.get("docs")).stream()
                .map(d -> Likelihood.of(
                        d.get(0).asString(), d.get(1).asDouble(), d.get(2).asInt()))
                .toList();
        Likelihood found = Likelihood.of(texts);
        assertThat(found.bitsPerByte()).isCloseTo(golden.get("bpb").asDouble(), EXACTLY);
        assertThat(found.bytePerplexity()).isCloseTo(golden.get("byte_ppl").asDouble(), EXACTLY);
        assertThat(found.perToken()).isCloseTo(golden.get("nll_per_token").asDouble(), EXACTLY);
        assertThat(found.tokenPerplexity()).isCloseTo(golden.get("token_ppl").asDouble(), EXACTLY);
        assertThat(found.perCharacter()).isCloseTo(golden.get("nll_per_char").asDouble(), EXACTLY);
        assertThatThrownBy(() -> Likelihood.of("a", Double.NEGATIVE_INFINITY, 1))
                .isInstanceOf(Refusal.class);
    }

    private static double[] logSoftmax(JsonNode logits) {
        double[] values = Fixture.numbers(logits).stream().mapToDouble(v -> v).toArray();
        double sum = 0;
        for (double v : values) {
            sum += Math.exp(v);
        }
        for (int i = 0; i < values.length; i++) {
            values[i] -= Math.log(sum);
        }
        return values;
    }

    private static Drift drift() {
        JsonNode golden = GOLDEN.get("drift");
        List<Drift.Position> positions = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            positions.add(Drift.position(
                    i / 2,
                    logSoftmax(golden.get("base").get(i)),
                    logSoftmax(golden.get("tuned").get(i)),
                    golden.get("labels").get(i).asInt()));
        }
        return new Drift(positions);
    }

    @Test
    void driftIsNumpysAtEveryPosition() {
        JsonNode golden = GOLDEN.get("drift");
        for (int i = 0; i < 4; i++) {
            Drift.Position p = drift().positions().get(i);
            assertThat(p.forward()).isCloseTo(golden.get("kl_base_tuned").get(i).asDouble(), EXACTLY);
            assertThat(p.reverse()).isCloseTo(golden.get("kl_tuned_base").get(i).asDouble(), EXACTLY);
            assertThat(p.js()).isCloseTo(golden.get("js").get(i).asDouble(), EXACTLY);
            assertThat(p.variation()).isCloseTo(golden.get("tv").get(i).asDouble(), EXACTLY);
            assertThat(p.delta()).isCloseTo(golden.get("delta_nll").get(i).asDouble(), EXACTLY);
            assertThat(p.nll().base()).isCloseTo(golden.get("nll_base").get(i).asDouble(), EXACTLY);
            assertThat(p.entropy().base())
                    .isCloseTo(golden.get("ent_base").get(i).asDouble(), EXACTLY);
            assertThat(p.entropy().tuned())
                    .isCloseTo(golden.get("ent_tuned").get(i).asDouble(), EXACTLY);
        }
    }

    @Test
    void driftIsSummedUpByTokenAndByText() {
        JsonNode golden = GOLDEN.get("drift");
        Drift.Summary kl = drift().byToken(Drift.Position::forward);
        assertThat(kl.mean()).isCloseTo(golden.get("mean_kl").asDouble(), EXACTLY);
        assertThat(kl.p90()).isCloseTo(golden.get("p90_kl").asDouble(), EXACTLY);
        Drift.Summary delta = drift().byToken(Drift.Position::delta);
        assertThat(delta.mean()).isCloseTo(golden.get("mean_delta").asDouble(), EXACTLY);
        assertThat(delta.p90()).isCloseTo(golden.get("p90_delta").asDouble(), EXACTLY);
        assertThat(drift().topAgreement()).isEqualTo(golden.get("top1_agree").asDouble());
        Drift.Summary texts = drift().byText(Drift.Position::delta);
        List<Double> deltas = Fixture.numbers(golden.get("delta_nll"));
        double first = (deltas.get(0) + deltas.get(1)) / 2;
        double second = (deltas.get(2) + deltas.get(3)) / 2;
        assertThat(texts.p90()).isCloseTo(0.1 * second + 0.9 * first, EXACTLY); // of two texts, first > second
    }

    @Test
    void whatHasNoProbabilityAddsNoDrift() {
        double[] sure = {0, Double.NEGATIVE_INFINITY};
        Drift.Position p = Drift.position(0, sure, new double[] {Math.log(0.5), Math.log(0.5)}, 0);
        assertThat(p.forward()).isCloseTo(Math.log(2), EXACTLY);
        assertThat(p.reverse()).isInfinite();
        assertThat(p.entropy().base()).isZero();
    }

    @Test
    void confusionIsCountedByLinesAndByWords() {
        List<String> outputs = List.of(
                "བོད་ཡིག་ཡིན།", // kept
                "བོད་ཡིག་ computer ཡིན།", // a word of another script, and the line mostly Latin letters or not
                "他买了书。", // another language
                "བོད་ཡིག\n他买了一本书", // one line in another
                "12");
        LanguageConfusion found = LanguageConfusion.of(outputs, Language.of("bo"));
        assertThat(found).isEqualTo(new LanguageConfusion(5, 2, 1));
        assertThat(found.lines()).isEqualTo(0.4);
        assertThat(found.words()).isEqualTo(0.5);
        assertThat(found.both()).isCloseTo(4 / 9.0, EXACTLY);
        assertThat(LanguageConfusion.of(List.of("他"), Language.of("bo")).both()).isZero();
    }
}

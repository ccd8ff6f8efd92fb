package org.lungta.lab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.lungta.check.Refusal;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class ValidityTest {
    @Test
    void theAreaIsTheShareOfPairsInTheRightOrderAndATieIsHalfAPair() {
        assertThat(Validity.auc(List.of(3.0, 4.0), List.of(1.0, 2.0))).isEqualTo(1);
        assertThat(Validity.auc(List.of(1.0, 2.0), List.of(3.0, 4.0))).isEqualTo(0);
        assertThat(Validity.auc(List.of(1.0, 1.0), List.of(1.0))).isEqualTo(0.5);
        assertThat(Validity.auc(List.of(2.0, 1.0), List.of(1.0, 0.0))).isEqualTo(3.5 / 4);
        assertThat(Validity.auc(List.of(0.0), List.of(-0.0))).isEqualTo(0.5);
    }

    @Test
    void rankCorrelationSeesOrderAndNothingElse() {
        assertThat(correlation(1, 10, 2, 20, 3, 1000)).isCloseTo(1, within(1e-12));
        assertThat(correlation(1, 3, 2, 2, 3, 1)).isCloseTo(-1, within(1e-12));
        assertThat(correlation(1, 1, 1, 2, 2, 3)).isCloseTo(Math.sqrt(3) / 2, within(1e-12));
        assertThatThrownBy(() -> correlation(1, 1, 1, 2))
                .isInstanceOf(Refusal.class)
                .hasMessageContaining("no order");
        assertThatThrownBy(() -> correlation(1, Double.NaN, 1, 2))
                .isInstanceOf(Refusal.class)
                .hasMessageContaining("not a number");
    }

    /** The figures are scipy's: dev/oracles/lab_golden.py. */
    @Test
    void bothAgreeWithScipyOnScoresWithTies() throws IOException {
        Path golden = Path.of("src/test/resources/golden/lab/validity.json");
        JsonNode cases = JsonMapper.builder().build().readTree(Files.readString(golden, StandardCharsets.UTF_8));
        assertThat(cases.size()).isEqualTo(3);
        for (JsonNode item : cases) {
            List<Double> right = doubles(item.get("right"));
            List<Double> wrong = doubles(item.get("wrong"));
            assertThat(Validity.auc(right, wrong)).isCloseTo(item.get("auc").doubleValue(), within(1e-12));
            List<Validity.Point> points = new ArrayList<>();
            for (int i = 0; i < right.size(); i++) {
                points.add(new Validity.Point(right.get(i), wrong.get(i)));
            }
            assertThat(Validity.rankCorrelation(points))
                    .isCloseTo(item.get("rank_correlation").doubleValue(), within(1e-12));
        }
    }

    @Test
    void trivialAnswersAreTrivial() {
        assertThat(Baselines.mostFrequent(List.of("b", "a", "a", "b", "c"))).isEqualTo("b");
        assertThat(Baselines.lastMentioned("扎西去了拉萨。卓玛到了西宁。", List.of("拉萨", "西宁", "北京")))
                .contains("西宁");
        assertThat(Baselines.lastMentioned("扎西去了拉萨。", List.of("北京"))).isEmpty();
        assertThat(Baselines.lastMentioned("扎西买了羊毛。", List.of("羊", "羊毛", "扎西"))).contains("羊毛");
        assertThat(Baselines.entities("zh")).contains("扎西", "拉萨", "书").doesNotContain("买", "昨天", "三");
        assertThat(Baselines.wordByWord("扎西昨天买了三头黑牦牛。", "zh", "bo")).isEqualTo("བཀྲ་ཤིས་ཁ་སང་ཉོས་གསུམ་ནག་པོ་གཡག");
        assertThat(Baselines.wordByWord("羊毛", "zh", "bo")).isEqualTo("བལ");
    }

    private static double correlation(double... scoresAndTruths) {
        List<Validity.Point> points = new ArrayList<>();
        for (int i = 0; i < scoresAndTruths.length; i += 2) {
            points.add(new Validity.Point(scoresAndTruths[i], scoresAndTruths[i + 1]));
        }
        return Validity.rankCorrelation(points);
    }

    private static List<Double> doubles(JsonNode numbers) {
        List<Double> doubles = new ArrayList<>();
        numbers.forEach(number -> doubles.add(number.doubleValue()));
        return doubles;
    }
}

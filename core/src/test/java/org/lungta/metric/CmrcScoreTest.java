package org.lungta.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.lungta.metric.Fixture.EXACTLY;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class CmrcScoreTest {
    @Test
    void anAnswerIsMarkedAsByTheOfficialScript() {
        List<JsonNode> cases = Fixture.cases("cmrc_cases");
        assertThat(cases).hasSize(16);
        for (JsonNode single : cases) {
            String prediction = single.get("prediction").asString();
            CmrcQuestion question = new CmrcQuestion("q", "c", Fixture.strings(single.get("answers")));
            assertThat(CmrcText.tokens(prediction)).isEqualTo(Fixture.strings(single.get("seg_pred")));
            assertThat(question.answers().stream().map(CmrcText::tokens).toList())
                    .isEqualTo(Fixture.list(single.get("seg_ans")).stream()
                            .map(Fixture::strings)
                            .toList());
            assertThat(CmrcText.normal(prediction))
                    .isEqualTo(single.get("norm_pred").asString());
            assertThat(question.f1(prediction))
                    .as("%s", single)
                    .isCloseTo(single.get("f1").asDouble(), EXACTLY);
            assertThat(question.exact(prediction))
                    .as("%s", single)
                    .isEqualTo(single.get("em").asInt() == 1);
        }
    }

    @Test
    void latinWordsAreThoseOfNltk() {
        assertThat(LatinWords.of("good muffins cost $3.88 (roughly 3,36 euros) in new york."))
                .containsExactly(
                        "good", "muffins", "cost", "$", "3.88", "(", "roughly", "3,36", "euros", ")", "in", "new",
                        "york", ".");
        assertThat(LatinWords.of("i cannot, don't; they'll say \"it's 5%\" -- 'tis ok..."))
                .containsExactly(
                        "i", "can", "not", ",", "do", "n't", ";", "they", "'ll", "say", "``", "it", "'s", "5", "%",
                        "''", "--", "'t", "is", "ok", "...");
    }

    @Test
    void aLetterBeyondTheBasicPlaneIsOneLetterToTheRules() {
        assertThat(LatinWords.of("ཀ𠀀wanna more'n")).containsExactly("ཀ𠀀wanna", "more", "'n");
        assertThat(LatinWords.of("9ñ'𠀀 it's")).containsExactly("9ñ", "'", "𠀀", "it", "'s");
    }

    @Test
    void anUnansweredQuestionCountsZero() {
        List<CmrcQuestion> questions = List.of(
                new CmrcQuestion("a", "1", List.of("北京大学")),
                new CmrcQuestion("b", "1", List.of("拉萨")),
                new CmrcQuestion("c", "2", List.of("中国")),
                new CmrcQuestion("d", "2", List.of("西藏")));
        CmrcScore score = CmrcScore.of(questions, Map.of("a", "大学北京", "b", "拉萨。", "d", "日喀则"), Bootstrap.standard());
        assertThat(score.exact().estimate()).isCloseTo(25, EXACTLY);
        assertThat(score.f1().estimate()).isCloseTo(37.5, EXACTLY);
        assertThat(score.average().estimate()).isCloseTo(31.25, EXACTLY);
        assertThat(score.questions()).isEqualTo(4);
        assertThat(score.unanswered()).isEqualTo(1);
        assertThat(score.average().clusters()).isEqualTo(2);
        assertThat(score.average().low()).isZero();
        assertThat(score.average().high()).isCloseTo(62.5, EXACTLY);
    }

    @Test
    void twoSystemsAreComparedQuestionByQuestion() {
        List<CmrcQuestion> questions =
                List.of(new CmrcQuestion("a", "1", List.of("拉萨")), new CmrcQuestion("b", "2", List.of("中国")));
        List<CmrcScore.Graded> plain = CmrcScore.grade(questions, Map.of("a", "拉萨", "b", "中国"));
        List<CmrcScore.Graded> wordy = CmrcScore.grade(questions, Map.of("a", "答案是：拉萨。", "b", "答案是：中国。"));
        assertThat(plain).allMatch(CmrcScore.Graded::exact);
        assertThat(wordy).noneMatch(CmrcScore.Graded::exact);
        assertThat(plain.get(0).percentAverage()).isEqualTo(100);
        assertThat(wordy.get(1).percentAverage()).isCloseTo(100 * 4.0 / 14, EXACTLY);
    }
}

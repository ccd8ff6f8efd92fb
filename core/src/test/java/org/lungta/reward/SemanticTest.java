package org.lungta.reward;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.lungta.checkpoint.EncoderFolder;
import org.lungta.model.Encoder;
import org.lungta.model.Goldens;
import org.lungta.tensor.Engine;
import org.lungta.text.Completion;
import org.lungta.text.Finish;
import org.lungta.text.Prompt;
import org.lungta.text.Tokens;

class SemanticTest {
    @Test
    void similarityCountsAboveTheThresholdAlone() {
        assertThat(Semantic.thresholded(0.75, 0.5)).isEqualTo(0.5);
        assertThat(Semantic.thresholded(0.4, 0.5)).isZero();
        assertThat(Semantic.thresholded(0.5, 0.5)).isZero();
        assertThat(Semantic.thresholded(0.7164, 0.5593)).isCloseTo(0.356478, within(1e-6)); // eval notes' golden
    }

    @Test
    void theRewardIsTheWeightedSumOfItsParts() {
        Engine.start();
        try (Encoder encoder = EncoderFolder.open(Goldens.FOLDER.resolve("tiny_bert"), "")) {
            Semantic reward =
                    new Semantic(new Similarity(encoder), LanguageRule.of("zh"), 0.2, new Semantic.Weights(1.5, 1));
            Prompt prompt = new Prompt("1", "དེབ", "他买了书。", Tokens.of(1));
            List<Score> scores = reward.score(List.of(new Answers(
                            prompt,
                            List.of(
                                    completion("他买了书。", true),
                                    completion("hello", true),
                                    completion("", true),
                                    completion("他买了书。", false)))))
                    .get(0);
            assertThat(total(scores.get(0))).isCloseTo(2.5, within(1e-5)); // the reference itself
            assertThat(parts(scores.get(1))).containsEntry("language", 0.0);
            assertThat(total(scores.get(2))).isZero(); // nothing said
            assertThat(parts(scores.get(3))).containsEntry("language", 0.0); // bytes that are no text
            assertThat(parts(scores.get(1)).get("cosine")).isBetween(-1.0, 0.99);
        }
    }

    @Test
    void tauIsAQuantileOfTheSamplesAndNeverAbove95() {
        Calibration found = Calibration.of(List.of(0.9, 0.5, 0.7, 0.6, 0.8), 0.25);
        assertThat(found.tau()).isCloseTo(0.6, within(1e-12));
        assertThat(found.below()).isEqualTo(0.4);
        assertThat(Calibration.of(List.of(0.99, 0.98), 0.5).tau()).isEqualTo(0.95);
    }

    private static Completion completion(String text, boolean valid) {
        return new Completion(Tokens.of(1), text, valid, Finish.STOP);
    }

    private static double total(Score score) {
        return ((Score.Value) score).total();
    }

    private static Map<String, Double> parts(Score score) {
        return ((Score.Value) score).parts();
    }
}

package org.lungta.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.lungta.model.DecoderConfig;
import org.lungta.model.DecoderWeights;
import org.lungta.model.Goldens;
import org.lungta.model.Merged;
import org.lungta.model.PromptGroup;
import org.lungta.model.Sequences;
import org.lungta.random.CounterRandom;
import org.lungta.reward.Answers;
import org.lungta.reward.Score;
import org.lungta.rollout.Decoding;
import org.lungta.rollout.Draws;
import org.lungta.rollout.Rollout;
import org.lungta.rollout.Sampler;
import org.lungta.tensor.Autograd;
import org.lungta.tensor.DType;
import org.lungta.tensor.Engine;
import org.lungta.tensor.Tensor;
import org.lungta.text.Completion;
import org.lungta.text.Finish;
import org.lungta.text.Prompt;
import org.lungta.text.Tokenizer;
import org.lungta.text.Tokens;

class BenchTest {
    private static final DecoderConfig SMALL =
            Subject.config(2, new DecoderConfig.Sizes(32, 8, 12, 512), new DecoderConfig.Heads(2, 1, 4));

    private static final GrpoStep.Plan TINY = new GrpoStep.Plan(2, 5, 3, 4, 2);

    @BeforeAll
    static void start() {
        Engine.start();
    }

    @Test
    void theMiddleOfRepetitionsStandsBetweenTheLeastAndTheGreatest() {
        assertThat(Spread.of(3, 1, 2)).isEqualTo(new Spread(1, 2, 3));
    }

    @Test
    void aSpeedFromTimesTurnsTheOrderRound() {
        assertThat(Spread.of(1, 2, 4).falling(s -> 8 / s)).isEqualTo(new Spread(2, 4, 8));
    }

    @Test
    void theOperationsOfAStepAreThoseCountedMapByMap() {
        try (DecoderWeights weights = weights()) {
            Sequences batch = new Sequences(TrainPart.examples(SMALL, 8, 64, 32));
            double tokens = 8 * 96;
            double[][] maps = {{8, 8}, {8, 4}, {8, 4}, {8, 8}, {8, 12}, {8, 12}, {12, 8}};
            double expected = 0;
            for (double[] map : maps) {
                expected += 2 * tokens * (4 * map[0] * map[1] + 6 * 64 * (map[0] + map[1])); // two layers
            }
            expected += 8 * 32 * 4 * 32 * 8; // the head, forward and back to the hidden states, on scored tokens
            double seen = 0;
            for (int token = 1; token <= 96; token++) {
                seen += 8 * token;
            }
            expected += 2 * 3 * (2 + 2) * 2 * 4 * seen; // 2 layers, thrice, scores and sums, 2 heads of 4
            assertThat(TrainPart.flop(weights, batch)).isEqualTo(expected);
        }
    }

    @Test
    void everyPartOfATinyModelGivesFiguresThatAreNumbers() {
        Subject subject = new Subject("test", type -> weights(), TINY);
        List<Figure> figures = new ArrayList<>();
        Bench.run(List.of(Bench.Part.TRAIN, Bench.Part.DECODE), subject, figures::add);
        figures.addAll(GrpoPart.measure(subject, DType.FLOAT32, Figure.of("peak", Spread.of(100), "GFLOP/s")));
        int types = Engine.device().fastType() == DType.FLOAT32 ? 1 : 2;
        assertThat(figures).hasSize(types + 2 * 4 + 5).allSatisfy(figure -> {
            assertThat(figure.median()).isPositive().isBetween(figure.low(), figure.high());
            assertThat(figure.ratio().orElseThrow().value()).isPositive();
        });
    }

    @Test
    void theOperationsOfAGrpoStepAreThoseCountedMapByMap() {
        try (DecoderWeights weights = weights()) {
            double[][] maps = {{8, 8}, {8, 4}, {8, 4}, {8, 8}, {8, 12}, {8, 12}, {12, 8}};
            double expected = 0;
            for (int layer = 0; layer < 2; layer++) {
                for (double[] map : maps) {
                    double product = map[0] * map[1];
                    double sides = map[0] + map[1];
                    expected += 2 * product * (2 * 5 + 2 * 3 * (4 - 1)); // two prompts once, three tokens of six rows
                    expected += (4 * product + 6 * 2 * sides) * (2 * 5 + 2 * 3 * 4);
                }
            }
            expected += (2 + 4) * 32 * 8 * 2 * 3 * 4; // the head on every completion token, and its gradient
            assertThat(GrpoPart.flop(weights, TINY)).isEqualTo(expected);
        }
    }

    @Test
    void aGenerationOfFixedLengthIsWhatTheSamplerSamplesWhereNothingStopsIt() {
        Decoding decoding = new Decoding.Nucleus(1, 0.9);
        try (DecoderWeights weights = Goldens.decoder("tiny_qwen2");
                Tokenizer tokenizer = Tokenizer.load(Goldens.QWEN2);
                Merged merged = Merged.of(weights, Optional.empty(), 6)) {
            List<PromptGroup> groups = List.of(
                    PromptGroup.repeated(TrainPart.tokens(weights.config(), 1, 5), 3),
                    PromptGroup.repeated(TrainPart.tokens(weights.config(), 2, 7), 3));
            Draws draws = (row, position, attempt) -> CounterRandom.uniform(5, row, position, attempt);
            List<List<Rollout>> sampled = new Sampler(tokenizer, Set.of(), decoding, 9).complete(merged, groups, draws);
            List<List<Rollout>> fixed =
                    Generation.of(merged, groups, 9, decoding, draws).rollouts();
            assertThat(tokens(fixed)).isEqualTo(tokens(sampled));
            assertThat(fixed.get(1).get(2).logProbs())
                    .isEqualTo(sampled.get(1).get(2).logProbs());
        }
    }

    private static List<Tokens> tokens(List<List<Rollout>> rollouts) {
        return rollouts.stream()
                .flatMap(List::stream)
                .map(rollout -> rollout.completion().tokens())
                .toList();
    }

    @Test
    void aRewardThatCostsNothingStillTellsCompletionsApart() {
        Completion completion = new Completion(Tokens.of(900, 150, 3), "", true, Finish.LENGTH);
        Prompt prompt = new Prompt("p", "", "", Tokens.of(1));
        assertThat(GrpoStep.reward(List.of(new Answers(prompt, List.of(completion)))))
                .isEqualTo(List.of(List.of(new Score.Value(0.053, Map.of()))));
    }

    private static DecoderWeights weights() {
        return DecoderWeights.read(SMALL, (name, shape) -> Autograd.own(() -> Tensor.full(0.01, DType.FLOAT32, shape)));
    }
}

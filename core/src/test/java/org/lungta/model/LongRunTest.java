package org.lungta.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.lungta.tensor.Engine;
import org.lungta.text.Tokens;

/** Thousands of small steps hold no more than the first hundreds. */
@Tag("thorough")
class LongRunTest {
    private static final int STEPS = 3000;
    private static final int SETTLED = 300;
    private static final double DRIFT = 0.03;

    @Test
    void nativeMemoryAndHandlesStayOverThreeThousandSteps() {
        Sequences sequences = new Sequences(List.of(group(1), group(2)));
        try (DecoderWeights weights = Goldens.qwen2();
                Policy policy = new Policy(
                        weights, Adapter.fresh(new AdapterConfig(4, 8, 0, AdapterConfig.EVERY_LINEAR), weights, 1))) {
            steps(SETTLED, weights, policy, sequences);
            long handles = settledHandles();
            long resident = Engine.residentBytes();
            steps(STEPS - SETTLED, weights, policy, sequences);
            assertThat(settledHandles()).as("native handles").isBetween(handles - 20, handles + 20);
            double drift = (double) Engine.residentBytes() / resident - 1;
            System.out.printf("resident memory over %d steps: %+.2f %%%n", STEPS - SETTLED, 100 * drift);
            assertThat(drift).as("resident memory").isLessThan(DRIFT);
        }
    }

    /** A rollout, a learning pass with layers kept, and forgetting. */
    private static void steps(int count, DecoderWeights weights, Policy policy, Sequences sequences) {
        int[] rows = {0, 1, 2, 3};
        for (int i = 0; i < count; i++) {
            try (Merged merged = Merged.of(weights, Optional.of(policy.adapter()), rows.length);
                    DecodeSession session = merged.open(List.of(PromptGroup.repeated(Tokens.of(1, 2, 3), 4)))) {
                session.prefill(logits -> 0);
                session.step(rows, new int[] {4, 5, 6, 7}, logits -> 0);
            }
            policy.learn(sequences, 1, now -> now.sum());
            policy.parameters().forEach(org.lungta.tensor.Tensor::dropGrad);
        }
    }

    private static PromptGroup group(int number) {
        return new PromptGroup(
                Tokens.of(number, 17, 101), List.of(Tokens.of(number + 1, 4), Tokens.of(number + 2, 5, 6)));
    }

    private static long settledHandles() {
        long last = -1;
        for (int same = 0; same < 3; ) {
            System.gc();
            java.util.concurrent.locks.LockSupport.parkNanos(50_000_000);
            same = Engine.handles() == last ? same + 1 : 0;
            last = Engine.handles();
        }
        return last;
    }
}

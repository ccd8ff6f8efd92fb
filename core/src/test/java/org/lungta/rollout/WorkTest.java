package org.lungta.rollout;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.lungta.model.DecoderWeights;
import org.lungta.model.Goldens;
import org.lungta.model.Merged;
import org.lungta.model.PromptGroup;
import org.lungta.model.Work;
import org.lungta.text.Tokenizer;
import org.lungta.text.Tokens;

/** The fast paths of a generation ran, and the tokens are those of the slow ones. */
class WorkTest {
    private static final int LENGTH = 5;

    @Test
    void whatIsSharedIsComputedOnceAndEveryProductIsPacked() {
        Tokens common = Tokens.of(5, 17, 101, 33);
        PromptGroup completions = PromptGroup.repeated(common, 3);
        PromptGroup questions =
                PromptGroup.sharing(List.of(common.append(7), common.append(8).append(9), common.append(12)));
        try (DecoderWeights weights = Goldens.qwen2();
                Tokenizer tokenizer = Tokenizer.load(Goldens.QWEN2);
                Merged merged = Merged.of(weights, Optional.empty(), 6)) {
            Sampler sampler = new Sampler(tokenizer, Set.of(-1), new Decoding.Greedy(), LENGTH);
            List<List<Rollout>> shared = sampler.complete(merged, List.of(completions, questions), Draws.none());
            Work work = merged.work();
            int passes = 1 + LENGTH - 1;
            int maps = 7 * weights.config().layers().size() + 1; // with the head
            assertThat(work)
                    .isEqualTo(new Work(
                            3 + 1 + (1 + 1 + 2 + 1), 3 + 2 * 4 + 2 * 4, 4, 6 * (LENGTH - 1), (long) passes * maps));
            List<List<Rollout>> alone = sampler.complete(
                    merged,
                    List.of(
                            PromptGroup.repeated(common, 1),
                            PromptGroup.repeated(common.append(8).append(9), 1)),
                    Draws.none());
            assertThat(tokens(shared.get(0).get(2)))
                    .isEqualTo(tokens(alone.get(0).get(0)));
            assertThat(tokens(shared.get(1).get(1)))
                    .isEqualTo(tokens(alone.get(1).get(0)));
            assertThat(merged.work().prefixHits()).isEqualTo(work.prefixHits());
        }
    }

    private static Tokens tokens(Rollout rollout) {
        return rollout.completion().tokens();
    }
}

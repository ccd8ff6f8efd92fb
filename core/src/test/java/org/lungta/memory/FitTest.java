package org.lungta.memory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.lungta.check.Refusal;

class FitTest {
    /** A byte a token, a third of it where layers are computed again, and never less than one group of 300. */
    private static Stage stage(Micro micro) {
        long tokens = Math.max(300, micro.tokenBudget());
        return new Stage("update", List.of(new Term("activations", micro.recompute() ? tokens / 3 : tokens, "")));
    }

    private static Machine room(long bytes) {
        return new Machine(bytes, "free memory");
    }

    @Test
    void theWholeBudgetIsKeptWhereItFits() {
        assertThat(Fit.first(2048, room(3000), FitTest::stage)).contains(new Micro(2048, false));
    }

    @Test
    void theBudgetIsHalvedBeforeAnythingIsComputedAgain() {
        assertThat(Fit.first(2048, room(600), FitTest::stage)).contains(new Micro(512, false));
    }

    @Test
    void layersAreComputedAgainWhereNoBudgetFitsOtherwise() {
        assertThat(Fit.first(2048, room(290), FitTest::stage)).contains(new Micro(512, true));
    }

    @Test
    void whatCannotFitIsRefusedWithAdvice() {
        assertThat(Fit.first(2048, room(90), FitTest::stage)).isEmpty();
        Plan plan = new Plan(List.of(stage(new Micro(1, true))));
        assertThatThrownBy(() -> Fit.require(plan, room(90)))
                .isInstanceOf(Refusal.class)
                .hasMessageContaining("\"update\"")
                .hasMessageContaining("activations")
                .hasMessageContaining("grpo.sampling.group");
    }

    @Test
    void theTableShowsEveryTermOfEveryStage() {
        long mebi = 1 << 20;
        Plan plan = new Plan(List.of(
                new Stage(
                        "rollout", List.of(new Term("weights", 3 * mebi, "3 numbers"), new Term("KV cache", mebi, ""))),
                new Stage("update", List.of(new Term("weights", 3 * mebi, "3 numbers")))));
        assertThat(plan.table().lines())
                .containsExactly(
                        "MiB                rollout      update",
                        "weights                  3           3",
                        "KV cache                 1           -",
                        "together                 4           3",
                        "  weights: 3 numbers");
        assertThat(plan.peak().name()).isEqualTo("rollout");
    }
}

package org.lungta.text;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.lungta.check.Refusal;

class PromptTest {
    @Test
    void aPromptWithoutTokensIsRefused() {
        assertThatThrownBy(() -> new Prompt("p1", "a", "b", Tokens.empty()))
                .isInstanceOf(Refusal.class)
                .hasMessageContaining("p1");
    }

    @Test
    void aPartThatIsMissingIsRefused() {
        assertThatThrownBy(() -> new Prompt("p1", null, "b", Tokens.of(1))).isInstanceOf(Refusal.class);
        assertThatThrownBy(() -> new Completion(Tokens.empty(), null, true, Finish.STOP))
                .isInstanceOf(Refusal.class);
    }
}

package org.lungta.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.lungta.check.Refusal;
import tools.jackson.databind.json.JsonMapper;

class TokensTest {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    @Test
    void tokensWithTheSameIdsAreEqual() {
        assertThat(Tokens.of(1, 2)).isEqualTo(Tokens.of(1).append(2)).hasSameHashCodeAs(Tokens.of(1, 2));
        assertThat(Tokens.of(1, 2))
                .isNotEqualTo(Tokens.of(2, 1))
                .isNotEqualTo(null)
                .hasToString("[1, 2]");
        assertThat(Tokens.of()).isEqualTo(Tokens.empty());
    }

    @Test
    void nobodyCanChangeThemFromOutside() {
        int[] ids = {1, 2};
        Tokens tokens = Tokens.of(ids);
        ids[0] = 9;
        tokens.toArray()[1] = 9;
        assertThat(tokens).isEqualTo(Tokens.of(1, 2));
    }

    @Test
    void concatAndSliceUndoEachOther() {
        Tokens left = Tokens.of(1, 2);
        Tokens right = Tokens.of(3);
        Tokens both = left.concat(right);
        assertThat(both.length()).isEqualTo(3);
        assertThat(both.at(2)).isEqualTo(3);
        assertThat(both.slice(0, 2)).isEqualTo(left);
        assertThat(both.slice(2, 3)).isEqualTo(right);
        assertThat(both.slice(3, 3)).isEqualTo(Tokens.empty());
    }

    @Test
    void aSliceOutsideIsRefused() {
        assertThatThrownBy(() -> Tokens.of(1).slice(0, 2))
                .isInstanceOf(Refusal.class)
                .hasMessageContaining("[0, 2) of 1");
        assertThatThrownBy(() -> Tokens.of(1).slice(1, 0)).isInstanceOf(Refusal.class);
        assertThatThrownBy(() -> Tokens.of(1).slice(-1, 0)).isInstanceOf(Refusal.class);
    }

    @Test
    void aNegativeIdIsRefused() {
        assertThatThrownBy(() -> Tokens.of(3, -1)).isInstanceOf(Refusal.class).hasMessageContaining("-1");
    }

    @Test
    void theCommonPrefixStopsAtTheFirstDifferenceOrAtTheShorterEnd() {
        assertThat(Tokens.of(1, 2, 3).commonPrefix(Tokens.of(1, 2, 4))).isEqualTo(2);
        assertThat(Tokens.of(1, 2).commonPrefix(Tokens.of(1, 2, 4))).isEqualTo(2);
        assertThat(Tokens.of(1, 2).commonPrefix(Tokens.of(1, 2))).isEqualTo(2);
        assertThat(Tokens.of(5).commonPrefix(Tokens.of(6))).isZero();
        assertThat(Tokens.empty().commonPrefix(Tokens.of(6))).isZero();
    }

    @Test
    void inJsonTheyAreAnArrayOfNumbers() {
        record Row(Tokens tokens) {}
        assertThat(JSON.writeValueAsString(new Row(Tokens.of(7, 8)))).isEqualTo("{\"tokens\":[7,8]}");
        assertThat(JSON.readValue("{\"tokens\":[7,8]}", Row.class)).isEqualTo(new Row(Tokens.of(7, 8)));
        assertThat(JSON.readValue("[]", Tokens.class)).isEqualTo(Tokens.empty());
    }
}

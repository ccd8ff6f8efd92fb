package org.lungta.recipe;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NamesTest {
    @ParameterizedTest
    @CsvSource({
        "seed, seed",
        "groupSize, group-size",
        "topP, top-p",
        "AdamW, adam-w",
        "maxKL, max-kl",
        "HTTPPort, http-port",
        "bf16Weights, bf16-weights"
    })
    void aJavaNameBecomesWordsWithDashes(String java, String recipe) {
        assertThat(Names.kebab(java)).isEqualTo(recipe);
    }

    @ParameterizedTest
    @CsvSource({"kitten, sitting, 3", "'', abc, 3", "abc, '', 3", "same, same, 0", "flaw, lawn, 2"})
    void theDistanceIsLevenshteins(String from, String to, int distance) {
        assertThat(Names.distance(from, to)).isEqualTo(distance);
    }

    @Test
    void theNearestNameIsFoundOnlyIfItIsNear() {
        assertThat(Names.nearest("alhpa", List.of("alpha", "beta"))).hasValue("alpha");
        assertThat(Names.nearest("temperature", List.of("alpha", "beta"))).isEmpty();
    }
}

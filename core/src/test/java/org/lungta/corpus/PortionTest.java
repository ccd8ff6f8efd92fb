package org.lungta.corpus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lungta.check.Refusal;

/** Who may see which text. */
class PortionTest {
    private static final List<String> TEXTS =
            IntStream.range(0, 3000).mapToObj(i -> "text " + i).toList();

    @TempDir
    private Path folder;

    @Test
    void aThirdHoldsAThirdAndASmallerPortionLiesInALargerOne() {
        long held = TEXTS.stream().filter(new Portion(1.0 / 3)::holds).count();
        assertThat(held / 3000.0).isCloseTo(1.0 / 3, within(0.03));
        assertThat(TEXTS.stream().filter(new Portion(0.1)::holds)).allMatch(new Portion(1.0 / 3)::holds);
        assertThat(TEXTS).allMatch(new Portion(1)::holds).noneMatch(new Portion(0)::holds);
    }

    @Test
    void portionsThatDoNotOverlapShareNoTextAndTogetherHoldAll() {
        Portion first = new Portion(0.3333);
        Portion second = new Portion(0.3333, 0.25);
        Portion rest = new Portion(0.5833, 0.4167);
        assertThat(TEXTS)
                .allMatch(t ->
                        Stream.of(first, second, rest).filter(p -> p.holds(t)).count() == 1);
        assertThat(TEXTS.stream().filter(second::holds).count() / 3000.0).isCloseTo(0.25, within(0.03));
        assertThatThrownBy(() -> new Portion(0.5, 0.6))
                .isInstanceOf(Refusal.class)
                .hasMessageContaining("from 0.5 on");
    }

    @Test
    void equivalentSpellingsAreOneText() {
        for (String text : List.of("e\u0301 a", "བོད")) {
            assertThat(new Portion(0.5).holds(text))
                    .isEqualTo(new Portion(0.5)
                            .holds(" " + java.text.Normalizer.normalize(text, java.text.Normalizer.Form.NFC)));
        }
    }

    @Test
    void whatWasSeenIsFoundAgainAndRefused() throws IOException {
        Seen seen = Seen.of(List.of("ཀ", "ཁ"));
        Path file = Files.writeString(folder.resolve("seen"), seen.lines());
        Seen read = Seen.read(file);
        assertThat(read.count()).isEqualTo(2);
        assertThat(read.lines()).isEqualTo(seen.lines());
        assertThat(read.holds("ཀ ")).isTrue();
        assertThat(read.holds("ག")).isFalse();
        Example fresh = new Example("a", "ག", "三", "f:1");
        Example old = new Example("b", "ཁ", "二", "f:2");
        read.refuse("e", "test", List.of(fresh));
        assertThatThrownBy(() -> read.refuse("the encoder e", "test", List.of(fresh, old)))
                .isInstanceOf(Refusal.class)
                .hasMessageContaining("f:2")
                .hasMessageContaining("the encoder e has learnt from 1 of the 2 pairs for test")
                .hasMessageContaining("task.reserved");
        Example turned = new Example("c", "二", "ཁ", "f:3");
        assertThat(read.among(List.of(fresh, old, turned)))
                .isEqualTo(2); // on whichever side the learnt language stands
        Seen other = Seen.of(List.of("ཁ", "ང"));
        assertThat(read.shared(other)).isEqualTo(1);
        assertThat(read.and(other).count()).isEqualTo(3);
        assertThat(Seen.in(folder)).isEmpty();
        Files.writeString(folder.resolve(Seen.FILE), seen.lines());
        assertThat(Seen.in(folder).orElseThrow().lines()).isEqualTo(seen.lines());
    }
}

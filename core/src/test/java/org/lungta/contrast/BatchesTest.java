package org.lungta.contrast;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.lungta.check.Refusal;
import org.lungta.corpus.Example;

/** Batches without a text twice. */
class BatchesTest {
    /** 60 pairs of 40 sources and 30 targets. */
    private static List<Example> pairs() {
        return IntStream.range(0, 60)
                .mapToObj(i -> new Example("p" + i, "s" + i % 40, "t" + i % 30, "file:" + i))
                .toList();
    }

    @Test
    void noTextStandsTwiceInABatchAndNoPairTwiceInAnEpoch() {
        Batches batches = new Batches(pairs(), 8, 3);
        for (int epoch = 0; epoch < 3; epoch++) {
            Set<String> used = new HashSet<>();
            assertThat(batches.epoch(epoch)).hasSizeGreaterThan(4);
            for (List<Example> batch : batches.epoch(epoch)) {
                assertThat(batch).hasSize(8);
                assertThat(batch.stream().map(Example::source)).doesNotHaveDuplicates();
                assertThat(batch.stream().map(Example::target)).doesNotHaveDuplicates();
                batch.forEach(e -> assertThat(used.add(e.id())).isTrue());
            }
        }
    }

    @Test
    void aBatchIsOfOneFileUntilThatHasNoMore() {
        List<Example> two = IntStream.range(0, 60)
                .mapToObj(i -> new Example("p" + i, "s" + i, "t" + i, (i % 3 == 0 ? "few" : "many") + ":" + i))
                .toList();
        List<List<Example>> epoch = new Batches(two, 8, 3).epoch(0);
        List<Long> files = epoch.stream()
                .map(batch -> batch.stream().map(Example::file).distinct().count())
                .toList();
        assertThat(files).hasSize(7).containsOnly(1L); // 20 and 40 pairs: 2 and 5 batches, 4 pairs are left
        List<String> order = epoch.stream().map(batch -> batch.get(0).file()).toList();
        assertThat(order).isNotEqualTo(order.stream().sorted().toList());
    }

    @Test
    void whatIsLeftOfTheFilesIsMixed() {
        List<Example> two = IntStream.range(0, 24)
                .mapToObj(i -> new Example("p" + i, "s" + i, "t" + i, (i % 2 == 0 ? "one" : "other") + ":" + i))
                .toList();
        List<List<Example>> epoch = new Batches(two, 8, 3).epoch(0); // 12 and 12 pairs
        assertThat(epoch).hasSize(3);
        assertThat(epoch.stream()
                        .filter(batch ->
                                batch.stream().map(Example::file).distinct().count() == 2))
                .hasSize(1);
    }

    @Test
    void aBatchIsAFunctionOfItsNumber() {
        Batches forward = new Batches(pairs(), 8, 3);
        List<List<Example>> all = new ArrayList<>();
        for (int step = 0; step < 20; step++) {
            all.add(forward.batch(step));
        }
        Batches late = new Batches(pairs(), 8, 3);
        for (int step = 19; step >= 0; step--) {
            assertThat(late.batch(step)).isEqualTo(all.get(step));
        }
        assertThat(new Batches(pairs(), 8, 4).batch(0)).isNotEqualTo(all.get(0));
    }

    @Test
    void fewerPairsThanABatchAreRefused() {
        assertThatThrownBy(() -> new Batches(pairs(), 61, 3))
                .isInstanceOf(Refusal.class)
                .hasMessageContaining("60 pairs")
                .hasMessageContaining("61");
    }

    @Test
    void pairsThatRepeatTheirTextsTooOftenAreRefused() {
        List<Example> same = IntStream.range(0, 20)
                .mapToObj(i -> new Example("p" + i, "s", "t" + i, "file:" + i))
                .toList();
        assertThatThrownBy(() -> new Batches(same, 8, 3))
                .isInstanceOf(Refusal.class)
                .hasMessageContaining("repeat");
    }
}

package org.lungta.gguf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lungta.check.Refusal;
import org.lungta.checkpoint.DType;
import org.lungta.random.CounterRandom;
import tools.jackson.databind.JsonNode;

/** Damaged files are refused, and what is not refused is read whole. */
class MutationTest {
    private static final int MUTATIONS = 2_000;
    private static final Duration ONE_FILE = Duration.ofSeconds(10);

    @TempDir
    private Path folder;

    private final byte[] good = Golden.bytes("qwen3.gguf");

    /** All that an import reads, without writing it. */
    private void read(byte[] bytes) {
        Path path = Golden.write(folder.resolve("m.gguf"), bytes);
        Assertions.assertTimeout(ONE_FILE, () -> {
            try (GgufFile file = GgufFile.open(path)) {
                Metadata metadata = file.header().metadata();
                Family family = Family.of(metadata);
                Family.Plan plan = family.plan(file, DType.F32);
                TokenizerFiles.read(metadata, family, plan.sizes()).tokenizer().compact();
                for (Weight weight : plan.weights()) {
                    Rows rows = new Rows(file, weight.source());
                    for (long row = 0; row < weight.source().rows(); row++) {
                        rows.read(row);
                    }
                }
                requireSound(file.header(), bytes.length);
            }
        });
    }

    /** Tensors lie in the file, do not overlap, and their bytes are as many as their shapes say. */
    private static void requireSound(GgufHeader header, long size) {
        List<long[]> spans = new ArrayList<>();
        for (TensorInfo tensor : header.tensors().values()) {
            long values = tensor.shape().stream().reduce(1L, Math::multiplyExact);
            long bytes = values / tensor.format().values() * tensor.format().bytes();
            spans.add(new long[] {tensor.position(), tensor.position() + bytes});
        }
        spans.sort((a, b) -> Long.compare(a[0], b[0]));
        long before = 0;
        for (long[] span : spans) {
            assertThat(span[0]).isGreaterThanOrEqualTo(before);
            before = span[1];
        }
        assertThat(before).isLessThanOrEqualTo(size);
    }

    @Test
    void twoThousandMutationsAreReadOrRefused() {
        read(good);
        int header = Math.toIntExact(headerEnd());
        int refused = 0;
        for (int i = 0; i < MUTATIONS; i++) {
            byte[] mutated = good.clone();
            int changes = 1 + (int) (CounterRandom.uniform(11, i, -1) * 4);
            for (int c = 0; c < changes; c++) {
                int room = i % 4 == 0 ? mutated.length : header;
                mutated[(int) (CounterRandom.uniform(11, i, c, 0) * room)] =
                        (byte) (CounterRandom.uniform(11, i, c, 1) * 256);
            }
            try {
                read(mutated);
            } catch (Refusal expected) {
                assertThat(expected).hasMessageContaining("m.gguf");
                refused++;
            }
        }
        assertThat(refused).isBetween(MUTATIONS / 2, MUTATIONS - 1);
    }

    private long headerEnd() {
        Path path = Golden.write(folder.resolve("good.gguf"), good);
        try (GgufFile file = GgufFile.open(path)) {
            return file.header().tensors().values().iterator().next().position();
        }
    }

    @Test
    void noCountLengthSizeOrOffsetCanBeChanged() {
        int changed = 0;
        for (JsonNode place : Golden.json("structure.json")) {
            for (int i = 0; i < place.get(1).asInt(); i++) {
                byte[] mutated = good.clone();
                int at = place.get(0).asInt() + i;
                mutated[at] ^= (byte) (1 << (int) (CounterRandom.uniform(13, at) * 8));
                assertThatThrownBy(() -> read(mutated))
                        .as("byte " + at)
                        .isInstanceOf(Refusal.class)
                        .hasMessageContaining("m.gguf");
                changed++;
            }
        }
        assertThat(changed).isGreaterThan(300);
    }
}

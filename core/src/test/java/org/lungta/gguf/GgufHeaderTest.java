package org.lungta.gguf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.lungta.check.Refusal;
import tools.jackson.databind.JsonNode;

class GgufHeaderTest {
    private static final Path FILE = Path.of("m.gguf");
    private static final int F32 = 0;
    private static final int Q8_0 = 8;

    private static GgufHeader parse(byte[] bytes) {
        return GgufHeader.parse(FILE, ByteBuffer.wrap(bytes), bytes.length);
    }

    private static Bytes twoTensors() {
        return Bytes.file(2, 1)
                .string("general.name")
                .u32(8)
                .string("x")
                .tensor("a", F32, 0, 3)
                .tensor("b", Q8_0, 32, 32, 2);
    }

    @Test
    void aSoundFileIsRead() {
        GgufHeader header = parse(twoTensors().pad(32).zeros(32 + 68).done());
        assertThat(header.metadata().text("general.name")).isEqualTo("x");
        assertThat(header.tensor("a").shape()).containsExactly(3L);
        assertThat(header.tensor("b").shape()).containsExactly(2L, 32L);
        assertThat(header.tensor("b").format().name()).isEqualTo("Q8_0");
        assertThat(header.tensor("b").position()).isEqualTo(header.tensor("a").position() + 32);
        parse(twoTensors().pad(32).zeros(32 + 96).done());
    }

    @Test
    void anotherAlignmentIsFollowed() {
        byte[] bytes = Bytes.file(2, 1)
                .string("general.alignment")
                .u32(4)
                .u32(64)
                .tensor("a", F32, 0, 3)
                .tensor("b", F32, 64, 1)
                .pad(64)
                .zeros(68)
                .done();
        assertThat(parse(bytes).tensor("b").position() % 64).isZero();
    }

    static Stream<Arguments> lies() {
        long many = 1L << 63;
        return Stream.of(
                lie(
                        "does not begin with GGUF",
                        new Bytes().raw("GGML").u32(3).i64(0).i64(0)),
                lie("big-endian", new Bytes().raw("GGUF").u32(0x03000000).i64(0).i64(0)),
                lie("GGUF version 1", new Bytes().raw("GGUF").u32(1).i64(0).i64(0)),
                lie("GGUF version 4", new Bytes().raw("GGUF").u32(4).i64(0).i64(0)),
                lie("9223372036854775808 entries", Bytes.file(many, 0)),
                lie("9223372036854775807 entries", Bytes.file(0, Long.MAX_VALUE)),
                lie("18446744073709551615 entries", Bytes.file(-1, 0)),
                lie("inside the metadata", Bytes.file(0, 3).zeros(30)),
                lie(
                        "more than the file has room for",
                        Bytes.file(0, 1).i64(many).zeros(20)),
                lie("is empty", Bytes.file(0, 1).string("").u32(4).u32(1)),
                lie("unknown type 13", Bytes.file(0, 1).string("k").u32(13).u32(1)),
                lie(
                        "unknown type 4294967295",
                        Bytes.file(0, 1).string("k").u32(-1).u32(1)),
                lie(
                        "neither true nor false",
                        Bytes.file(0, 1).string("k").u32(7).u8(2).zeros(9)),
                lie(
                        "array of arrays",
                        Bytes.file(0, 1).string("k").u32(9).u32(9).i64(1).zeros(20)),
                lie(
                        "4611686018427387904 entries",
                        Bytes.file(0, 1).string("k").u32(9).u32(4).i64(1L << 62).zeros(9)),
                lie(
                        "more than the file has room for",
                        Bytes.file(0, 1)
                                .string("k")
                                .u32(9)
                                .u32(8)
                                .i64(2)
                                .string("a")
                                .i64(9)
                                .zeros(3)),
                lie(
                        "twice",
                        Bytes.file(0, 2)
                                .string("k")
                                .u32(4)
                                .u32(1)
                                .string("k")
                                .u32(4)
                                .u32(1)),
                lie("is not UTF-8", Bytes.file(0, 1).i64(1).u8(0xFF).u32(4).u32(1)),
                lie(
                        "power of two",
                        Bytes.file(0, 1).string("general.alignment").u32(4).u32(0)),
                lie(
                        "power of two",
                        Bytes.file(0, 1).string("general.alignment").u32(4).u32(48)),
                lie(
                        "power of two",
                        Bytes.file(0, 1).string("general.alignment").u32(4).u32(1 << 30)),
                lie(
                        "not a whole number",
                        Bytes.file(0, 1).string("general.alignment").u32(6).u32(32)));
    }

    static Stream<Arguments> liesOfTensors() {
        return Stream.of(
                lie("0 sizes", tensors(1).string("a").u32(0).u32(F32).i64(0).zeros(64)),
                lie("5 sizes", tensors(1).tensor("a", F32, 0, 1, 1, 1, 1, 1).zeros(64)),
                lie("4294967295 sizes", tensors(1).string("a").u32(-1).zeros(64)),
                lie("does not fit", tensors(1).tensor("a", F32, 0, 0).zeros(64)),
                lie("does not fit", tensors(1).tensor("a", F32, 0, -1).zeros(64)),
                lie(
                        "does not fit",
                        tensors(1).tensor("a", F32, 0, 1L << 32, 1L << 32).zeros(64)),
                lie(
                        "does not fit",
                        tensors(1).tensor("a", F32, 0, Long.MAX_VALUE).zeros(64)),
                lie(
                        "blocks of 32 do not fill",
                        tensors(1).tensor("a", Q8_0, 0, 31).zeros(64)),
                lie("ggml type 99", tensors(1).tensor("a", 99, 0, 32).zeros(64)),
                lie(
                        "not aligned",
                        tensors(2)
                                .tensor("a", F32, 0, 3)
                                .tensor("b", F32, 12, 1)
                                .pad(32)
                                .zeros(64)),
                lie(
                        "overlap",
                        tensors(2)
                                .tensor("a", F32, 0, 16)
                                .tensor("b", F32, 32, 1)
                                .pad(32)
                                .zeros(96)),
                lie(
                        "leave a gap",
                        tensors(2)
                                .tensor("a", F32, 0, 3)
                                .tensor("b", F32, 64, 1)
                                .pad(32)
                                .zeros(96)),
                lie(
                        "18446744073709551584",
                        tensors(1).tensor("a", F32, -32, 3).pad(32).zeros(64)),
                lie(
                        "9223372036854775776",
                        tensors(1)
                                .tensor("a", F32, Long.MAX_VALUE - 31, 3)
                                .pad(32)
                                .zeros(64)),
                lie(
                        "two tensors \"a\"",
                        tensors(2)
                                .tensor("a", F32, 0, 3)
                                .tensor("a", F32, 32, 3)
                                .pad(32)
                                .zeros(64)),
                lie("cut off", tensors(1).tensor("a", F32, 0, 9).pad(32).zeros(35)),
                lie("belong to none", tensors(1).tensor("a", F32, 0, 8).pad(32).zeros(64)));
    }

    private static Bytes tensors(int count) {
        return Bytes.file(count, 0);
    }

    private static Arguments lie(String message, Bytes bytes) {
        return Arguments.of(message, bytes);
    }

    @ParameterizedTest
    @MethodSource({"lies", "liesOfTensors"})
    void everyLieIsRefusedByName(String message, Bytes bytes) {
        assertThatThrownBy(() -> parse(bytes.done()))
                .isInstanceOf(Refusal.class)
                .hasMessageContaining("m.gguf")
                .hasMessageContaining(message);
    }

    @Test
    void aFileThatIsCutOffAnywhereIsRefused() {
        byte[] whole = Golden.bytes("qwen3.gguf");
        GgufHeader header = parse(whole);
        TensorInfo last = header.tensors().values().stream().reduce((a, b) -> b).orElseThrow();
        int end = (int) (last.position() + last.bytes());
        List<Integer> boundaries = Golden.json("structure.json")
                .valueStream()
                .flatMap(place -> Stream.of(place.get(0), place.get(1)))
                .map(JsonNode::asInt)
                .toList();
        assertThat(boundaries).hasSizeGreaterThan(100);
        Stream<Integer> lengths = Stream.concat(
                Stream.iterate(0, length -> length < end, length -> length + 61),
                Stream.of(end - 1, (int) last.position(), (int) last.position() - 1));
        Stream.concat(lengths, boundaries.stream().flatMap(at -> Stream.of(at, at + 1)))
                .forEach(length -> assertThatThrownBy(() -> parse(Arrays.copyOf(whole, length)))
                        .as("cut at " + length)
                        .isInstanceOf(Refusal.class)
                        .hasMessageContaining("m.gguf"));
    }
}

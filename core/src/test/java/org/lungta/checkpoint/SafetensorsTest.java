package org.lungta.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.lungta.check.Refusal;

class SafetensorsTest {
    private static final String GOOD =
            "{\"__metadata__\":{\"format\":\"pt\"},\"a\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[0,8]},"
                    + "\"b\":{\"dtype\":\"BF16\",\"shape\":[1,3],\"data_offsets\":[8,14]}}";

    @TempDir
    private Path folder;

    private Path file(String header, int data) throws IOException {
        byte[] json = header.getBytes(StandardCharsets.UTF_8);
        ByteBuffer bytes = ByteBuffer.allocate(8 + json.length + data).order(ByteOrder.LITTLE_ENDIAN);
        bytes.putLong(json.length).put(json);
        return Files.write(folder.resolve("model.safetensors"), bytes.array());
    }

    @Test
    void whatTheWriterWritesTheReaderReads() {
        Path file = folder.resolve("x.safetensors");
        ByteBuffer two = ByteBuffer.allocateDirect(8)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putFloat(1.5f)
                .putFloat(-2);
        SafetensorsWriter.write(
                file,
                Map.of("format", "pt"),
                List.of(new SafetensorsWriter.Tensor(
                        "a", DType.F32, List.of(2L), () -> two.duplicate().flip())));
        Safetensors read = Safetensors.open(file);
        assertThat(read.metadata()).containsExactly(Map.entry("format", "pt"));
        assertThat(read.entries().get("a").shape()).containsExactly(2L);
        assertThat(read.bytes("a").getFloat(4)).isEqualTo(-2);
        assertThat(folder).isDirectoryNotContaining("glob:**.writing");
    }

    @Test
    void aSoundFileIsRead() throws IOException {
        Safetensors read = Safetensors.open(file(GOOD, 14));
        assertThat(read.entries().keySet()).containsExactly("a", "b");
        assertThat(read.bytes("b").remaining()).isEqualTo(6);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "[2]            | [3]                         | not 8 bytes",
                "[0,8]          | [0,9]                       | not 9 bytes",
                "[8,14]         | [9,15]                      | 15 of 14",
                "[8,14]         | [0,6]                       | overlap or leave a gap",
                "[8,14]         | [14,8]                      | bytes 14 to 8",
                "[8,14]         | [-8,-2]                     | whole number from 0",
                "[2]            | [9223372036854775807,9]     | impossible shape",
                "[2]            | [99999999999999999999]      | whole number from 0",
                "[2]            | [2.0]                       | whole number from 0",
                "\"F32\"        | \"F31\"                     | unknown dtype",
                "\"b\"          | \"a\"                       | not valid JSON",
                "\"shape\":[2], | ''                          | not described by",
                "}}             | }                           | not valid JSON",
                "[1,3]          | [-1,-3]                     | whole number from 0",
                "[1,3]          | [4294967296,4294967296]     | impossible shape",
                "[1,3]          | [0,3]                       | not 6 bytes",
                "[0,8]          | [9223372036854775800,9223372036854775807] | of 14",
                "[0,8]          | [0,18446744073709551616]    | whole number from 0",
                "[8,14]         | [7,14]                      | not 7 bytes",
                "[8,14]         | [2,8]                       | overlap or leave a gap",
                "[0,8]          | [0,8,8]                     | two data_offsets",
                "[0,8]          | [null,8]                    | whole number from 0",
                "\"F32\"        | \"I64\"                     | not 8 bytes",
                "\"F32\"        | null                        | not described by",
                "{\"format\"    | {\"format\":1,\"x\"         | not a string",
            })
    void everyLieIsRefusedByName(String truth, String lie, String message) throws IOException {
        assertThat(GOOD).contains(truth);
        Path file = file(GOOD.replace(truth, lie), 14);
        assertThatThrownBy(() -> Safetensors.open(file))
                .isInstanceOf(Refusal.class)
                .hasMessageContaining("model.safetensors")
                .hasMessageContaining(message);
    }

    @Test
    void cutOffEmptyAndOverlongFilesAreRefused() throws IOException {
        for (Path file : List.of(file(GOOD, 13), file(GOOD, 15))) {
            assertThatThrownBy(() -> Safetensors.open(file)).isInstanceOf(Refusal.class);
        }
        Path empty = Files.write(folder.resolve("empty.safetensors"), new byte[3]);
        assertThatThrownBy(() -> Safetensors.open(empty))
                .isInstanceOf(Refusal.class)
                .hasMessageContaining("3 bytes");
        Path huge = Files.write(folder.resolve("huge.safetensors"), new byte[] {-1, -1, -1, -1, -1, -1, -1, 127, 0, 0});
        assertThatThrownBy(() -> Safetensors.open(huge))
                .isInstanceOf(Refusal.class)
                .hasMessageContaining("header claims");
        assertThatThrownBy(() -> Safetensors.open(folder.resolve("none"))).isInstanceOf(Refusal.class);
    }

    @Test
    void picklesAndShardsOutsideTheFolderAreRefused() throws IOException {
        Files.write(folder.resolve("pytorch_model.bin"), new byte[] {1});
        assertThatThrownBy(() -> TensorFolder.open(folder))
                .isInstanceOf(Refusal.class)
                .hasMessageContaining("pickle");
        for (String shard : Stream.of("../x.safetensors", "/etc/passwd", "").toList()) {
            Files.writeString(
                    folder.resolve("model.safetensors.index.json"), "{\"weight_map\":{\"a\":\"" + shard + "\"}}");
            assertThatThrownBy(() -> TensorFolder.open(folder))
                    .isInstanceOf(Refusal.class)
                    .hasMessageContaining("not a file of the folder");
        }
    }

    @Test
    void anIndexAndItsShardsMustAgree() throws IOException {
        file(GOOD, 14);
        Path index = folder.resolve("model.safetensors.index.json");
        Files.writeString(index, "{\"weight_map\":{\"a\":\"model.safetensors\"}}");
        assertThatThrownBy(() -> TensorFolder.open(folder))
                .hasMessageContaining("\"b\"")
                .hasMessageContaining("not listed");
        Files.writeString(
                index,
                "{\"weight_map\":{\"a\":\"model.safetensors\",\"b\":\"model.safetensors\",\"c\":\"model.safetensors\"}}");
        assertThatThrownBy(() -> TensorFolder.open(folder))
                .hasMessageContaining("\"c\"")
                .hasMessageContaining("it is not");
        Files.writeString(index, "{\"weight_map\":{\"a\":\"model.safetensors\",\"b\":\"model.safetensors\"}}");
        assertThat(TensorFolder.open(folder).names()).containsExactly("a", "b");
    }

    @Test
    void aFullDiskLeavesNothing() {
        Path full = Path.of("/dev/full/x");
        assertThatThrownBy(() -> AtomicFiles.write(full, "x"))
                .isInstanceOf(Refusal.class)
                .hasMessageContaining("free some space");
    }
}

package org.lungta.gguf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.lungta.check.Refusal;
import tools.jackson.databind.JsonNode;

class BlockFormatsTest {
    private static final Path FILE = Path.of("m.gguf");

    static Stream<JsonNode> blocks() {
        return Golden.json("blocks.json").valueStream();
    }

    @ParameterizedTest
    @MethodSource("blocks")
    void everyBitIsThatOfTheGgufPackage(JsonNode golden) {
        BlockFormat format = BlockFormats.of(FILE, "t", golden.path("number").asLong());
        assertThat(format.name()).isEqualTo(golden.path("format").asString());
        ByteBuffer blocks = little(golden.path("bytes").asString());
        ByteBuffer expected = little(golden.path("float32").asString());
        float[] found = new float[format.values()];
        int count = blocks.remaining() / format.bytes();
        assertThat(count).isGreaterThan(1);
        assertThat(expected.remaining()).isEqualTo(count * format.values() * Float.BYTES);
        for (int block = 0; block < count; block++) {
            format.read(blocks, block * format.bytes(), found, 0);
            for (float value : found) {
                assertThat(Float.floatToRawIntBits(value)).isEqualTo(expected.getInt());
            }
        }
    }

    @Test
    void allElevenFormatsHaveBlocks() {
        assertThat(blocks()).hasSize(11);
    }

    @Test
    void infinityAndNoNumberStayWhatTheyAre() {
        assertThat(Half.read(little("007c"), 0)).isEqualTo(Float.POSITIVE_INFINITY);
        assertThat(Half.read(little("00fc"), 0)).isEqualTo(Float.NEGATIVE_INFINITY);
        assertThat(Half.read(little("017e"), 0)).isNaN();
    }

    @ParameterizedTest
    @CsvSource({
        "3f800000, 3f80", // 1
        "3f808000, 3f80", // half way, the even one is below
        "3f818000, 3f82", // half way, the even one is above
        "3f808001, 3f81", // above half way
        "3f807fff, 3f80", // below half way
        "bf818000, bf82", // the same for negative numbers
        "80000000, 8000", // minus zero
        "7f7fffff, 7f80", // too large
        "00000001, 0000", // too small
    })
    void aFloatIsRoundedToTheNearestBfloat16(String bits, String rounded) {
        float value = Float.intBitsToFloat(Integer.parseUnsignedInt(bits, 16));
        assertThat(Weight.bfloat16(value) & 0xFFFF).isEqualTo(Integer.parseInt(rounded, 16));
    }

    @Test
    void otherFormatsAreRefusedWithTheOnesThatAreRead() {
        assertThatThrownBy(() -> BlockFormats.of(FILE, "blk.0.attn_q.weight", 10))
                .isInstanceOf(Refusal.class)
                .hasMessageContaining("m.gguf")
                .hasMessageContaining("blk.0.attn_q.weight")
                .hasMessageContaining("ggml type 10")
                .hasMessageContaining("Q8_0");
    }

    private static ByteBuffer little(String hex) {
        return ByteBuffer.wrap(HexFormat.of().parseHex(hex)).order(ByteOrder.LITTLE_ENDIAN);
    }
}

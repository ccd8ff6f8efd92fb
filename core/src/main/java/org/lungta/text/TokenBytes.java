package org.lungta.text;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;

/**
 * The bytes that tokens spell. A byte-level vocabulary writes each of the 256 bytes as one visible character: itself for
 * 0x21-0x7E, 0xA1-0xAC and 0xAE-0xFF, and U+0100, U+0101, ... for the others in their order (GPT-2). A vocabulary with byte
 * fallback writes a byte as {@code <0xE0>}.
 */
final class TokenBytes {
    private static final Map<Integer, Integer> BYTE_OF = bytesByCharacter();

    private final boolean byteLevel;

    TokenBytes(boolean byteLevel) {
        this.byteLevel = byteLevel;
    }

    /** Appends the bytes of one token's text. */
    void append(String text, ByteArrayOutputStream out) {
        if (byteLevel && text.codePoints().allMatch(BYTE_OF::containsKey)) {
            text.codePoints().forEach(codePoint -> out.write(BYTE_OF.get(codePoint)));
        } else if (!byteLevel && text.matches("<0x[0-9A-Fa-f]{2}>")) {
            out.write(Integer.parseInt(text, 3, 5, 16));
        } else {
            out.writeBytes(text.getBytes(StandardCharsets.UTF_8));
        }
    }

    static boolean isUtf8(byte[] bytes) {
        try {
            StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes));
            return true;
        } catch (CharacterCodingException e) {
            return false;
        }
    }

    private static Map<Integer, Integer> bytesByCharacter() {
        Map<Integer, Integer> bytes = new HashMap<>();
        int next = 0x100;
        for (int b = 0; b < 0x100; b++) {
            boolean visible = 0x21 <= b && b <= 0x7E || 0xA1 <= b && b <= 0xAC || 0xAE <= b;
            bytes.put(visible ? b : next++, b);
        }
        return bytes;
    }
}

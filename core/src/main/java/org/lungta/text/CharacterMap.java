package org.lungta.text;

import static org.lungta.check.Check.refuse;
import static org.lungta.check.Check.require;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Deque;
import tools.jackson.databind.JsonNode;

/**
 * SentencePiece's precompiled character map: a double-array trie of 32-bit units over bytes, then texts that end in a zero byte.
 * The library that walks it checks no index and ends the process on a wrong one, so every step that some text could make is
 * checked beforehand.
 *
 * <pre>
 *   unit: bit 31 and bits 0-7 the label, bit 8 has a value, bits 10-30 the offset, shifted left by 8 where bit 9 is set
 *   child of position p by byte c: the unit at p xor c, if its label is c; its position is (p xor c) xor offset
 *   value at position p: bits 0-30 of the unit at p, where a text begins
 * </pre>
 */
final class CharacterMap {
    private static final int BYTES = 256;
    private static final int WORD = Integer.BYTES;

    /** Bytes that one character becomes; the longest of Unicode's own has 33. */
    private static final int LONGEST = 256;

    private final Path file;
    private final int[] units;
    private final byte[] texts;

    private CharacterMap(Path file, int[] units, byte[] texts) {
        this.file = file;
        this.units = units;
        this.texts = texts;
    }

    /** Refuses a map that some text could lead out of itself. */
    static void check(Path file, JsonNode encoded) {
        require(encoded.isString(), "%s: precompiled_charsmap is no text", file);
        byte[] bytes;
        try {
            bytes = java.util.Base64.getDecoder().decode(encoded.stringValue());
        } catch (IllegalArgumentException noBase64) {
            throw refuse(
                    "%s: precompiled_charsmap is not base64 (%s): copy the file again", file, noBase64.getMessage());
        }
        ByteBuffer map = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        require(bytes.length >= WORD, "%s: precompiled_charsmap has %d bytes: copy the file again", file, bytes.length);
        long size = Integer.toUnsignedLong(map.getInt()) / WORD;
        require(
                0 < size && WORD + size * WORD <= bytes.length,
                "%s: precompiled_charsmap claims %d units, but has %d bytes: copy the file again",
                file,
                size,
                bytes.length);
        int[] units = new int[(int) size];
        map.asIntBuffer().get(units);
        byte[] texts = Arrays.copyOfRange(bytes, (int) (WORD + size * WORD), bytes.length);
        require(TokenBytes.isUtf8(texts), "%s: precompiled_charsmap holds texts that are not UTF-8", file);
        new CharacterMap(file, units, texts).walk();
    }

    private void walk() {
        BitSet seen = new BitSet();
        Deque<Integer> open = new ArrayDeque<>();
        visit(offset(units[0]), seen, open);
        while (!open.isEmpty()) {
            int position = open.pop();
            for (int c = 1; c < BYTES; c++) {
                int at = position ^ c;
                int unit = units[at];
                if ((unit & (1 << 31 | 0xFF)) != c) {
                    continue;
                }
                int next = at ^ offset(unit);
                visit(next, seen, open);
                if ((unit >>> 8 & 1) == 1) {
                    value(units[next] & Integer.MAX_VALUE);
                }
            }
        }
    }

    private void visit(int position, BitSet seen, Deque<Integer> open) {
        require(
                (position | (BYTES - 1)) < units.length,
                "%s: precompiled_charsmap leads to unit %d of %d: it is damaged; copy the file again",
                file,
                position,
                units.length);
        if (!seen.get(position)) {
            seen.set(position);
            open.push(position);
        }
    }

    private void value(int text) {
        require(
                text <= texts.length
                        && length(text) <= LONGEST
                        && (text == texts.length || (texts[text] & 0xC0) != 0x80),
                "%s: precompiled_charsmap names byte %d of %d, where no text begins: copy the file again",
                file,
                text,
                texts.length);
    }

    private int length(int text) {
        int end = text;
        while (end < texts.length && texts[end] != 0) {
            end++;
        }
        return end - text;
    }

    private static int offset(int unit) {
        return unit >>> 10 << ((unit & 1 << 9) >>> 6);
    }
}

package org.lungta.gguf;

import static org.lungta.check.Check.refuse;
import static org.lungta.check.Check.require;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.lungta.check.Refusal;

/**
 * A place in the file's beginning, moving forward. Nothing is read past the end, and no number of the file is believed before it
 * was held against the bytes that remain.
 */
final class Cursor {
    private final Path file;
    private final ByteBuffer bytes;
    private String what = "the header";

    Cursor(Path file, ByteBuffer bytes) {
        this.file = file;
        this.bytes = bytes.duplicate().order(ByteOrder.LITTLE_ENDIAN);
    }

    /** The same bytes from another place on. */
    Cursor at(int position) {
        Cursor other = new Cursor(file, bytes);
        other.bytes.position(position);
        return other;
    }

    /** Says what is being read, for the refusal. */
    Cursor reading(String what) {
        this.what = what;
        return this;
    }

    int position() {
        return bytes.position();
    }

    /** Refuses unless this many bytes remain. */
    Cursor need(long count) {
        require(
                0 <= count && count <= bytes.remaining(),
                "%s: the file ends inside %s (%s bytes wanted at byte %d of %d): it is cut off or damaged; copy it again",
                file,
                what,
                Long.toUnsignedString(count),
                bytes.position(),
                bytes.limit());
        return this;
    }

    int u8() {
        return need(1).bytes.get() & 0xFF;
    }

    int i32() {
        return need(4).bytes.getInt();
    }

    long u32() {
        return i32() & 0xFFFF_FFFFL;
    }

    long i64() {
        return need(8).bytes.getLong();
    }

    /** A count of things that take at least {@code least} bytes each, so that the rest of the file has room for them. */
    int count(long least) {
        long count = i64();
        require(
                0 <= count && count <= bytes.remaining() / least,
                "%s: %s claims to have %s entries, more than the file has room for: it is damaged; copy it again",
                file,
                what,
                Long.toUnsignedString(count));
        return (int) count;
    }

    /** Moves on by entries of one size. */
    void skip(long count, long size) {
        need(count * size).bytes.position(bytes.position() + (int) (count * size));
    }

    void skipString() {
        skip(count(1), 1);
    }

    String string() {
        int length = count(1);
        ByteBuffer text = bytes.slice(bytes.position(), length);
        bytes.position(bytes.position() + length);
        try {
            return StandardCharsets.UTF_8.newDecoder().decode(text).toString();
        } catch (CharacterCodingException notText) {
            throw wrong("is not UTF-8");
        }
    }

    /** The refusal of what is being read. */
    Refusal wrong(String problem) {
        return refuse("%s: %s %s: the file is damaged; copy it again", file, what, problem);
    }
}

package org.lungta.gguf;

import static org.lungta.check.Check.refuse;
import static org.lungta.check.Check.require;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** An open GGUF file: its header, mapped, and its tensors' bytes on demand. */
final class GgufFile implements AutoCloseable {
    private final Path path;
    private final FileChannel channel;
    private final GgufHeader header;

    private GgufFile(Path path, FileChannel channel, GgufHeader header) {
        this.path = path;
        this.channel = channel;
        this.header = header;
    }

    static GgufFile open(Path path) {
        require(Files.isRegularFile(path), "%s is not a file; give a .gguf file", path);
        try {
            FileChannel channel = FileChannel.open(path, StandardOpenOption.READ);
            try {
                long size = channel.size();
                ByteBuffer start = channel.map(FileChannel.MapMode.READ_ONLY, 0, Math.min(size, Integer.MAX_VALUE));
                return new GgufFile(path, channel, GgufHeader.parse(path, start, size));
            } catch (IOException | RuntimeException failed) {
                channel.close();
                throw failed;
            }
        } catch (IOException unreadable) {
            throw refuse("%s cannot be read: %s", path, unreadable);
        }
    }

    Path path() {
        return path;
    }

    GgufHeader header() {
        return header;
    }

    /** Fills what remains of the buffer from this position of the file on. */
    void read(long position, ByteBuffer into) {
        try {
            long at = position;
            while (into.hasRemaining()) {
                int read = channel.read(into, at);
                require(read > 0, "%s has become shorter while it was read: leave it alone meanwhile", path);
                at += read;
            }
        } catch (IOException unreadable) {
            throw refuse("%s cannot be read: %s", path, unreadable);
        }
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException failed) {
            throw refuse("%s cannot be closed: %s", path, failed);
        }
    }
}

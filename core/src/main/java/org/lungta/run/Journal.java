package org.lungta.run;

import static org.lungta.check.Check.refuse;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import tools.jackson.databind.json.JsonMapper;

/** A file of JSON lines that grows with the run. A checkpoint remembers its length, and a resumed run cuts it back to that. */
final class Journal implements AutoCloseable {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final Path file;
    private final FileChannel channel;

    Journal(Path file) {
        this.file = file;
        try {
            this.channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            channel.position(channel.size());
        } catch (IOException failed) {
            throw refuse("%s cannot be opened: %s", file, failed);
        }
    }

    void append(Object line) {
        try {
            ByteBuffer bytes = ByteBuffer.wrap((JSON.writeValueAsString(line) + "\n").getBytes(StandardCharsets.UTF_8));
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
        } catch (IOException full) {
            throw refuse("%s cannot be written (%s): free some space, then run again with --resume", file, full);
        }
    }

    /** Bytes so far, all of them on disk. */
    long length() {
        try {
            channel.force(false);
            return channel.position();
        } catch (IOException failed) {
            throw refuse("%s cannot be written: %s", file, failed);
        }
    }

    /** Forgets everything after this many bytes. */
    void cut(long length) {
        try {
            channel.truncate(length);
            channel.position(length);
        } catch (IOException failed) {
            throw refuse("%s cannot be cut back: %s", file, failed);
        }
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException failed) {
            throw refuse("%s cannot be closed: %s", file, failed);
        }
    }
}

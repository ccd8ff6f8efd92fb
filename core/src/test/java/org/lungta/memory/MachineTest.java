package org.lungta.memory;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MachineTest {
    private static final long RESIDENT = 100;

    @TempDir
    private Path folder;

    @BeforeEach
    void thereAreThreeMebibytesFree() throws IOException {
        write("proc/meminfo", "MemTotal:  9999 kB\nMemAvailable:  3072 kB\n");
    }

    private void write(String name, String text) throws IOException {
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }

    private Machine machine() {
        return Machine.of(folder.resolve("proc"), folder.resolve("cgroup"), RESIDENT);
    }

    @Test
    void withoutLimitsThereIsWhatIsFreeAndWhatTheProcessHas() throws IOException {
        write("proc/self/cgroup", "0::/\n");
        write("cgroup/memory.max", "max\n");
        write("cgroup/memory.current", "500\n");
        assertThat(machine().room()).isEqualTo(3072 * 1024 + RESIDENT);
    }

    @Test
    void theLimitOfAGroupAboveCountsAndCachedFilesDoNot() throws IOException {
        write("proc/self/cgroup", "0::/slice/run\n");
        write("cgroup/slice/memory.max", "10000\n");
        write("cgroup/slice/memory.current", "9000\n");
        write("cgroup/slice/memory.stat", "anon 1\ninactive_file 3000\n");
        write("cgroup/slice/run/memory.max", "max\n");
        write("cgroup/slice/run/memory.current", "8000\n");
        assertThat(machine().room()).isEqualTo(10000 - 9000 + 3000 + RESIDENT);
        assertThat(machine().bound()).endsWith("slice");
    }

    @Test
    void theFirstVersionOfGroupsIsReadToo() throws IOException {
        write("proc/self/cgroup", "4:memory:/job\n1:cpu:/job\n0::/\n");
        write("cgroup/memory/job/memory.limit_in_bytes", "5000\n");
        write("cgroup/memory/job/memory.usage_in_bytes", "2000\n");
        write("cgroup/memory/memory.limit_in_bytes", "9223372036854771712\n");
        write("cgroup/memory/memory.usage_in_bytes", "2000\n");
        assertThat(machine().room()).isEqualTo(3000 + RESIDENT);
    }

    @Test
    void whereNothingIsToldThereIsRoomForAnything() throws IOException {
        Files.delete(folder.resolve("proc/meminfo"));
        assertThat(machine().room()).isEqualTo(Long.MAX_VALUE);
    }
}

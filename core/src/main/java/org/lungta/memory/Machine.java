package org.lungta.memory;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalLong;
import org.lungta.tensor.Device;
import org.lungta.tensor.Engine;

/**
 * What this process may hold: what is free, with what it has already, within the limits of its control groups.
 *
 * @param bound what sets the limit, in words
 */
public record Machine(long room, String bound) {
    /** A cgroup without a limit says a number near 2^63 (version 1) or "max" (version 2). */
    private static final long UNLIMITED = 1L << 60;

    /** This machine; where it tells nothing (no /proc), there is room for anything. */
    public static Machine here() {
        if (Engine.device() == Device.CUDA) {
            return new Machine(Long.MAX_VALUE, "the memory of a GPU is not asked");
        }
        return of(Path.of("/proc"), Path.of("/sys/fs/cgroup"), Engine.residentBytes());
    }

    /** The same from these folders. */
    static Machine of(Path proc, Path cgroups, long resident) {
        OptionalLong free = field(proc.resolve("meminfo"), "MemAvailable:", 1024);
        if (free.isEmpty()) {
            return new Machine(Long.MAX_VALUE, "unknown here");
        }
        Machine machine = new Machine(free.getAsLong() + resident, "free memory");
        for (String line : lines(proc.resolve("self/cgroup"))) {
            String[] parts = line.split(":", 3); // number:controllers:path
            if (parts.length == 3 && parts[1].isEmpty()) {
                machine = machine.within(cgroups, parts[2], "memory.max", "memory.current", resident);
            } else if (parts.length == 3 && List.of(parts[1].split(",")).contains("memory")) {
                machine = machine.within(
                        cgroups.resolve("memory"),
                        parts[2],
                        "memory.limit_in_bytes",
                        "memory.usage_in_bytes",
                        resident);
            }
        }
        return machine;
    }

    /** Within the limits of a group and of those above it, whose cached files can be given up. */
    private Machine within(Path root, String path, String limit, String usage, long resident) {
        Machine machine = this;
        Path end = root.resolve(path.substring(Math.min(1, path.length())));
        for (Path group = end; group != null && group.startsWith(root); group = group.getParent()) {
            OptionalLong most = number(group.resolve(limit));
            OptionalLong used = number(group.resolve(usage));
            if (most.isPresent() && used.isPresent() && most.getAsLong() < UNLIMITED) {
                long cached =
                        field(group.resolve("memory.stat"), "inactive_file", 1).orElse(0);
                long left = Math.max(0, most.getAsLong() - used.getAsLong() + cached) + resident;
                machine = left < machine.room ? new Machine(left, "the limit of the control group " + group) : machine;
            }
        }
        return machine;
    }

    private static OptionalLong number(Path file) {
        return lines(file).stream()
                .filter(line -> line.matches("[0-9]{1,19}"))
                .mapToLong(line -> Long.parseUnsignedLong(line) < 0 ? Long.MAX_VALUE : Long.parseLong(line))
                .findFirst();
    }

    private static OptionalLong field(Path file, String name, long unit) {
        return lines(file).stream()
                .map(line -> line.split("\\s+"))
                .filter(words -> words.length > 1 && words[0].equals(name))
                .mapToLong(words -> Long.parseLong(words[1]) * unit)
                .findFirst();
    }

    private static List<String> lines(Path file) {
        try {
            return Files.isReadable(file) ? Files.readAllLines(file, StandardCharsets.UTF_8) : List.of();
        } catch (IOException absent) {
            return List.of();
        }
    }
}

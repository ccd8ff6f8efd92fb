package org.lungta.app;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Runs of a recipe in a process of its own, which a test may end.
 *
 * @param recipe below recipes/
 * @param log where the latest process leaves its output
 */
record Child(String recipe, List<String> overrides, Path log) {
    /** When to end a run that was started so many milliseconds ago. */
    interface Moment {
        boolean reached(long millis) throws IOException;
    }

    /** Begins in this folder, or goes on there. */
    Process start(Path run) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx512m",
                "-XX:+UseSerialGC",
                "-Dorg.bytedeco.javacpp.maxPhysicalBytes=0",
                "-cp",
                System.getProperty("java.class.path"),
                "org.lungta.app.Main",
                "run",
                "../recipes/" + recipe,
                "--resume",
                "--output",
                run.toString()));
        overrides.forEach(o -> command.addAll(List.of("--set", o)));
        ProcessBuilder builder =
                new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile());
        builder.environment().put("GOMP_SPINCOUNT", "10000");
        builder.environment().put("RUST_FLAVOR", "cpu");
        return builder.start();
    }

    /** Goes on to the end; the exit status. */
    int finish(Path run) throws IOException, InterruptedException {
        return start(run).waitFor();
    }

    /** Watches a process that was just started; false if it ended before the moment came. */
    static boolean lives(Process process, Moment moment) throws IOException {
        long begin = System.nanoTime();
        while (process.isAlive()) {
            if (moment.reached(TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begin))) {
                return true;
            }
            Thread.onSpinWait();
        }
        return false;
    }
}

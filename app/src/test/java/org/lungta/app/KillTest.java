package org.lungta.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lungta.lab.TinyWorld;
import org.lungta.random.CounterRandom;

/** A run that is killed and resumed, again and again, leaves the bytes of one that was not. */
class KillTest {
    private static final List<String> FILES = List.of(
            "journal.jsonl",
            "rollouts.jsonl",
            "results.json",
            "cold-start/adapter/adapter_model.safetensors",
            "grpo/adapter/adapter_model.safetensors");
    private static final int KILLS = 10;
    private static final long SEED = 20;

    @TempDir
    private Path folder;

    /** When to kill. */
    private interface Moment {
        boolean reached(Path run, long millis) throws IOException;
    }

    @Test
    void tenKillsLeaveNoTrace() throws Exception {
        TinyWorld.write(folder.resolve("world"), 7);
        Path whole = folder.resolve("whole");
        long begin = System.nanoTime();
        assertThat(start(whole).waitFor()).isZero();
        long wall = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begin);

        int killed = 0;
        for (int run = 0; killed < KILLS; run++) {
            Path interrupted = folder.resolve("interrupted-" + run);
            int before = killed;
            while (killed < KILLS && kill(interrupted, moment(killed, wall))) {
                killed++;
            }
            assertThat(killed).as("kills of run %d", run).isGreaterThan(before);
            assertThat(start(interrupted).waitFor()).isZero();
            for (String file : FILES) {
                assertThat(interrupted.resolve(file))
                        .as("after kill %d", killed)
                        .hasSameBinaryContentAs(whole.resolve(file));
            }
        }
    }

    /** Six instants uniform in a run's wall time, two right behind a step (inside the next rollout), two inside a checkpoint. */
    private static Moment moment(int kill, long wall) {
        if (kill % 5 == 1) {
            long[] length = {-1};
            return (run, millis) -> {
                Path rollouts = run.resolve("rollouts.jsonl");
                long now = Files.exists(rollouts) ? Files.size(rollouts) : 0;
                boolean grown = length[0] >= 0 && now > length[0];
                length[0] = now;
                return grown;
            };
        }
        if (kill % 5 == 3) {
            return (run, millis) ->
                    Files.exists(run.resolve("cold-start/writing")) || Files.exists(run.resolve("grpo/writing"));
        }
        long instant = (long) (CounterRandom.uniform(SEED, kill) * wall);
        return (run, millis) -> millis >= instant;
    }

    /** Runs until the moment and kills; false if the run ended before. */
    private boolean kill(Path run, Moment moment) throws Exception {
        long begin = System.nanoTime();
        Process process = start(run);
        while (process.isAlive()) {
            if (moment.reached(run, TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begin))) {
                process.destroyForcibly().waitFor();
                return true;
            }
            Thread.onSpinWait();
        }
        return false;
    }

    private Process start(Path run) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx512m",
                "-XX:+UseSerialGC",
                "-Dorg.bytedeco.javacpp.maxPhysicalBytes=0",
                "-cp",
                System.getProperty("java.class.path"),
                "org.lungta.app.Main",
                "run",
                "../recipes/smoke.yaml",
                "--resume",
                "--output",
                run.toString()));
        overrides().forEach(o -> command.addAll(List.of("--set", o)));
        ProcessBuilder builder = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("log").toFile());
        builder.environment().put("GOMP_SPINCOUNT", "10000");
        builder.environment().put("RUST_FLAVOR", "cpu");
        return builder.start();
    }

    private Stream<String> overrides() {
        return Stream.concat(Stream.of("data=" + folder.resolve("world")), Arrays.stream(new String[] {
            "checkpoint-every=3",
            "cards=" + folder.resolve("cards"),
            "cold-start.pairs=48",
            "cold-start.epochs=4",
            "cold-start.dev-every=4",
            "grpo.steps=8",
            "grpo.pool=8",
            "evaluation.test=8",
            "evaluation.contexts=2",
            "evaluation.held-out=8",
            "adapter.dropout=0.1",
            "world=null"
        }));
    }
}

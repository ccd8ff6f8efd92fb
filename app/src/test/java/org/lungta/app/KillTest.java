package org.lungta.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
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

    @Test
    void tenKillsLeaveNoTrace() throws Exception {
        TinyWorld.write(folder.resolve("world"), 7);
        Child child = new Child("smoke.yaml", overrides(), folder.resolve("log"));
        Path whole = folder.resolve("whole");
        long begin = System.nanoTime();
        assertThat(child.finish(whole)).isZero();
        long wall = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begin);

        int killed = 0;
        for (int run = 0; killed < KILLS; run++) {
            Path interrupted = folder.resolve("interrupted-" + run);
            int before = killed;
            while (killed < KILLS && kill(child.start(interrupted), moment(interrupted, killed, wall))) {
                killed++;
            }
            assertThat(killed).as("kills of run %d", run).isGreaterThan(before);
            assertThat(child.finish(interrupted)).isZero();
            for (String file : FILES) {
                assertThat(interrupted.resolve(file))
                        .as("after kill %d", killed)
                        .hasSameBinaryContentAs(whole.resolve(file));
            }
        }
    }

    /** Six instants uniform in a run's wall time, two right behind a step (inside the next rollout), two inside a checkpoint. */
    private static Child.Moment moment(Path run, int kill, long wall) {
        if (kill % 5 == 1) {
            long[] length = {-1};
            return millis -> {
                Path rollouts = run.resolve("rollouts.jsonl");
                long now = Files.exists(rollouts) ? Files.size(rollouts) : 0;
                boolean grown = length[0] >= 0 && now > length[0];
                length[0] = now;
                return grown;
            };
        }
        if (kill % 5 == 3) {
            return millis ->
                    Files.exists(run.resolve("cold-start/writing")) || Files.exists(run.resolve("grpo/writing"));
        }
        long instant = (long) (CounterRandom.uniform(SEED, kill) * wall);
        return millis -> millis >= instant;
    }

    /** False if the run ended before the moment. */
    private static boolean kill(Process process, Child.Moment moment) throws Exception {
        boolean lives = Child.lives(process, moment);
        if (lives) {
            process.destroyForcibly().waitFor();
        }
        return lives;
    }

    private List<String> overrides() {
        return List.of(
                "data=" + folder.resolve("world"),
                "cards=" + folder.resolve("cards"),
                "checkpoint-every=3",
                "cold-start.pairs=48",
                "cold-start.epochs=4",
                "cold-start.dev-every=4",
                "grpo.steps=8",
                "grpo.pool=8",
                "evaluation.test=8",
                "evaluation.contexts=2",
                "evaluation.held-out=8",
                "adapter.dropout=0.1",
                "world=null");
    }
}

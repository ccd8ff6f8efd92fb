package org.lungta.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lungta.lab.TinyWorld;

/** An adaptation that is asked to stop saves where it is and, resumed, leaves the bytes of one that was not. */
class StopTest {
    @TempDir
    private Path folder;

    @Test
    void anAdaptationStopsAtACheckpointAndGoesOn() throws Exception {
        TinyWorld.write(folder.resolve("world"), 7);
        TinyWorld.writeBilingualEncoder(folder.resolve("learner"), 7);
        assertThat(start("whole").waitFor()).as("log").isZero();
        Process stopping = start("stopped");
        Path journal = folder.resolve("stopped/journal.jsonl");
        while (stopping.isAlive() && (!Files.exists(journal) || lines(journal) < 3)) {
            Thread.onSpinWait();
        }
        stopping.destroy(); // SIGTERM
        assertThat(stopping.waitFor()).isNotZero();
        assertThat(Files.readString(folder.resolve("log"))).contains("stopped; everything is saved");
        assertThat(folder.resolve("stopped/encoder")).doesNotExist();
        int done = lines(journal);
        // no checkpoint was due so soon: the one that is there was made by the stop, right behind the journal's last
        // line
        assertThat(folder.resolve("stopped/adaptation/checkpoint-%06d".formatted(done)))
                .exists();
        assertThat(start("stopped").waitFor()).isZero();
        for (String file : List.of("journal.jsonl", "encoder/model.safetensors", "results.json")) {
            assertThat(folder.resolve("stopped").resolve(file))
                    .as(file)
                    .hasSameBinaryContentAs(folder.resolve("whole").resolve(file));
        }
    }

    private static int lines(Path journal) throws IOException {
        return (int) Files.readString(journal).chars().filter(c -> c == '\n').count();
    }

    private Process start(String run) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx512m",
                "-XX:+UseSerialGC",
                "-Dorg.bytedeco.javacpp.maxPhysicalBytes=0",
                "-cp",
                System.getProperty("java.class.path"),
                "org.lungta.app.Main",
                "run",
                "../recipes/encoder.yaml",
                "--resume",
                "--output",
                folder.resolve(run).toString()));
        Stream.of(
                        "encoder=" + folder.resolve("learner"),
                        "data=" + folder.resolve("world"),
                        "cache=" + folder.resolve("frozen"),
                        "checkpoint-every=1000",
                        "prefix=''",
                        "adaptation.pairs=[{file: \"" + folder.resolve("world/mt/libreoffice.bo-zh.jsonl") + "\"}]",
                        "adaptation.steps=300",
                        "adaptation.batch-size=12",
                        "adaptation.token-budget=200",
                        "adaptation.dev={pairs: 10, every: 100}",
                        "card.pairs=20",
                        "card.texts=10")
                .forEach(o -> command.addAll(List.of("--set", o)));
        ProcessBuilder builder = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("log").toFile());
        builder.environment().put("GOMP_SPINCOUNT", "10000");
        builder.environment().put("RUST_FLAVOR", "cpu");
        return builder.start();
    }
}

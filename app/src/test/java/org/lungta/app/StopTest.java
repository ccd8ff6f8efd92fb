package org.lungta.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
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
        Child child = new Child("encoder.yaml", overrides(), folder.resolve("log"));
        Path stopped = folder.resolve("stopped");
        assertThat(child.finish(folder.resolve("whole"))).as("log").isZero();
        Process stopping = child.start(stopped);
        Path journal = stopped.resolve("journal.jsonl");
        assertThat(Child.lives(stopping, millis -> Files.exists(journal) && lines(journal) >= 3))
                .isTrue();
        stopping.destroy(); // SIGTERM
        assertThat(stopping.waitFor()).isNotZero();
        assertThat(Files.readString(folder.resolve("log"))).contains("stopped; everything is saved");
        assertThat(stopped.resolve("encoder")).doesNotExist();
        int done = lines(journal);
        // no checkpoint was due so soon: the one that is there was made by the stop, right behind the journal's last
        // line
        assertThat(stopped.resolve("adaptation/checkpoint-%06d".formatted(done)))
                .exists();
        assertThat(child.finish(stopped)).isZero();
        for (String file : List.of("journal.jsonl", "encoder/model.safetensors", "results.json")) {
            assertThat(stopped.resolve(file))
                    .as(file)
                    .hasSameBinaryContentAs(folder.resolve("whole").resolve(file));
        }
    }

    private static int lines(Path journal) throws IOException {
        return (int) Files.readString(journal).chars().filter(c -> c == '\n').count();
    }

    private List<String> overrides() {
        return List.of(
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
                "card.texts=10");
    }
}

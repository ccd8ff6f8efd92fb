package org.lungta.app;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.lungta.checkpoint.DType;
import org.lungta.gguf.GgufImport;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** lungta import. */
@Command(name = "import", description = "Makes a Hugging Face folder of a GGUF file.", mixinStandardHelpOptions = true)
final class ImportCommand implements Callable<Integer> {
    private static final Duration SILENCE = Duration.ofSeconds(2);

    /** How the folder keeps its numbers. */
    enum Precision {
        float32(DType.F32),
        bfloat16(DType.BF16);

        private final DType type;

        Precision(DType type) {
            this.type = type;
        }
    }

    @Parameters(index = "0", paramLabel = "MODEL.gguf", description = "A Qwen2, Qwen3, Llama or Gemma 3.")
    private Path model;

    @Parameters(index = "1", paramLabel = "DIR", description = "A folder that is new or empty.")
    private Path folder;

    @Option(
            names = "--dtype",
            defaultValue = "bfloat16",
            description = "${COMPLETION-CANDIDATES}; ${DEFAULT-VALUE} if not given.")
    private Precision dtype;

    private Instant spoken = Instant.now();

    @Override
    public Integer call() {
        GgufImport.Result made = GgufImport.run(model, folder, dtype.type, this::say);
        Main.print(String.format(
                Locale.ROOT,
                "%s is ready: %s, %d tensors, %.0f MB in %s, %d tokens, %s; made of %s",
                folder,
                made.family(),
                made.tensors(),
                made.bytes() / 1e6,
                dtype,
                made.tokens(),
                made.chatTemplate() ? "with a chat template" : "no chat template",
                formats(made.formats())));
        return 0;
    }

    /** The most frequent first. */
    private static String formats(Map<String, Integer> formats) {
        return formats.entrySet().stream()
                .sorted(Map.Entry.<String, Integer>comparingByValue(Comparator.reverseOrder())
                        .thenComparing(Map.Entry.comparingByKey()))
                .map(entry -> entry.getKey() + " (" + entry.getValue() + ")")
                .collect(Collectors.joining(", "));
    }

    private void say(int done, int total) {
        if (Duration.between(spoken, Instant.now()).compareTo(SILENCE) > 0) {
            spoken = Instant.now();
            System.err.printf(Locale.ROOT, "%d of %d tensors%n", done, total);
        }
    }
}

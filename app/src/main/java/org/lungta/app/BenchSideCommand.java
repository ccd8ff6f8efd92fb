package org.lungta.app;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.Callable;
import org.lungta.bench.Side;
import org.lungta.tensor.DType;
import org.lungta.tensor.Engine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.json.JsonMapper;

/** lungta bench-side: the partner of the scripts in bench/peers, which take turns with it. */
@Command(
        name = "bench-side",
        description =
                "Sets up one row of a comparison, does it once to warm up, and then once for each line on standard input.",
        mixinStandardHelpOptions = true,
        hidden = true)
final class BenchSideCommand implements Callable<Integer> {
    /** Types of numbers. */
    enum Type {
        float32(DType.FLOAT32),
        bfloat16(DType.BFLOAT16);

        private final DType type;

        Type(DType type) {
            this.type = type;
        }
    }

    @Parameters(paramLabel = "ROW.json", description = "Work, model, prompts and lengths.")
    private Path row;

    @Option(names = "--dtype", required = true, description = "${COMPLETION-CANDIDATES}")
    private Type dtype;

    @Override
    public Integer call() throws IOException {
        JsonMapper json = JsonMapper.builder().build();
        Engine.start();
        try (Side side = Side.Row.read(row).open(dtype.type);
                BufferedReader turns = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8))) {
            side.run();
            Main.print(json.writeValueAsString(Map.of("ready", "Lungta, " + Engine.cpu())));
            while (turns.readLine() != null) {
                Main.print(json.writeValueAsString(side.run()));
            }
        }
        return 0;
    }
}

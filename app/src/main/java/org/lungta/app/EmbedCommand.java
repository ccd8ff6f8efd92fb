package org.lungta.app;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.lungta.checkpoint.EncoderFolder;
import org.lungta.model.Embedding;
import org.lungta.model.Encoder;
import org.lungta.tensor.Engine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import tools.jackson.databind.json.JsonMapper;

/** lungta embed. */
@Command(name = "embed", description = "Embeds texts, one JSON object a line.", mixinStandardHelpOptions = true)
final class EmbedCommand implements Callable<Integer> {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    @Option(names = "--encoder", required = true, paramLabel = "DIR", description = "A sentence-transformers folder.")
    private Path encoder;

    @Option(names = "--input", required = true, paramLabel = "FILE", description = "JSON lines with {\"text\"}.")
    private Path input;

    @Option(names = "--prefix", defaultValue = "", description = "Put before every text, such as \"query: \" for E5.")
    private String prefix;

    @Option(
            names = "--json",
            description = "Each line {\"text\", \"embedding\"}; without it, the numbers alone, tab-separated.")
    private boolean json;

    @Override
    public Integer call() {
        List<String> texts = JsonLines.texts(input, "text");
        Engine.start();
        try (Encoder loaded = EncoderFolder.open(encoder, prefix)) {
            List<Embedding> embeddings = loaded.embed(texts);
            for (int i = 0; i < texts.size(); i++) {
                print(texts.get(i), embeddings.get(i).toArray());
            }
        }
        return 0;
    }

    private void print(String text, float[] embedding) {
        if (json) {
            Map<String, Object> line = new LinkedHashMap<>();
            line.put("text", text);
            line.put("embedding", embedding);
            Main.print(JSON.writeValueAsString(line));
            return;
        }
        StringBuilder numbers = new StringBuilder();
        for (float value : embedding) {
            numbers.append(numbers.isEmpty() ? "" : "\t").append(value);
        }
        Main.print(numbers.toString());
    }
}

package org.lungta.app;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import org.lungta.eval.Model;
import org.lungta.model.PromptGroup;
import org.lungta.rollout.Decoding;
import org.lungta.rollout.Draws;
import org.lungta.rollout.Rollout;
import org.lungta.rollout.Sampler;
import org.lungta.text.ControlTokens;
import org.lungta.text.Tokens;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import tools.jackson.databind.json.JsonMapper;

/** lungta generate. */
@Command(name = "generate", description = "Continues prompts, one line each.", mixinStandardHelpOptions = true)
final class GenerateCommand implements Callable<Integer> {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final int BATCH = 32;

    @Option(names = "--model", required = true, paramLabel = "DIR", description = "A Hugging Face model folder.")
    private Path model;

    @Mixin
    private AdapterOptions adapters;

    @ArgGroup(multiplicity = "1")
    private Input input;

    static final class Input {
        @Option(names = "--prompt", paramLabel = "TEXT", description = "One prompt.")
        private String prompt;

        @Option(names = "--input", paramLabel = "FILE", description = "JSON lines with {\"prompt\"}.")
        private Path file;
    }

    @Option(names = "--chat", description = "Puts each prompt into the model's chat format, as one user turn.")
    private boolean chat;

    @Option(
            names = "--escape",
            description = "Breaks control tokens in prompts with a space; without it such prompts are refused.")
    private boolean escape;

    @Option(names = "--greedy", description = "Always the most probable token; nothing is drawn.")
    private boolean greedy;

    @Option(
            names = "--temperature",
            defaultValue = "0.8",
            description = "Default ${DEFAULT-VALUE}; the model's own defaults are not used.")
    private double temperature;

    @Option(names = "--top-p", defaultValue = "0.9", description = "Default ${DEFAULT-VALUE}.")
    private double topP;

    @Option(names = "--seed", defaultValue = "0", description = "Default ${DEFAULT-VALUE}.")
    private long seed;

    @Option(names = "--max-new-tokens", defaultValue = "128", description = "Default ${DEFAULT-VALUE}.")
    private int maxNewTokens;

    @Option(
            names = "--dtype",
            defaultValue = "auto",
            description = "${COMPLETION-CANDIDATES}; default ${DEFAULT-VALUE}.")
    private Loaded.Precision dtype;

    @Option(names = "--json", description = "One JSON object a line: prompt, text, tokens, logprobs, finish.")
    private boolean json;

    @Override
    public Integer call() {
        List<String> prompts = input.prompt != null ? List.of(input.prompt) : JsonLines.texts(input.file, "prompt");
        System.err.println(
                greedy
                        ? "decoding: greedy, no repetition penalty"
                        : "decoding: temperature %s, top-p %s, seed %d, no repetition penalty"
                                .formatted(temperature, topP, seed));
        try (Loaded loaded = Loaded.open(model, adapters.adapters(), dtype, Math.min(BATCH, prompts.size()))) {
            for (int from = 0; from < prompts.size(); from += BATCH) {
                generate(loaded.model(), prompts, from, Math.min(from + BATCH, prompts.size()));
            }
        }
        return 0;
    }

    private void generate(Model loaded, List<String> prompts, int from, int to) {
        List<PromptGroup> groups = IntStream.range(from, to)
                .mapToObj(i -> PromptGroup.repeated(tokens(loaded, prompts.get(i), i), 1))
                .toList();
        Decoding decoding = greedy ? new Decoding.Greedy() : new Decoding.Nucleus(temperature, topP);
        Draws draws = Draws.of(
                seed,
                0,
                IntStream.range(from, to).mapToObj(i -> new Draws.Row(i, 0)).toList());
        List<List<Rollout>> rollouts = new Sampler(loaded.tokenizer(), loaded.stops(), decoding, maxNewTokens)
                .complete(loaded.weights(), groups, draws);
        for (int i = from; i < to; i++) {
            print(prompts.get(i), rollouts.get(i - from).get(0));
        }
    }

    private Tokens tokens(Model loaded, String given, int number) {
        String place = input.prompt != null ? "--prompt" : input.file + ":" + (number + 1);
        String prompt = escape ? ControlTokens.escape(given, loaded.tokenizer()) : given;
        if (chat) {
            return Model.userTurn(loaded.tokenizer(), loaded.chat(), prompt, place);
        }
        ControlTokens.refuseIn(prompt, loaded.tokenizer(), place);
        return loaded.tokenizer().encode(prompt);
    }

    private void print(String prompt, Rollout rollout) {
        if (!json) {
            Main.print(rollout.completion().text());
            return;
        }
        Map<String, Object> line = new LinkedHashMap<>();
        line.put("prompt", prompt);
        line.put("text", rollout.completion().text());
        line.put("tokens", rollout.completion().tokens());
        line.put("logprobs", rollout.logProbs());
        line.put("finish", rollout.completion().finish().name().toLowerCase(java.util.Locale.ROOT));
        Main.print(JSON.writeValueAsString(line));
    }
}

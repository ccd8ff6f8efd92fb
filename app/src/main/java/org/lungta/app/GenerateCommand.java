package org.lungta.app;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.lungta.eval.Model;
import org.lungta.model.Cuts;
import org.lungta.model.PromptGroup;
import org.lungta.rollout.Decoding;
import org.lungta.rollout.Draws;
import org.lungta.rollout.Rollout;
import org.lungta.rollout.Sampler;
import org.lungta.text.ChatFormat;
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
            List<Asked> asked = chat ? turns(loaded, prompts) : texts(loaded, prompts);
            int from = 0;
            for (List<Asked> together : Cuts.every(BATCH, asked)) {
                generate(loaded, together, from);
                from += together.size();
            }
        }
        return 0;
    }

    /** A prompt as it was given and as the model reads it. */
    private record Asked(String prompt, Tokens tokens) {}

    private void generate(Loaded loaded, List<Asked> batch, int from) {
        List<PromptGroup> groups = batch.stream()
                .map(asked -> PromptGroup.repeated(asked.tokens(), 1))
                .toList();
        Decoding decoding = greedy ? new Decoding.Greedy() : new Decoding.Nucleus(temperature, topP);
        Draws draws = Draws.of(
                seed,
                0,
                IntStream.range(from, from + batch.size())
                        .mapToObj(i -> new Draws.Row(i, 0))
                        .toList());
        List<List<Rollout>> rollouts = new Sampler(
                        loaded.tokenizer(), loaded.folder().stops(), decoding, maxNewTokens)
                .complete(loaded.merged(), groups, draws);
        for (int i = 0; i < batch.size(); i++) {
            print(batch.get(i).prompt(), rollouts.get(i).get(0));
        }
    }

    /** Each prompt as a user turn of the model's format. */
    private List<Asked> turns(Loaded loaded, List<String> prompts) {
        ChatFormat format = loaded.chat();
        return asked(prompts, i -> Model.userTurn(loaded.tokenizer(), format, text(loaded, prompts.get(i)), place(i)));
    }

    /** Each prompt as a text by itself, which needs no format. */
    private List<Asked> texts(Loaded loaded, List<String> prompts) {
        return asked(prompts, i -> {
            String text = text(loaded, prompts.get(i));
            ControlTokens.refuseIn(text, loaded.tokenizer(), place(i));
            return loaded.tokenizer().encodeByItself(text);
        });
    }

    private static List<Asked> asked(List<String> prompts, IntFunction<Tokens> tokens) {
        return IntStream.range(0, prompts.size())
                .mapToObj(i -> new Asked(prompts.get(i), tokens.apply(i)))
                .toList();
    }

    private String text(Loaded loaded, String given) {
        return escape ? ControlTokens.escape(given, loaded.tokenizer()) : given;
    }

    private String place(int number) {
        return input.prompt != null ? "--prompt" : input.file + ":" + (number + 1);
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

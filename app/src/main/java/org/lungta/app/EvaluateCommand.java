package org.lungta.app;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.lungta.checkpoint.AtomicFiles;
import org.lungta.checkpoint.EncoderFolder;
import org.lungta.corpus.Cmrc;
import org.lungta.corpus.Example;
import org.lungta.corpus.PairSpec;
import org.lungta.corpus.Pairs;
import org.lungta.eval.Comprehension;
import org.lungta.eval.Likelihood;
import org.lungta.eval.Model;
import org.lungta.eval.Translation;
import org.lungta.metric.CmrcScore;
import org.lungta.metric.Interval;
import org.lungta.reward.Similarity;
import org.lungta.text.Prompt;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** lungta evaluate. */
@Command(
        name = "evaluate",
        description = "Measures a model on pairs or on CMRC 2018; goes on where it was stopped.",
        mixinStandardHelpOptions = true)
final class EvaluateCommand implements Callable<Integer> {
    private static final JsonMapper JSON =
            JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

    /** What is measured. */
    enum Task {
        translate,
        likelihood,
        cmrc
    }

    @Option(names = "--model", required = true, paramLabel = "DIR", description = "A Hugging Face model folder.")
    private Path model;

    @Mixin
    private AdapterOptions adapters;

    @Option(names = "--task", required = true, description = "${COMPLETION-CANDIDATES}.")
    private Task task;

    @Option(
            names = "--data",
            required = true,
            paramLabel = "FILE",
            description = "JSON lines of pairs, or CMRC's JSON.")
    private Path data;

    @Option(
            names = "--limit",
            defaultValue = "1000000",
            description = "At most so many pairs, or contexts, drawn by --seed.")
    private int limit;

    @Option(names = "--output", required = true, paramLabel = "DIR", description = "Gets items.jsonl and summary.json.")
    private Path output;

    @Option(names = "--encoder", paramLabel = "DIR", description = "Adds similarity by this sentence encoder.")
    private Optional<Path> encoder = Optional.empty();

    @Option(
            names = "--prefix",
            defaultValue = "query: ",
            description = "For the encoder; default \"${DEFAULT-VALUE}\".")
    private String prefix;

    @Option(
            names = "--judge-encoder",
            paramLabel = "DIR",
            description = "Adds similarity by another encoder, which rewarded nothing.")
    private Optional<Path> judge = Optional.empty();

    @Option(names = "--judge-prefix", defaultValue = "", description = "For that one; default \"${DEFAULT-VALUE}\".")
    private String judgePrefix;

    @Option(names = "--from", defaultValue = "bo", description = "Default ${DEFAULT-VALUE}.")
    private String from;

    @Option(names = "--to", defaultValue = "zh", description = "Default ${DEFAULT-VALUE}.")
    private String to;

    @Option(names = "--split", description = "Only pairs of this split; default: test if the file has splits.")
    private String split = "test";

    @Option(names = "--length-of", description = "The language whose side the limits measure, in code points.")
    private Optional<String> lengthOf = Optional.empty();

    @Option(names = "--min-code-points", defaultValue = "1", description = "Default ${DEFAULT-VALUE}.")
    private int minCodePoints;

    @Option(names = "--max-code-points", defaultValue = "100000", description = "Default ${DEFAULT-VALUE}.")
    private int maxCodePoints;

    @Option(
            names = "--instruction",
            defaultValue = "把下面的藏文翻译成中文，只输出译文。%n{source}",
            description = "The user turn; {source} stands for the text.")
    private String instruction;

    @Option(names = "--max-new-tokens", defaultValue = "64", description = "Default ${DEFAULT-VALUE}.")
    private int maxNewTokens;

    @Option(names = "--seed", defaultValue = "42", description = "Of the draw; default ${DEFAULT-VALUE}.")
    private long seed;

    @Option(
            names = "--dtype",
            defaultValue = "auto",
            description = "${COMPLETION-CANDIDATES}; default ${DEFAULT-VALUE}.")
    private Loaded.Precision dtype;

    @Option(names = "--json", description = "Prints the summary as JSON.")
    private boolean json;

    @Override
    public Integer call() {
        Provenance provenance = new Provenance(
                model.toString(),
                adapters.adapters().stream()
                        .map(a -> new Provenance.Used(a.folder().toString(), a.scale()))
                        .toList());
        provenance.claim(output);
        ObjectNode summary = JSON.valueToTree(
                switch (task) {
                    case cmrc -> comprehension();
                    case translate -> translation();
                    case likelihood -> likelihood();
                });
        summary.set("provenance", JSON.valueToTree(provenance));
        String text = JSON.writeValueAsString(summary);
        AtomicFiles.write(output.resolve("summary.json"), text + "\n");
        if (json) {
            Main.print(text);
        }
        return 0;
    }

    private CmrcScore comprehension() {
        var readings = Cmrc.draw(Cmrc.read(data), limit, seed);
        try (Loaded loaded = Loaded.open(model, adapters.adapters(), dtype, 32)) {
            CmrcScore score = new Comprehension(maxNewTokens)
                    .evaluate(loaded.model(), readings, items(), EvaluateCommand::progress);
            Map<String, Interval> table = new LinkedHashMap<>();
            table.put("EM", score.exact());
            table.put("F1", score.f1());
            table.put("Avg", score.average());
            print(table);
            return score;
        }
    }

    private List<Prompt> prompts(Model measured) {
        PairSpec all = PairSpec.of(data, from, to).inSplit(split);
        PairSpec spec = lengthOf.map(side -> all.withLength(side, minCodePoints, maxCodePoints))
                .orElse(all);
        return Pairs.draw(Pairs.read(spec), limit, seed).stream()
                .map(e -> prompt(measured, e))
                .toList();
    }

    private Likelihood.Summary likelihood() {
        try (Loaded loaded = Loaded.open(model, adapters.adapters(), dtype, 32)) {
            Model measured = loaded.model();
            Likelihood.Summary summary =
                    new Likelihood().evaluate(measured, prompts(measured), items(), EvaluateCommand::progress);
            print(summary.scores());
            return summary;
        }
    }

    private Translation.Summary translation() {
        try (Loaded loaded = Loaded.open(model, adapters.adapters(), dtype, 32)) {
            Translation translation = new Translation(
                    to,
                    encoder.map(folder -> new Similarity(EncoderFolder.open(folder, prefix))),
                    judge.map(folder -> new Similarity(EncoderFolder.open(folder, judgePrefix))),
                    maxNewTokens);
            Model measured = loaded.model();
            Translation.Summary summary =
                    translation.evaluate(measured, prompts(measured), items(), EvaluateCommand::progress);
            print(summary.scores());
            return summary;
        }
    }

    private Prompt prompt(Model loaded, Example example) {
        String text = instruction.replace("%n", "\n").replace("{source}", example.source());
        return new Prompt(
                example.id(),
                example.source(),
                example.target(),
                Model.userTurn(loaded.tokenizer(), loaded.chat(), text, example.place()));
    }

    private Path items() {
        return output.resolve("items.jsonl");
    }

    private static void progress(int done, int total) {
        System.err.printf("batch %d of %d%n", done, total);
    }

    private void print(Map<String, Interval> scores) {
        if (!json) {
            scores.forEach((name, i) -> Main.print(String.format(
                    Locale.ROOT, "%-12s %8.3f  [%.3f, %.3f]  n=%d", name, i.estimate(), i.low(), i.high(), i.items())));
        }
    }
}

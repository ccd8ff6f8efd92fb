package org.lungta.app;

import static org.lungta.check.Check.require;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.lungta.corpus.Example;
import org.lungta.corpus.PairSpec;
import org.lungta.corpus.Pairs;
import org.lungta.corpus.Texts;
import org.lungta.reward.GateRates;
import org.lungta.reward.NativeText;
import org.lungta.text.Language;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import tools.jackson.databind.json.JsonMapper;

/** lungta gate. */
@Command(
        name = "gate",
        description =
                "Learns the second language gate from the training side of pairs and says how often it errs on held-back text.",
        mixinStandardHelpOptions = true)
final class GateCommand implements Callable<Integer> {
    @Option(
            names = "--pairs",
            required = true,
            paramLabel = "FILE",
            description =
                    "Pairs with splits: train is learnt, dev sets the threshold, test is measured. May be repeated.")
    private List<Path> pairs;

    @Option(
            names = "--from",
            defaultValue = "zh",
            description = "The other language of the pairs; default ${DEFAULT-VALUE}.")
    private String from;

    @Option(
            names = "--language",
            defaultValue = "bo",
            description = "The language of the gate; default ${DEFAULT-VALUE}.")
    private String language;

    @Option(
            names = "--against",
            paramLabel = "FILE",
            description =
                    "Texts of another language in the same script, a text a line or {\"text\"} in a .jsonl: half of"
                            + " them is learnt, half measured.")
    private Path against;

    @Option(names = "--probe", paramLabel = "FILE", description = "Texts that are only measured. May be repeated.")
    private List<Path> probes = new ArrayList<>();

    @Option(names = "--order", defaultValue = "6", description = "Characters of an n-gram; default ${DEFAULT-VALUE}.")
    private int order;

    @Option(
            names = "--rejected",
            defaultValue = "0.05",
            description = "The share of dev texts that the gate turns away; default ${DEFAULT-VALUE}.")
    private double rejected;

    @Option(
            names = "--shortest",
            defaultValue = "12",
            description = "The fewest code points of a text of the pairs; default ${DEFAULT-VALUE}.")
    private int shortest;

    @Option(names = "--seed", defaultValue = "42", description = "Halves --against; default ${DEFAULT-VALUE}.")
    private long seed;

    @Option(
            names = "--json",
            description = "One JSON object: {\"highest\", \"accepted\": {name: {successes, trials}}}.")
    private boolean json;

    @Override
    public Integer call() {
        List<String> foreign = against == null ? List.of() : Texts.read(against);
        List<String> mixed = Texts.draw(foreign, foreign.size(), seed);
        int half = mixed.size() / 2;
        NativeText gate = NativeText.of(
                Language.of(language),
                new NativeText.Settings(order, rejected),
                side("train"),
                side("dev"),
                mixed.subList(0, half));
        Map<String, List<String>> others = new LinkedHashMap<>();
        if (against != null) {
            others.put(against.getFileName() + ", its other half", mixed.subList(half, mixed.size()));
        }
        for (Path probe : probes) {
            require(
                    others.put(probe.getFileName().toString(), Texts.read(probe)) == null,
                    "two probes are called %s",
                    probe.getFileName());
        }
        GateRates rates = GateRates.of(gate, side("test"), others);
        if (json) {
            Map<String, Object> all = new LinkedHashMap<>();
            all.put("highest", gate.highest());
            all.put("accepted", rates.accepted());
            Main.print(JsonMapper.builder().build().writeValueAsString(all));
        } else {
            Main.print("%d-grams, at most %.3f nats a character".formatted(order, gate.highest()));
            Main.print(rates.table());
        }
        return 0;
    }

    /** The texts in the gate's language of one split of all files. */
    private List<String> side(String split) {
        return pairs.stream()
                .flatMap(file -> Pairs.read(PairSpec.of(file, from, language)
                                .withLength(language, shortest, Integer.MAX_VALUE)
                                .inSplit(split))
                        .stream())
                .map(Example::target)
                .toList();
    }
}

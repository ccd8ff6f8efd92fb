package org.lungta.app;

import static org.lungta.app.Misuse.misuse;
import static org.lungta.check.Check.require;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.lungta.checkpoint.AtomicFiles;
import org.lungta.checkpoint.ContentHash;
import org.lungta.corpus.Example;
import org.lungta.corpus.PairSet;
import org.lungta.corpus.PairSpec;
import org.lungta.corpus.Pairs;
import org.lungta.corpus.Portion;
import org.lungta.corpus.Seen;
import org.lungta.lexicon.Aligner;
import org.lungta.lexicon.Alphabet;
import org.lungta.lexicon.Dictionary;
import org.lungta.lexicon.LexiconBuilder;
import org.lungta.lexicon.LexiconFile;
import org.lungta.lexicon.Origin;
import org.lungta.lexicon.Targets;
import org.lungta.lexicon.Units;
import org.lungta.lexicon.Words;
import org.lungta.text.Language;
import org.lungta.text.Tokenizer;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** lungta lexicon build. */
@Command(name = "build", description = "Learns a lexicon from sentence pairs.", mixinStandardHelpOptions = true)
final class LexiconBuildCommand implements Callable<Integer> {
    @Option(
            names = "--pairs",
            required = true,
            paramLabel = "FILE",
            description = "JSON lines of pairs; may be repeated.")
    private List<Path> files;

    @Option(names = "--from", required = true, description = "The new language, such as bo.")
    private String from;

    @Option(names = "--to", required = true, description = "The known language, such as zh.")
    private String to;

    @Option(names = "--split", description = "Only pairs of this split; default: train where a file has splits.")
    private Optional<String> split = Optional.empty();

    @Option(
            names = "--portion",
            paramLabel = "SHARE",
            description =
                    "Learns from this share of each file's texts alone, told by a hash, the same as share in recipes: 0.3333,"
                            + " or from one place to another, 0.3333..1; the rest stays unseen. Once for all files, or once"
                            + " for each in the same order. Default: all.")
    private List<String> portions = List.of();

    @Option(names = "--model", paramLabel = "DIR", description = "Cut the known side by this model's tokenizer.")
    private Optional<Path> model = Optional.empty();

    @Option(names = "--units", description = "syllables, words or pieces:N; default: what suits the language.")
    private Optional<String> units = Optional.empty();

    @Option(names = "--min-count", defaultValue = "2", description = "Default ${DEFAULT-VALUE}.")
    private int minCount;

    @Option(names = "--candidates", defaultValue = "4", description = "The most a unit; default ${DEFAULT-VALUE}.")
    private int candidates;

    @Option(names = "--iterations", defaultValue = "5", description = "Default ${DEFAULT-VALUE}.")
    private int iterations;

    @Option(
            names = "--dictionary",
            paramLabel = "FILE",
            description = "Your own: lines of headword, tab, translation and, if you like, tab, weight.")
    private Optional<Path> dictionary = Optional.empty();

    @Option(names = "--output", required = true, paramLabel = "FILE", description = "A new .tsv file.")
    private Path output;

    @Override
    public Integer call() {
        if (portions.size() > 1 && portions.size() != files.size()) {
            throw misuse("--portion is given %d times for %d files", portions.size(), files.size());
        }
        require(
                !Files.exists(output),
                "%s exists, and somebody may have edited it: remove it or name another file",
                output);
        LexiconBuilder.Settings settings = new LexiconBuilder.Settings(minCount, candidates, iterations);
        List<Example> pairs = new ArrayList<>();
        for (int i = 0; i < files.size(); i++) {
            pairs.addAll(pairs(files.get(i), Portions.parse(portion(i))));
        }
        require(!pairs.isEmpty(), "%s: no pair falls into the portion %s: name a larger one", files, portions);
        List<String> sources = pairs.stream().map(Example::source).toList();
        Language source = Alphabet.of(from, sources);
        Language target = Alphabet.of(to, pairs.stream().map(Example::target).toList());
        Dictionary written =
                dictionary.map(file -> Dictionary.read(file, source, target)).orElse(Dictionary.empty());
        Units cut = Units.named(units.orElse(Units.suiting(source)), source, sources);
        Optional<Tokenizer> tokenizer = model.map(Tokenizer::load);
        try {
            Targets targets = tokenizer
                    .<Targets>map(loaded -> new Targets.OfModel(loaded, name(model.get())))
                    .orElse(new Targets.OfWords(new Words(target)));
            Origin origin = new Origin(
                    source, target, cut.name(), targets.fingerprint(), built(source, targets, pairs.size(), written));
            LexiconBuilder.Built built = new LexiconBuilder(cut, targets, settings).build(pairs, written, origin);
            AtomicFiles.write(LexiconFile.seenBeside(output), Seen.of(sources).lines());
            AtomicFiles.write(output, LexiconFile.format(built.lexicon()));
            report(built);
        } finally {
            tokenizer.ifPresent(Tokenizer::close);
        }
        return 0;
    }

    private String portion(int file) {
        return portions.isEmpty() ? "1" : portions.get(portions.size() == 1 ? 0 : file);
    }

    private List<Example> pairs(Path file, Portion own) {
        PairSpec all = PairSpec.of(file, from, to);
        PairSet set = Pairs.load(split.or(() -> Pairs.haveSplits(file) ? Optional.of("train") : Optional.empty())
                .map(all::inSplit)
                .orElse(all));
        System.err.println(file + ": " + set.report());
        return set.examples().stream().filter(e -> own.holds(e.source())).toList();
    }

    private Map<String, String> built(Language source, Targets targets, int pairs, Dictionary own) {
        Map<String, String> built = new LinkedHashMap<>();
        built.put("candidates", targets.describe());
        built.put("pairs", Integer.toString(pairs));
        built.put("files", files.stream().map(LexiconBuildCommand::named).collect(Collectors.joining(", ")));
        built.put("portion", portions.isEmpty() ? "1" : String.join(", ", portions));
        built.put("split", split.orElse("train where there are splits"));
        dictionary.ifPresent(
                file -> built.put("dictionary", name(file) + ", " + own.items().size() + " lines"));
        built.put("units", units.orElse(Units.suiting(source)));
        built.put("model", "IBM 1 both ways, geometric mean, " + iterations + " iterations");
        built.put("kept", "count >= " + minCount + ", " + candidates + " candidates");
        return built;
    }

    private void report(LexiconBuilder.Built built) {
        int number = 0;
        for (Aligner.Iteration iteration : built.iterations()) {
            System.err.printf(
                    "iteration %d: log-likelihood %.0f and %.0f%n",
                    ++number, iteration.forward(), iteration.backward());
        }
        Main.print("%s: %d units".formatted(output, built.lexicon().entries().size()));
    }

    /** With the beginning of its SHA-256. */
    private static String named(Path file) {
        return name(file) + " (sha256 " + ContentHash.ofFile(file).substring(0, 12) + ")";
    }

    private static String name(Path path) {
        return path.toAbsolutePath().normalize().getFileName().toString();
    }
}

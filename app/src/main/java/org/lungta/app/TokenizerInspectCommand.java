package org.lungta.app;

import static org.lungta.check.Check.require;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.lungta.check.TextFile;
import org.lungta.lexicon.Alphabet;
import org.lungta.lexicon.Inspection;
import org.lungta.lexicon.Units;
import org.lungta.text.Language;
import org.lungta.text.ModelRows;
import org.lungta.text.Tokenizer;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** lungta tokenizer inspect. */
@Command(
        name = "inspect",
        description = "Counts what a text costs in tokens, and what of it is lost.",
        mixinStandardHelpOptions = true)
final class TokenizerInspectCommand implements Callable<Integer> {
    private static final JsonMapper JSON =
            JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

    private static final int EDGE = 20;

    @Option(names = "--model", required = true, paramLabel = "DIR", description = "A Hugging Face model folder.")
    private Path model;

    @Option(
            names = "--input",
            required = true,
            paramLabel = "FILE",
            description = "A text a line, or JSON lines with {\"text\"} in a file that ends in .jsonl.")
    private Path input;

    @Option(names = "--units", description = "syllables or words; default: what suits the text's script.")
    private Optional<String> units = Optional.empty();

    @Option(names = "--worst", defaultValue = "10", description = "How many words to list; default ${DEFAULT-VALUE}.")
    private int worst;

    @Option(names = "--json", description = "One JSON object.")
    private boolean json;

    @Override
    public Integer call() {
        List<String> texts = texts();
        Language language = Alphabet.of("the file", texts);
        Units cut = Units.named(units.orElse(Units.suiting(language)), language, texts);
        int rows = ModelRows.count(model);
        try (Tokenizer tokenizer = Tokenizer.load(model)) {
            Inspection inspection = Inspection.of(tokenizer, rows, texts, cut, worst);
            if (json) {
                Main.print(JSON.writeValueAsString(inspection));
            } else {
                print(inspection);
            }
        }
        return 0;
    }

    private List<String> texts() {
        if (input.toString().endsWith(".jsonl")) {
            return JsonLines.texts(input, "text");
        }
        List<String> lines =
                TextFile.lines(input).stream().filter(line -> !line.isBlank()).toList();
        require(!lines.isEmpty(), "%s is empty: name a file with a text a line", input);
        return lines;
    }

    private static void print(Inspection inspection) {
        Inspection.Texts texts = inspection.texts();
        Inspection.WordCosts words = inspection.words();
        line("texts", "%d, %d code points, %d tokens", texts.count(), texts.codePoints(), texts.tokens());
        line("tokens a code point", "%.3f", texts.tokensPerCodePoint());
        line("tokens a text", "mean %.1f, p95 %d, longest %d", texts.meanLength(), texts.p95Length(), texts.longest());
        line("tokens a unit", "%.2f for %d %s", words.tokensPerWord(), words.count(), words.kind());
        line(
                "unknown",
                "%.2f %% of the tokens, %.2f %% of the code points",
                100 * texts.unknownTokens(),
                100 * texts.unknownCodePoints());
        line(
                "rows",
                "%d, %d of them spare, for %d tokens",
                inspection.rows(),
                inspection.spareRows(),
                inspection.tokens());
        words.worst()
                .forEach(
                        word -> line("worst", "\"%s\"\t%d tokens, %d times", word.word(), word.tokens(), word.count()));
        line("added tokens", "%d: %s", inspection.special().size(), added(inspection.special()));
    }

    /** The first and the last ones, on one line; JSON has them all. */
    private static String added(List<Inspection.SpecialToken> tokens) {
        int shown = tokens.size() <= 2 * EDGE ? tokens.size() : EDGE;
        String first = listed(tokens.subList(0, shown));
        return shown == tokens.size()
                ? first
                : first + ", ..., " + listed(tokens.subList(tokens.size() - EDGE, tokens.size()));
    }

    private static String listed(List<Inspection.SpecialToken> tokens) {
        return tokens.stream()
                .map(token -> token.id() + " "
                        + token.text().replace("\n", "\\n").replace("\t", "\\t").replace("\r", "\\r"))
                .collect(Collectors.joining(", "));
    }

    private static void line(String name, String format, Object... values) {
        Main.print(String.format(Locale.ROOT, "%-20s ", name) + String.format(Locale.ROOT, format, values));
    }
}

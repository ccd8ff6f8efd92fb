package org.lungta.app;

import static org.lungta.check.Check.refuse;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.lungta.lexicon.Entry;
import org.lungta.lexicon.Lexicon;
import org.lungta.lexicon.LexiconFile;
import org.lungta.lexicon.Units;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.json.JsonMapper;

/** lungta lexicon show. */
@Command(
        name = "show",
        description = "Checks a lexicon and prints units with their candidates.",
        mixinStandardHelpOptions = true)
final class LexiconShowCommand implements Callable<Integer> {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    @Parameters(index = "0", paramLabel = "FILE", description = "A lexicon.")
    private Path file;

    @Parameters(index = "1..*", paramLabel = "UNIT", description = "Which units; none for the first in the file.")
    private List<String> wanted = List.of();

    @Option(
            names = "--top",
            defaultValue = "20",
            description = "How many where no unit is named; default ${DEFAULT-VALUE}.")
    private int top;

    @Option(names = "--json", description = "A JSON object a line: {\"unit\", \"count\", \"candidates\"}.")
    private boolean json;

    @Override
    public Integer call() {
        Lexicon lexicon = LexiconFile.read(file);
        if (!json) {
            Main.print("%s to %s, %d units (%s)"
                    .formatted(
                            lexicon.origin().from().code(),
                            lexicon.origin().to().code(),
                            lexicon.entries().size(),
                            lexicon.origin().units()));
            lexicon.origin().built().forEach((name, value) -> Main.print("  " + name + ": " + value));
        }
        if (wanted.isEmpty()) {
            lexicon.entries().stream().limit(top).forEach(this::print);
        }
        wanted.forEach(unit -> print(entry(lexicon, unit)));
        return 0;
    }

    /** The entry with this key or with a key that the text is a form of. */
    private Entry entry(Lexicon lexicon, String text) {
        Units units = lexicon.inventory().units();
        return lexicon.entry(text)
                .or(() -> Optional.of(units.cut(text))
                        .filter(pieces -> pieces.size() == 1)
                        .flatMap(pieces -> units.key(pieces.get(0)))
                        .flatMap(lexicon::entry))
                .orElseThrow(() -> refuse(
                        "%s: there is no unit \"%s\" among %d: look at its pieces %s, or add a line for it",
                        file, text, lexicon.entries().size(), units.cut(text)));
    }

    private void print(Entry entry) {
        if (!json) {
            Main.print(entry.unit() + "\t" + entry.count() + "\t"
                    + entry.candidates().stream()
                            .map(c -> String.format(Locale.ROOT, "%s %.3f", c.text(), c.probability()))
                            .collect(Collectors.joining("\t")));
            return;
        }
        Map<String, Object> line = new LinkedHashMap<>();
        line.put("unit", entry.unit());
        line.put("count", entry.count());
        line.put("candidates", entry.candidates());
        Main.print(JSON.writeValueAsString(line));
    }
}

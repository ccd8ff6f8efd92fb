package org.lungta.lexicon;

import static org.lungta.check.Check.refuse;
import static org.lungta.check.Check.require;

import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.lungta.corpus.Seen;

/**
 * A lexicon as a text that people read and edit: a first line that says what it was made of ({@link LexiconHeader}), then a line a
 * candidate, {@code unit<TAB>count<TAB>candidate<TAB>probability}, cells as in {@link Tsv}. Reading what was written gives the same
 * lexicon, and writing it again the same bytes.
 */
public final class LexiconFile {
    private static final String COLUMNS = "unit, count, candidate and probability";

    private static final String SEEN = ".seen";

    private LexiconFile() {}

    /** The file beside a lexicon that lists the texts it was made of, as hashes. */
    public static Path seenBeside(Path lexicon) {
        return lexicon.resolveSibling(lexicon.getFileName() + SEEN);
    }

    /** What it was made of; empty where nothing beside it says so. */
    public static Optional<Seen> seen(Path lexicon) {
        Path file = seenBeside(lexicon);
        return Files.isRegularFile(file) ? Optional.of(Seen.read(file)) : Optional.empty();
    }

    /** The file's text. */
    public static String format(Lexicon lexicon) {
        StringBuilder text = new StringBuilder(LexiconHeader.format(lexicon.origin()));
        text.append("\n# unit\tcount\tcandidate\tprobability\n");
        for (Entry entry : lexicon.entries()) {
            for (Candidate candidate : entry.candidates()) {
                text.append(Tsv.escaped(entry.unit()))
                        .append('\t')
                        .append(entry.count())
                        .append('\t')
                        .append(Tsv.escaped(candidate.text()))
                        .append('\t')
                        .append(new BigDecimal(Double.toString(candidate.probability())).toPlainString())
                        .append('\n');
            }
        }
        return text.toString();
    }

    /**
     * The lexicon in the file. A unit's lines need not stand together. Refused, with file, line and remedy, are a file that is no
     * lexicon or an empty one, lines of another number of columns, probabilities outside (0, 1], counts of one unit that differ,
     * text that is not in NFC, a candidate that stands twice, a unit that its language's text is never cut into, and columns or
     * languages that are swapped.
     */
    public static Lexicon read(Path file) {
        List<String> lines = Tsv.lines(file);
        Origin origin = LexiconHeader.read(file, lines.isEmpty() ? "" : lines.get(0));
        Map<String, Long> counts = new LinkedHashMap<>();
        Map<String, List<Candidate>> candidates = new LinkedHashMap<>();
        Set<List<String>> seen = new HashSet<>();
        List<Tsv.Row> rows = Tsv.rows(file, 4, 4, COLUMNS);
        refuseSwapped(rows, origin);
        for (Tsv.Row row : rows) {
            String unit = row.text(0, "unit");
            Candidate candidate = candidate(row);
            Long earlier = counts.putIfAbsent(unit, count(row));
            require(
                    earlier == null || earlier == count(row),
                    "%s: the count of \"%s\" is %s, and %d further up: write the same one",
                    row.place(),
                    unit,
                    row.cells().get(1),
                    earlier);
            require(
                    seen.add(List.of(unit, candidate.text())),
                    "%s: \"%s\" has the candidate \"%s\" twice: take one of the two lines out",
                    row.place(),
                    unit,
                    candidate.text());
            refuseUncuttable(row, unit, origin);
            candidates.computeIfAbsent(unit, u -> new ArrayList<>()).add(candidate);
        }
        require(!counts.isEmpty(), "%s: the lexicon is empty: build it again, or write lines of %s", file, COLUMNS);
        List<Entry> entries = new ArrayList<>();
        counts.forEach((unit, count) -> entries.add(new Entry(unit, count, candidates.get(unit))));
        return new Lexicon(origin, entries);
    }

    private static void refuseSwapped(List<Tsv.Row> rows, Origin origin) {
        Sides sides = new Sides(origin.from(), origin.to());
        rows.forEach(row -> sides.accept(row.place(), row.text(0, "unit"), row.text(2, "candidate")));
        sides.finish();
    }

    private static Candidate candidate(Tsv.Row row) {
        double probability = row.number(3, "probability");
        require(
                0 < probability && probability <= 1,
                "%s: the probability is %s, outside (0, 1]: write one that is above 0 and not above 1, or take the line out",
                row.place(),
                row.cells().get(3));
        return new Candidate(row.text(2, "candidate"), probability);
    }

    private static long count(Tsv.Row row) {
        String count = row.cells().get(1).strip();
        require(
                count.matches("[0-9]{1,15}"),
                "%s: the count \"%s\" is no whole number: write how often the unit was seen, or 0",
                row.place(),
                count);
        return Long.parseLong(count);
    }

    private static void refuseUncuttable(Tsv.Row row, String unit, Origin origin) {
        Units units = Units.of(origin.units(), origin.from(), Set.of(unit))
                .orElseThrow(() -> refuse(
                        "%s: the first line names the units \"%s\": use syllables, words or pieces",
                        row.place(), origin.units()));
        List<String> pieces = units.cut(unit);
        require(
                pieces.size() == 1
                        && units.key(pieces.get(0)).filter(unit::equals).isPresent(),
                "%s: \"%s\" is not one of the units (%s) that text in %s is cut into, which here would be %s: write one of"
                        + " them, or put the line into a dictionary instead",
                row.place(),
                unit,
                origin.units(),
                origin.from().code(),
                pieces);
    }
}

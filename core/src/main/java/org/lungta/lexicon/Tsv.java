package org.lungta.lexicon;

import static org.lungta.check.Check.refuse;
import static org.lungta.check.Check.require;

import java.nio.file.Files;
import java.nio.file.Path;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.lungta.check.TextFile;

/**
 * Tab-separated values in UTF-8. In a cell {@code \t}, {@code \n}, {@code \r} and {@code \\} stand for tab, line feed, carriage return
 * and backslash, {@code \s} for a space at either end and {@code \#} for a first character that would make the line a remark.
 */
final class Tsv {
    /** A line that is neither empty nor a remark. */
    record Row(String place, List<String> cells) {
        /** The cell at {@code i}, refused where it is empty or not in NFC. */
        String text(int i, String name) {
            String text = unescaped(cells.get(i), place);
            require(
                    !cells.get(i).replace(" ", "").isEmpty(),
                    "%s: the %s is empty: fill it, or take the line out",
                    place,
                    name);
            require(
                    Normalizer.isNormalized(text, Normalizer.Form.NFC),
                    "%s: the %s \"%s\" is not in Unicode NFC, in which all text is compared: write \"%s\", or convert the file",
                    place,
                    name,
                    text,
                    Normalizer.normalize(text, Normalizer.Form.NFC));
            return text;
        }

        double number(int i, String name) {
            try {
                return Double.parseDouble(cells.get(i).strip());
            } catch (NumberFormatException e) {
                throw refuse("%s: the %s \"%s\" is no number: write one, such as 0.5", place, name, cells.get(i));
            }
        }
    }

    private Tsv() {}

    /** All lines, the remarks too. */
    static List<String> lines(Path file) {
        require(Files.isRegularFile(file), "%s does not exist: check the path", file);
        String text = TextFile.read(file);
        require(
                !text.startsWith("\uFEFF"),
                "%s:1: the file begins with a byte order mark (U+FEFF): save it as UTF-8 without it",
                file);
        return text.lines().toList();
    }

    /** The lines that are neither empty nor remarks, each with as many cells as asked for. */
    static List<Row> rows(Path file, int fewest, int most, String columns) {
        List<String> lines = lines(file);
        List<Row> rows = new ArrayList<>();
        for (int i = 0; i < lines.size(); i++) {
            String place = file + ":" + (i + 1);
            if (!lines.get(i).replace(" ", "").isEmpty() && !lines.get(i).startsWith("#")) {
                List<String> cells = Arrays.asList(lines.get(i).split("\t", -1));
                require(
                        fewest <= cells.size() && cells.size() <= most,
                        "%s: the line has %d columns: write %s, with one tab between two",
                        place,
                        cells.size(),
                        columns);
                rows.add(new Row(place, cells));
            }
        }
        return rows;
    }

    static String escaped(String text) {
        String cell = text.replace("\\", "\\\\")
                .replace("\t", "\\t")
                .replace("\n", "\\n")
                .replace("\r", "\\r");
        cell = cell.startsWith("#") ? "\\" + cell : cell;
        cell = cell.startsWith(" ") ? "\\s" + cell.substring(1) : cell;
        return cell.endsWith(" ") ? cell.substring(0, cell.length() - 1) + "\\s" : cell;
    }

    static String unescaped(String cell, String place) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < cell.length(); i++) {
            if (cell.charAt(i) == '\\') {
                int which = i + 1 < cell.length() ? "\\tnrs#".indexOf(cell.charAt(i + 1)) : -1;
                require(
                        which >= 0,
                        "%s: a backslash in \"%s\" is followed by neither t, n, r, s, # nor a backslash: write it twice",
                        place,
                        cell);
                text.append("\\\t\n\r #".charAt(which));
                i++;
            } else {
                text.append(cell.charAt(i));
            }
        }
        return text.toString();
    }
}

package org.lungta.probe;

import java.util.List;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** Puts another name in the place of one: a word in Latin letters, or what stands in quotation marks, out of other texts. */
final class NameSwapped implements Rule {
    private static final Pattern LATIN =
            Pattern.compile("(?<![A-Za-z0-9%$&_])[A-Za-z][A-Za-z+.-]*[A-Za-z](?![A-Za-z0-9_])");
    private static final Pattern QUOTED = Pattern.compile(
            "(?<=《)[^《》]{1,24}(?=》)|(?<=“)[^“”，。；：！？]{1,12}(?=”)|(?<=「)[^「」，。；：！？]{1,12}(?=」)|(?<=\")[^\"]{1,24}(?=\")");

    private final List<String> latin;
    private final List<String> quoted;

    /** @param pool texts whose names may take each other's places */
    NameSwapped(List<String> pool) {
        this.latin = names(pool, LATIN);
        this.quoted = names(pool, QUOTED);
    }

    private static List<String> names(List<String> pool, Pattern pattern) {
        return pool.stream()
                .flatMap(text -> pattern.matcher(text).results().map(MatchResult::group))
                .distinct()
                .sorted()
                .toList();
    }

    @Override
    public Optional<String> change(String text, Draw draw) {
        return swap(text, QUOTED, quoted, draw).or(() -> swap(text, LATIN, latin, draw));
    }

    private static Optional<String> swap(String text, Pattern pattern, List<String> names, Draw draw) {
        List<MatchResult> found = pattern.matcher(text).results().toList();
        if (found.isEmpty()) {
            return Optional.empty();
        }
        MatchResult name = found.get(draw.below(found.size(), 0));
        List<String> others = names.stream()
                .filter(other -> !other.equalsIgnoreCase(name.group()) && !text.contains(other))
                .toList();
        return others.isEmpty()
                ? Optional.empty()
                : Optional.of(text.substring(0, name.start())
                        + others.get(draw.below(others.size(), 1))
                        + text.substring(name.end()));
    }
}

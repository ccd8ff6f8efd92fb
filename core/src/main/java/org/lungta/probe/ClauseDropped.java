package org.lungta.probe;

import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.lungta.metric.MixedTokens;

/** Leaves out one of a text's clauses; what is left ends as the whole did. */
final class ClauseDropped implements Rule {
    private static final int FEWEST_WORDS = 2;
    private static final Pattern AFTER_CLAUSE = Pattern.compile("(?<=[，；。！？：,;!?།༎༏༑])(?![，；。！？：,;!?།༎༏༑”」’\"')])");
    private static final Pattern OPEN_END = Pattern.compile("[，；：,;:\\s]+$");
    private static final Pattern END = Pattern.compile("[。！？.!?།༎]+$");

    @Override
    public Optional<String> change(String text, Draw draw) {
        List<String> clauses = Stream.of(AFTER_CLAUSE.split(text)).toList();
        int[] droppable = IntStream.range(0, clauses.size())
                .filter(i -> MixedTokens.words(clauses.get(i)).size() >= FEWEST_WORDS)
                .toArray();
        if (droppable.length < 2) {
            return Optional.empty();
        }
        int dropped = droppable[draw.below(droppable.length, 0)];
        String rest = IntStream.range(0, clauses.size())
                .filter(i -> i != dropped)
                .mapToObj(clauses::get)
                .collect(Collectors.joining())
                .strip();
        return Optional.of(ended(rest, text.strip()));
    }

    private static String ended(String rest, String whole) {
        String closed = OPEN_END.matcher(rest).replaceAll("");
        var end = END.matcher(whole);
        return closed.equals(rest) || !end.find() ? closed : closed + end.group();
    }
}

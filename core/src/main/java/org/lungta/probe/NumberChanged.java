package org.lungta.probe;

import java.util.List;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/**
 * Changes one digit of one number, ASCII, full-width or Tibetan; where there are no digits, one numeral word of the language. Digits
 * that belong to a word or a placeholder ("F11", "%1") are no number.
 */
record NumberChanged(Optional<Numerals> numerals) implements Rule {
    private static final String WORD = "A-Za-z%$#&_";
    private static final Pattern DIGITS =
            Pattern.compile("(?<![" + WORD + "0-9])[0-9]+(?![" + WORD + "0-9])|[\\uFF10-\\uFF19]+|[\\u0F20-\\u0F29]+");

    /** Numeral words, and where they stand as such. */
    record Numerals(Pattern place, List<String> words) {}

    static final Numerals CHINESE = new Numerals(
            Pattern.compile("(?<![一二两三四五六七八九十百千万第])[一二两三四五六七八九](?=[个本条项页行列次天年月日种只人位张件座头匹万亿百千])"),
            List.of("三", "四", "五", "六", "七", "八", "九"));
    static final Numerals TIBETAN = new Numerals(
            Pattern.compile(Syllables.alone("གཉིས|གསུམ|བཞི|ལྔ|དྲུག|བདུན|བརྒྱད|དགུ|བཅུ")),
            List.of("གཉིས", "གསུམ", "བཞི", "ལྔ", "དྲུག", "བདུན", "བརྒྱད", "དགུ", "བཅུ"));

    @Override
    public Optional<String> change(String text, Draw draw) {
        List<MatchResult> digits = DIGITS.matcher(text).results().toList();
        if (!digits.isEmpty()) {
            MatchResult number = digits.get(draw.below(digits.size(), 0));
            int at = number.start() + draw.below(number.end() - number.start(), 1);
            return Optional.of(text.substring(0, at) + otherDigit(text.charAt(at), draw) + text.substring(at + 1));
        }
        return numerals.flatMap(known -> otherWord(text, known, draw));
    }

    /** Another digit of the same kind, never 0: the number keeps its length. */
    private static char otherDigit(char digit, Draw draw) {
        int value = Character.digit(digit, 10);
        int other = value == 0 ? 1 + draw.below(9, 2) : 1 + (value + draw.below(8, 2)) % 9;
        return (char) (digit - value + other);
    }

    private static Optional<String> otherWord(String text, Numerals known, Draw draw) {
        List<MatchResult> found = known.place().matcher(text).results().toList();
        if (found.isEmpty()) {
            return Optional.empty();
        }
        MatchResult word = found.get(draw.below(found.size(), 0));
        List<String> others =
                known.words().stream().filter(w -> !w.equals(word.group())).toList();
        return Optional.of(text.substring(0, word.start())
                + others.get(draw.below(others.size(), 1))
                + text.substring(word.end()));
    }
}

package org.lungta.extension;

import java.lang.Character.UnicodeScript;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.lungta.text.Tokenizer;
import org.lungta.text.Tokens;

/**
 * Tokens for the single letters of a script, where the tokenizer reads a letter as unknown: what no word covers is then spelled rather
 * than lost. A digit means the digit that the model knows, another letter a little of all the words that it stands in, and one that
 * stands in none a little of all words. Byte-level tokenizers know every letter and get none. A letter that an old token holds together
 * with others gets none either: added tokens are found first, and would tear such old tokens apart.
 */
record Letters(Tokenizer old, Set<UnicodeScript> scripts) {
    /** The heaviest old tokens are kept of what a letter means. */
    private static final int KEPT = 64;
    /** A larger script (Han) is no alphabet: of it only letters that stand in words get tokens. */
    private static final int ALPHABET = 2000;

    /** What to add to these tokens for words, in code point order. */
    List<NewToken> beside(List<NewToken> words) {
        Set<String> taken = words.stream().map(NewToken::text).collect(Collectors.toSet());
        Map<String, Map<Integer, Double>> found = new TreeMap<>();
        Map<Integer, Double> all = new HashMap<>();
        for (NewToken word : words) {
            add(word, all);
            word.text()
                    .codePoints()
                    .distinct()
                    .mapToObj(Character::toString)
                    .forEach(letter -> add(word, found.computeIfAbsent(letter, l -> new HashMap<>())));
        }
        alphabet().forEach(letter -> found.putIfAbsent(letter, all));
        Set<String> joined = joined();
        List<NewToken> letters = new ArrayList<>();
        found.forEach((letter, meaning) -> {
            boolean known = taken.contains(letter) || joined.contains(letter) || old.has(letter);
            if (!known && old.unknownTokens(old.encode(letter)) > 0) {
                letters.add(new NewToken(letter, digit(letter).orElseGet(() -> heaviest(meaning))));
            }
        });
        return letters;
    }

    private static void add(NewToken word, Map<Integer, Double> meaning) {
        word.meaning().forEach(share -> meaning.merge(share.id(), share.weight() / word.weight(), Double::sum));
    }

    /** Letters that stand in an old token beside another letter of their script. */
    private Set<String> joined() {
        Set<String> joined = new HashSet<>();
        for (int id = 0; id < old.size(); id++) {
            String token = old.token(id).orElse("");
            List<String> letters = token.codePoints()
                    .filter(this::isOurs)
                    .mapToObj(Character::toString)
                    .toList();
            if (letters.size() > 1) {
                joined.addAll(letters);
            }
        }
        return joined;
    }

    private boolean isOurs(int codePoint) {
        return scripts.contains(UnicodeScript.of(codePoint));
    }

    private List<String> alphabet() {
        List<String> letters = IntStream.rangeClosed(Character.MIN_CODE_POINT, Character.MAX_CODE_POINT)
                .filter(c -> Character.isDefined(c) && isOurs(c))
                .mapToObj(Character::toString)
                .toList();
        return letters.size() > ALPHABET ? List.of() : letters;
    }

    private Optional<List<NewToken.Share>> digit(String letter) {
        int c = letter.codePointAt(0);
        if (Character.getType(c) != Character.DECIMAL_DIGIT_NUMBER) {
            return Optional.empty();
        }
        Tokens known = old.encode(Integer.toString(Character.digit(c, 10)));
        return Optional.of(List.of(new NewToken.Share(known.at(known.length() - 1), 1)))
                .filter(shares -> old.unknownTokens(known) == 0);
    }

    private static List<NewToken.Share> heaviest(Map<Integer, Double> meaning) {
        return meaning.entrySet().stream()
                .sorted(Map.Entry.<Integer, Double>comparingByValue()
                        .reversed()
                        .thenComparing(Map.Entry.comparingByKey()))
                .limit(KEPT)
                .map(part -> new NewToken.Share(part.getKey(), part.getValue()))
                .toList();
    }
}

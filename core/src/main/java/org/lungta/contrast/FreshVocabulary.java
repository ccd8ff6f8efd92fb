package org.lungta.contrast;

import static org.lungta.check.Check.require;

import java.lang.Character.UnicodeScript;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * A vocabulary for texts of any languages: their words (syllables in Tibetan, characters in Chinese), then every character, at the beginning
 * of a word and inside, so that nothing of these texts is unknown. Cut as BERT cuts: at blanks and marks, longest piece first.
 *
 * @param ids of the pieces
 */
public record FreshVocabulary(Map<String, Integer> ids) {
    private static final List<String> SPECIAL = List.of("[PAD]", "[UNK]", "[CLS]", "[SEP]");
    private static final String INSIDE = "##";

    /**
     * Collects it.
     *
     * @param fewest how often a word must stand in the texts
     */
    public static FreshVocabulary of(List<String> texts, int fewest) {
        require(fewest > 0, "fewest is %d; a word must be seen at least once", fewest);
        Map<String, Integer> counts = new TreeMap<>();
        TreeSet<String> characters = new TreeSet<>();
        texts.forEach(text -> words(text).forEach(word -> {
            counts.merge(word, 1, Integer::sum);
            word.codePoints().forEach(c -> characters.add(Character.toString(c)));
        }));
        List<String> pieces = new ArrayList<>(SPECIAL);
        counts.entrySet().stream()
                .filter(entry -> entry.getValue() >= fewest)
                .sorted(Comparator.comparingInt((Map.Entry<String, Integer> e) -> -e.getValue())
                        .thenComparing(Map.Entry.comparingByKey()))
                .forEach(entry -> pieces.add(entry.getKey()));
        characters.forEach(c -> {
            pieces.add(c);
            pieces.add(INSIDE + c);
        });
        Map<String, Integer> ids = new LinkedHashMap<>();
        pieces.forEach(piece -> ids.putIfAbsent(piece, ids.size()));
        return new FreshVocabulary(ids);
    }

    public FreshVocabulary {
        ids = java.util.Collections.unmodifiableMap(new LinkedHashMap<>(ids));
    }

    public int size() {
        return ids.size();
    }

    /** What BERT's pre-tokenizer makes of a text without blanks at ends. */
    static List<String> words(String text) {
        List<String> words = new ArrayList<>();
        StringBuilder word = new StringBuilder();
        text.codePoints().forEach(c -> {
            boolean blank = Character.isWhitespace(c) || Character.isSpaceChar(c);
            boolean alone = isMark(c) || UnicodeScript.of(c) == UnicodeScript.HAN;
            if (blank || alone) {
                flush(word, words);
            }
            if (alone) {
                words.add(Character.toString(c));
            } else if (!blank) {
                word.appendCodePoint(c);
            }
        });
        flush(word, words);
        return words;
    }

    private static void flush(StringBuilder word, List<String> words) {
        if (!word.isEmpty()) {
            words.add(word.toString());
            word.setLength(0);
        }
    }

    private static boolean isMark(int c) {
        boolean ascii = c < 128 && c > ' ' && !Character.isLetterOrDigit(c);
        return ascii
                || switch (Character.getType(c)) {
                    case Character.CONNECTOR_PUNCTUATION,
                            Character.DASH_PUNCTUATION,
                            Character.START_PUNCTUATION,
                            Character.END_PUNCTUATION,
                            Character.INITIAL_QUOTE_PUNCTUATION,
                            Character.FINAL_QUOTE_PUNCTUATION,
                            Character.OTHER_PUNCTUATION -> true;
                    default -> false;
                };
    }

    /** tokenizer.json. */
    Map<String, Object> tokenizer() {
        Map<String, Object> tokenizer = new LinkedHashMap<>();
        tokenizer.put("version", "1.0");
        tokenizer.put("added_tokens", SPECIAL.stream().map(this::added).toList());
        tokenizer.put(
                "normalizer",
                Map.of(
                        "type",
                        "BertNormalizer",
                        "clean_text",
                        true,
                        "handle_chinese_chars",
                        true,
                        "lowercase",
                        false,
                        "strip_accents",
                        false)); // vowel signs are marks
        tokenizer.put("pre_tokenizer", Map.of("type", "BertPreTokenizer"));
        tokenizer.put("post_processor", template());
        tokenizer.put("decoder", Map.of("type", "WordPiece", "prefix", INSIDE, "cleanup", true));
        tokenizer.put(
                "model",
                Map.of(
                        "type",
                        "WordPiece",
                        "unk_token",
                        "[UNK]",
                        "continuing_subword_prefix",
                        INSIDE,
                        "max_input_chars_per_word",
                        100,
                        "vocab",
                        ids));
        return tokenizer;
    }

    private Map<String, Object> added(String special) {
        Map<String, Object> token = new LinkedHashMap<>();
        token.put("id", ids.get(special));
        token.put("content", special);
        for (String flag : List.of("single_word", "lstrip", "rstrip", "normalized")) {
            token.put(flag, false);
        }
        token.put("special", true);
        return token;
    }

    private Map<String, Object> template() {
        Map<String, Object> specials = new LinkedHashMap<>();
        for (String name : List.of("[CLS]", "[SEP]")) {
            specials.put(name, Map.of("id", name, "ids", List.of(ids.get(name)), "tokens", List.of(name)));
        }
        Object begin = Map.of("SpecialToken", Map.of("id", "[CLS]", "type_id", 0));
        Object end = Map.of("SpecialToken", Map.of("id", "[SEP]", "type_id", 0));
        Object text = Map.of("Sequence", Map.of("id", "A", "type_id", 0));
        Object second = Map.of("Sequence", Map.of("id", "B", "type_id", 1));
        Map<String, Object> template = new LinkedHashMap<>();
        template.put("type", "TemplateProcessing");
        template.put("single", List.of(begin, text, end));
        template.put("pair", List.of(begin, text, end, second, end));
        template.put("special_tokens", specials);
        return template;
    }
}

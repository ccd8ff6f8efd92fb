package org.lungta.lab;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The tokenizer of the lab's base model, made from the languages' files and in the form of {@code tokenizer.json}: a Tibetan syllable with
 * its tsheg is a token, a Chinese word and each of its characters is one, of words in Arabic script stems and suffixes are, and so is each
 * phrase that prompts are made of. Runs of one script are matched from left to right, the longest token first (WordPiece with an empty
 * prefix); since every letter is a token too, whatever the lab writes can be written, and is read back exactly.
 */
final class BaseTokenizer {
    /** What cannot be written; padding, too, which Lungta does not need. */
    static final String UNKNOWN = "<unk>";

    static final String END = "<eos>";
    static final List<String> SPECIAL = List.of(UNKNOWN, END);

    private static final String FULL_STOP = ".";
    private static final String TSHEG = "\u0F0B";
    private static final String SYLLABLE = "[\u0F40-\u0FBC]+" + TSHEG + "?";
    private static final String ARABIC = "[\u0600-\u06FF]+";
    private static final String HAN = "[\u4E00-\u9FFF]+";
    private static final Pattern PIECE = Pattern.compile(SYLLABLE + "|" + ARABIC + "|" + HAN + "|[^\\x00-\\x7F]");
    private static final int LONGEST_PIECE = 100;

    private final List<String> phrases;
    private final Set<String> pieces = new TreeSet<>();

    /** Of these languages, and of phrases that are one token each. */
    BaseTokenizer(List<String> languages, List<String> phrases) {
        this.phrases = phrases.stream()
                .sorted(Comparator.comparingInt(String::length).reversed().thenComparing(Comparator.naturalOrder()))
                .toList();
        languages.forEach(this::learn);
        phrases.forEach(phrase -> letters(phrase).forEach(pieces::add));
        Stream.of(" ", "\n").forEach(pieces::add);
        List.copyOf(pieces).forEach(piece -> letters(piece).forEach(pieces::add));
        pieces.addAll(phrases);
    }

    private void learn(String code) {
        LanguageFile file = Resources.read(code + "/language.yaml", LanguageFile.class);
        List<String> texts = new ArrayList<>();
        file.words().values().forEach(table -> table.values().forEach(texts::addAll));
        file.marks().values().forEach(mark -> mark.values().forEach(texts::addAll));
        file.rules().values().forEach(texts::addAll);
        file.compound()
                .ifPresent(compound -> Stream.of(compound.tens(), compound.round(), compound.units())
                        .forEach(numbers -> texts.addAll(numbers.values())));
        texts.addAll(cut(Tongue.of(code), file));
        texts.add(file.betweenSentences());
        texts.forEach(text -> add(text.replace("_", file.separator())));
        add(file.separator());
    }

    /** Words whose last letter a mark takes away, with that mark. */
    private static List<String> cut(Tongue tongue, LanguageFile file) {
        List<String> texts = new ArrayList<>();
        for (String table : file.words().keySet()) {
            tongue.lexicon().words(table).values().stream()
                    .flatMap(List::stream)
                    .filter(word -> tongue.cutting().contains(word.end()))
                    .forEach(word -> file.marks().keySet().stream()
                            .flatMap(mark -> tongue.mark(mark).after(word.end()).stream())
                            .filter(Mark.Form::cuts)
                            .forEach(form -> texts.add(word.cut() + form.text())));
        }
        return texts;
    }

    private void add(String text) {
        Matcher matcher = PIECE.matcher(text);
        while (matcher.find()) {
            String piece = matcher.group();
            pieces.add(piece);
            if (piece.matches(SYLLABLE)) {
                String bare = piece.replace(TSHEG, "");
                pieces.add(bare);
                pieces.add(bare + TSHEG);
            }
        }
    }

    private static List<String> letters(String text) {
        return text.codePoints().mapToObj(Character::toString).toList();
    }

    /** Tokens to ids: special tokens, the one ASCII letter that languages end sentences with, then all others in their order. */
    Map<String, Integer> vocabulary() {
        Set<String> all = new LinkedHashSet<>(SPECIAL);
        all.add(FULL_STOP);
        all.addAll(pieces);
        Map<String, Integer> vocabulary = new LinkedHashMap<>();
        all.forEach(token -> vocabulary.put(token, vocabulary.size()));
        return vocabulary;
    }

    /** The file's content. */
    Map<String, Object> json() {
        Map<String, Integer> vocabulary = vocabulary();
        Map<String, Object> model = new LinkedHashMap<>();
        model.put("type", "WordPiece");
        model.put("unk_token", UNKNOWN);
        model.put("continuing_subword_prefix", "");
        model.put("max_input_chars_per_word", LONGEST_PIECE);
        model.put("vocab", vocabulary);
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("version", "1.0");
        json.put(
                "added_tokens",
                SPECIAL.stream()
                        .map(token -> added(token, vocabulary.get(token)))
                        .toList());
        json.put("pre_tokenizer", splitter());
        json.put("decoder", Map.of("type", "Fuse"));
        json.put("model", model);
        return json;
    }

    private Map<String, Object> splitter() {
        List<String> alternatives = new ArrayList<>(phrases);
        alternatives.addAll(List.of(SYLLABLE, ARABIC, HAN, "[\\s\\S]"));
        return Map.of(
                "type",
                "Split",
                "pattern",
                Map.of("Regex", String.join("|", alternatives)),
                "behavior",
                "Isolated",
                "invert",
                false);
    }

    private static Map<String, Object> added(String token, int id) {
        Map<String, Object> added = new LinkedHashMap<>();
        added.put("id", id);
        added.put("content", token);
        for (String flag : List.of("single_word", "lstrip", "rstrip", "normalized")) {
            added.put(flag, false);
        }
        added.put("special", true);
        return added;
    }
}

package org.lungta.lab;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** A random sentence encoder that can read both languages of a micro-world and knows neither: a BERT with mean pooling. */
public final class LabEncoder {
    private static final List<String> SPECIAL = List.of("[PAD]", "[UNK]", "[CLS]", "[SEP]");

    private LabEncoder() {}

    /**
     * Writes the encoder's folder, with a token for each word of the texts: a Chinese character, or what stands between blanks and
     * punctuation, such as a Tibetan syllable.
     *
     * @param layers how many
     * @param deviation of its weights: .01 is nearly a bag of words, .1 mixes
     */
    public static void write(Path folder, List<String> texts, int hidden, int layers, double deviation, long seed) {
        List<String> words = new ArrayList<>(SPECIAL);
        words.addAll(
                texts.stream().flatMap(text -> words(text).stream()).collect(Collectors.toCollection(TreeSet::new)));
        Map<String, Integer> vocabulary = new LinkedHashMap<>();
        words.forEach(word -> vocabulary.putIfAbsent(word, vocabulary.size()));
        TinyEncoder.Shape shape =
                new TinyEncoder.Shape(hidden, 2 * hidden, layers, Math.max(1, hidden / 32), deviation);
        TinyEncoder.write(folder, seed, shape, vocabulary, TinyEncoder.MARKS_KEPT);
    }

    /** As BERT's pre-tokenizer cuts: at blanks, and punctuation and Chinese characters stand alone. */
    private static List<String> words(String text) {
        List<String> words = new ArrayList<>();
        StringBuilder word = new StringBuilder();
        text.codePoints().forEach(c -> {
            boolean alone = Character.isIdeographic(c) || isPunctuation(c);
            if (alone || Character.isWhitespace(c)) {
                flush(word, words);
            }
            if (alone) {
                words.add(Character.toString(c));
            } else if (!Character.isWhitespace(c)) {
                word.appendCodePoint(c);
            }
        });
        flush(word, words);
        return words;
    }

    private static void flush(StringBuilder word, List<String> words) {
        if (word.length() > 0) {
            words.add(word.toString());
            word.setLength(0);
        }
    }

    private static boolean isPunctuation(int c) {
        return switch (Character.getType(c)) {
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
}

package org.lungta.lab;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.lungta.checkpoint.AtomicFiles;
import org.lungta.random.CounterRandom;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * Everything that a run needs, generated: {@code model} (a random Qwen2), {@code encoder} (a BERT that minds characters and their
 * places), {@code mt/libreoffice.bo-zh.jsonl} (pairs), {@code headline/tibettimes.bo.jsonl} (documents) and
 * {@code general/cmrc2018_dev.json} (reading comprehension), all about
 * {@link Words}. The files have the names that the recipes expect below their data folder.
 */
public final class TinyWorld {
    static final JsonMapper JSON = JsonMapper.builder()
            .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
            .build();

    private static final int TEST = 32;
    private static final int DEV = 32;
    private static final int CONTEXTS = 12;
    private static final int SENTENCES_A_CONTEXT = 3;
    private static final int SENTENCES_A_DOCUMENT = 4;

    private TinyWorld() {}

    /** Writes the world into a folder, unless it is there. The same seed gives the same bytes. */
    public static void write(Path folder, long seed) {
        Path done = folder.resolve("world.json");
        if (Files.exists(done)) {
            return;
        }
        TinyModel.write(folder.resolve("model"), seed);
        TinyEncoder.write(folder.resolve("encoder"), seed);
        List<Words.Sentence> sentences = shuffled(seed);
        AtomicFiles.write(folder.resolve("mt/libreoffice.bo-zh.jsonl"), pairs(sentences));
        AtomicFiles.write(
                folder.resolve("general/cmrc2018_dev.json"), JSON.writeValueAsString(comprehension(sentences)));
        AtomicFiles.write(folder.resolve("headline/tibettimes.bo.jsonl"), headlines(sentences));
        AtomicFiles.write(done, JSON.writeValueAsString(Map.of("seed", seed)));
    }

    /** Writes an encoder that can read both of the world's languages and knows one, for adaptation. */
    public static void writeBilingualEncoder(Path folder, long seed) {
        TinyEncoder.writeBilingual(folder, seed);
    }

    /** Writes an encoder that reads the world's Chinese as a bag of characters: one that may not reward. */
    public static void writeBagEncoder(Path folder, long seed) {
        TinyEncoder.writeBag(folder, seed);
    }

    private static List<Words.Sentence> shuffled(long seed) {
        List<Words.Sentence> all = Words.sentences();
        List<Words.Sentence> shuffled = new ArrayList<>();
        for (int i : CounterRandom.permutation(all.size(), seed, 1)) {
            shuffled.add(all.get(i));
        }
        return shuffled;
    }

    private static String pairs(List<Words.Sentence> sentences) {
        StringBuilder lines = new StringBuilder();
        for (int i = 0; i < sentences.size(); i++) {
            Map<String, Object> line = new LinkedHashMap<>();
            line.put("id", "tiny-" + i);
            line.put("source", sentences.get(i).bo());
            line.put("target", sentences.get(i).zh());
            line.put("source_lang", "bo");
            line.put("target_lang", "zh");
            line.put("split", i < TEST ? "test" : i < TEST + DEV ? "dev" : "train");
            lines.append(JSON.writeValueAsString(line)).append('\n');
        }
        return lines.toString();
    }

    /** A document tells four things, the headline is the first of them without its deed. */
    private static String headlines(List<Words.Sentence> sentences) {
        StringBuilder lines = new StringBuilder();
        for (int i = 0; i + SENTENCES_A_DOCUMENT <= sentences.size(); i++) {
            List<Words.Sentence> told = sentences.subList(i, i + SENTENCES_A_DOCUMENT);
            Map<String, Object> line = new LinkedHashMap<>();
            line.put("id", "tiny-" + i);
            line.put("document", told.stream().map(Words.Sentence::bo).reduce("", String::concat));
            line.put(
                    "headline",
                    told.get(0).who().bo() + "\u0F0B" + told.get(0).what().bo());
            line.put("split", i < TEST ? "test" : i < TEST + DEV ? "dev" : "train");
            lines.append(JSON.writeValueAsString(line)).append('\n');
        }
        return lines.toString();
    }

    private static Map<String, Object> comprehension(List<Words.Sentence> sentences) {
        List<Object> data = new ArrayList<>();
        for (int c = 0; c < CONTEXTS; c++) {
            List<Words.Sentence> told = sentences.subList(c * SENTENCES_A_CONTEXT, (c + 1) * SENTENCES_A_CONTEXT);
            String context = told.stream().map(Words.Sentence::zh).reduce("", String::concat);
            List<Object> questions = new ArrayList<>();
            for (Words.Sentence sentence : told) {
                String id = "TINY_%d_QUERY_%d".formatted(c, questions.size());
                questions.add(question(
                        id,
                        "谁" + sentence.deed().zh() + sentence.what().zh() + "？",
                        sentence.who().zh(),
                        context));
            }
            data.add(Map.of(
                    "title",
                    "tiny " + c,
                    "paragraphs",
                    List.of(Map.of("id", "TINY_" + c, "context", context, "qas", questions))));
        }
        return Map.of("version", "1.0", "data", data);
    }

    private static Map<String, Object> question(String id, String text, String answer, String context) {
        Map<String, Object> span = Map.of("text", answer, "answer_start", context.indexOf(answer));
        return Map.of("id", id, "question", text, "answers", List.of(span, span, span));
    }
}

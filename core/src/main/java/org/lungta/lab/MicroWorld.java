package org.lungta.lab;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.lungta.checkpoint.AtomicFiles;

/**
 * The texts of a bilingual world whose meaning can be checked exactly, as files that the rest of Lungta reads. For the languages zh
 * and bo these are
 *
 * <pre>
 * pairs.jsonl            sentence pairs; splits encoder, train, dev, iid, compositional, length
 * minimal-pairs.jsonl    right and wrong sentences, a kind of mistake at a time
 * headlines.bo.jsonl     documents and headlines of the new language; splits train, dev, test
 * headlines.zh.jsonl     the same of the dominant one
 * reading.SPLIT.json     passages with extractive questions in the form of CMRC 2018; train, dev, test
 * choices.jsonl          at most four of the questions of each passage, with four answers
 * text.jsonl             the passages alone, with what there is of the new language
 * world.json             settings, and the SHA-256 of each file
 * </pre>
 *
 * No fact of a training, of the encoder's or of the base model's, is in a test, and no pair of names that is held out for the
 * compositional test is in any of them ({@link Pools}). The same settings give the same bytes.
 */
public final class MicroWorld {
    /** Of the files, the questions that are there to be learnt from. */
    public static final String READING_TO_LEARN = "reading.train.json";

    private static final Range DOCUMENT = new Range(3, 5);
    private static final String PAIRS = "pairs.jsonl";

    private final Scene scene;
    private final Map<String, String> files = new LinkedHashMap<>();
    private final Map<String, Integer> items = new LinkedHashMap<>();

    private MicroWorld(Scene scene) {
        this.scene = scene;
    }

    /** Writes the world into a folder; one that holds this very world already is checked and left alone. */
    public static void write(Path folder, WorldSettings settings) {
        if (Files.exists(folder.resolve(Manifest.FILE))) {
            Manifest.read(folder).requireSettings(settings);
            check(folder);
            return;
        }
        MicroWorld world = new MicroWorld(Scene.of(settings));
        world.make();
        world.files.forEach((name, text) -> AtomicFiles.write(folder.resolve(name), text));
        Manifest.of(settings, world.files, world.items).write(folder);
    }

    /** Refuses a folder whose files have changed, or in which a fact of a test is in something that is learnt from. */
    public static void check(Path folder) {
        Manifest.read(folder).check(folder);
        Leaks.check(folder);
    }

    private void make() {
        add(PAIRS, new PairsOf(scene).lines());
        if (scene.settings().sizes().minimalPairs() > 0) {
            add("minimal-pairs.jsonl", new MinimalPairs(scene).lines());
        }
        add("headlines." + scene.settings().language() + ".jsonl", headlines());
        add("headlines." + scene.settings().dominant() + ".jsonl", dominantHeadlines());
        readings();
    }

    private Lines headlines() {
        WorldSettings.Sizes sizes = scene.settings().sizes();
        DocumentsOf documents = new DocumentsOf(scene, scene.language());
        Lines lines = new Lines();
        documents.add(lines, Pool.TRAIN, DOCUMENT, sizes.train(), "train");
        documents.add(lines, Pool.DEV, DOCUMENT, sizes.dev(), "dev");
        documents.add(lines, Pool.IID, DOCUMENT, sizes.test(), "test");
        return lines;
    }

    private Lines dominantHeadlines() {
        WorldSettings.Sizes sizes = scene.settings().sizes();
        DocumentsOf documents = new DocumentsOf(scene, scene.dominant());
        Lines lines = new Lines();
        Range length = scene.world().difficulty().facts();
        documents.add(lines, Pool.BASE, length, sizes.passages(), "train");
        documents.add(lines, Pool.READING, length, sizes.readings(), "dev");
        documents.add(lines, Pool.READING, length, sizes.readings(), "test");
        return lines;
    }

    private void readings() {
        WorldSettings.Sizes sizes = scene.settings().sizes();
        Set<String> seen = new HashSet<>();
        Lines choices = new Lines();
        Lines texts = new Lines();
        Map<String, Integer> counts = new LinkedHashMap<>();
        counts.put("test", sizes.readings());
        counts.put("dev", sizes.readings());
        counts.put("train", sizes.passages());
        counts.forEach((split, count) -> {
            ReadingsOf readings = new ReadingsOf(scene, split);
            readings.fill(split.equals("train") ? Pool.BASE : Pool.READING, count, seen, choices, texts);
            files.put("reading." + split + ".json", readings.comprehension());
            items.put("reading." + split + ".json", readings.count());
        });
        newSentences(texts);
        add("choices.jsonl", choices);
        add("text.jsonl", texts);
    }

    /** A little of the new language for the base model to have seen. */
    private void newSentences(Lines texts) {
        double share = scene.settings().regime().newShare();
        Passages passages = new Passages(scene.world(), scene.pools());
        for (int i = 0; i < Math.round(share * scene.settings().sizes().passages()); i++) {
            Choice choice = scene.choice("new language", i);
            Passage passage = passages.draw(Pool.BASE, new Range(1, 1), choice);
            texts.add(Map.of(
                    "id",
                    "NEW_" + i,
                    "text",
                    Told.tell(scene.language(), passage, choice).text(),
                    "split",
                    "train",
                    "facts",
                    passage.keys()));
        }
    }

    private void add(String name, Lines lines) {
        files.put(name, lines.text());
        items.put(name, lines.count());
    }
}

package org.lungta.corpus;

import java.nio.file.Path;
import java.util.List;
import org.lungta.random.CounterRandom;

/**
 * CMRC 2018 (Cui et al., EMNLP 2019), Chinese reading comprehension in the form of SQuAD:
 * {@code {data: [{paragraphs: [{id, context, qas: [{id, question, answers: [{text}]}]}]}]}}. Other fields are passed over, among
 * them {@code answer_start}, which is wrong in 2 % of the answers. No text is changed.
 */
public final class Cmrc {
    private static final long DRAW = CounterRandom.coordinate("cmrc");

    private Cmrc() {}

    /**
     * All readings of the file, in its order. Refused, with the place in the file, are a file that is no JSON, a field that is
     * missing, empty or of another kind, and an id that stands twice.
     */
    public static List<Reading> read(Path json) {
        return new CmrcFile(json).readings();
    }

    /**
     * A random choice of readings without repetition, in random order, which depends on the seed and on the number of readings
     * alone.
     *
     * @param contexts how many; all of them, in random order, where there are no more
     */
    public static List<Reading> draw(List<Reading> readings, int contexts, long seed) {
        return Pairs.drawn(readings, contexts, seed, DRAW);
    }
}

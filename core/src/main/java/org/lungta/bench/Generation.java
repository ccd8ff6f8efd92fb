package org.lungta.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.lungta.model.DecodeSession;
import org.lungta.model.Merged;
import org.lungta.model.PromptGroup;
import org.lungta.rollout.Decoding;
import org.lungta.rollout.Draws;
import org.lungta.rollout.Rollout;
import org.lungta.text.Completion;
import org.lungta.text.Finish;
import org.lungta.text.Tokens;

/**
 * Completions of a fixed length: no token ends one, so that two programs that are compared generate equally many. The loop is the
 * sampler's, without the turning of tokens into text.
 *
 * @param rollouts for each group one of each tail
 * @param prefill seconds until every row had its first token
 * @param decode seconds for the others
 */
record Generation(List<List<Rollout>> rollouts, double prefill, double decode) {

    static Generation of(Merged model, List<PromptGroup> groups, int length, Decoding decoding, Draws draws) {
        long begin = System.nanoTime();
        try (DecodeSession session = model.open(groups)) {
            int[] rows = IntStream.range(0, session.rows()).toArray();
            List<List<Decoding.Pick>> picked = new ArrayList<>();
            picked.add(session.prefill(logits -> decoding.pick(logits, rows, 0, draws)));
            long filled = System.nanoTime();
            for (int position = 1; position < length; position++) {
                int at = position;
                int[] last = picked.get(position - 1).stream()
                        .mapToInt(Decoding.Pick::token)
                        .toArray();
                picked.add(session.step(rows, last, logits -> decoding.pick(logits, rows, at, draws)));
            }
            long end = System.nanoTime();
            return new Generation(byGroup(groups, picked), (filled - begin) / 1e9, (end - filled) / 1e9);
        }
    }

    private static List<List<Rollout>> byGroup(List<PromptGroup> groups, List<List<Decoding.Pick>> picked) {
        List<List<Rollout>> byGroup = new ArrayList<>();
        int row = 0;
        for (PromptGroup group : groups) {
            List<Rollout> own = new ArrayList<>();
            for (int i = 0; i < group.tails().size(); i++) {
                int at = row++;
                own.add(rollout(picked.stream().map(step -> step.get(at)).toList()));
            }
            byGroup.add(own);
        }
        return byGroup;
    }

    private static Rollout rollout(List<Decoding.Pick> picks) {
        Tokens tokens = Tokens.of(picks.stream().mapToInt(Decoding.Pick::token).toArray());
        return new Rollout(
                new Completion(tokens, "", true, Finish.LENGTH),
                picks.stream().map(Decoding.Pick::logProb).toList());
    }
}

package org.lungta.rollout;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.lungta.check.Stop;
import org.lungta.model.DecodeSession;
import org.lungta.model.Merged;
import org.lungta.model.PromptGroup;
import org.lungta.text.Completion;
import org.lungta.text.Finish;
import org.lungta.text.Tokenizer;
import org.lungta.text.Tokens;

/**
 * Completes prompts: every prompt is computed once, all rows decode together, and a finished row leaves the batch.
 *
 * @param stops every token that ends a completion; it is part of the completion
 * @param maxNewTokens after which a completion is cut
 */
public record Sampler(Tokenizer tokenizer, Set<Integer> stops, Decoding decoding, int maxNewTokens) {
    public Sampler {
        stops = Set.copyOf(stops);
    }

    /** For each group a rollout of each tail, in order. */
    public List<List<Rollout>> complete(Merged model, List<PromptGroup> groups, Draws draws) {
        try (DecodeSession session = model.open(groups)) {
            List<Row> rows = decode(session, draws);
            List<List<Rollout>> byGroup = new ArrayList<>();
            int at = 0;
            for (PromptGroup group : groups) {
                List<Row> own = rows.subList(at, at + group.tails().size());
                byGroup.add(own.stream().map(this::rollout).toList());
                at += group.tails().size();
            }
            return byGroup;
        }
    }

    private List<Row> decode(DecodeSession session, Draws draws) {
        List<Row> rows = IntStream.range(0, session.rows()).mapToObj(Row::new).toList();
        List<Row> active = rows;
        List<Decoding.Pick> picks = session.prefill(logits -> decoding.pick(logits, numbers(rows), 0, draws));
        for (int position = 0; ; position++) {
            for (int i = 0; i < active.size(); i++) {
                active.get(i).take(picks.get(i));
            }
            active = active.stream().filter(row -> !row.ended(this)).toList();
            if (active.isEmpty()) {
                return rows;
            }
            Stop.check();
            int[] numbers = numbers(active);
            int next = position + 1;
            int[] tokens = active.stream().mapToInt(Row::last).toArray();
            picks = session.step(numbers, tokens, logits -> decoding.pick(logits, numbers, next, draws));
        }
    }

    private static int[] numbers(List<Row> rows) {
        return rows.stream().mapToInt(row -> row.number).toArray();
    }

    private Rollout rollout(Row row) {
        Tokens tokens =
                Tokens.of(row.tokens.stream().mapToInt(Integer::intValue).toArray());
        boolean stopped = stops.contains(row.last());
        Tokens said = stopped ? tokens.slice(0, tokens.length() - 1) : tokens;
        return new Rollout(
                new Completion(
                        tokens,
                        tokenizer.decode(said),
                        tokenizer.isValidText(said),
                        stopped ? Finish.STOP : Finish.LENGTH),
                row.logProbs);
    }

    /** A completion that grows; mutable, within one call. */
    private static final class Row {
        private final int number;
        private final List<Integer> tokens = new ArrayList<>();
        private final List<Float> logProbs = new ArrayList<>();

        Row(int number) {
            this.number = number;
        }

        void take(Decoding.Pick pick) {
            tokens.add(pick.token());
            logProbs.add(pick.logProb());
        }

        int last() {
            return tokens.get(tokens.size() - 1);
        }

        boolean ended(Sampler sampler) {
            return sampler.stops().contains(last()) || tokens.size() == sampler.maxNewTokens();
        }
    }
}

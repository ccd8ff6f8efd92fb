package org.lungta.eval;

import java.nio.file.Path;
import java.util.List;
import java.util.function.ToDoubleFunction;
import org.lungta.model.BaseStates;
import org.lungta.model.Cuts;
import org.lungta.model.Divergence;
import org.lungta.model.Merged;
import org.lungta.model.PromptGroup;
import org.lungta.model.Sequences;

/**
 * How likely given texts are to a model and to its base, and how far the model has departed from the base on them: teacher-forced, the
 * divergence exact over the whole vocabulary. No form of answer is asked for.
 *
 * @param base the decoder without adapters
 * @param states of the base, for texts that others are measured on too
 * @param tuned the decoder with them, or the base itself
 */
public record Departure(Merged base, BaseStates states, Merged tuned) {
    /** Texts that are computed together. */
    public static final int TOGETHER = 8;

    /**
     * A text behind what stands before it.
     *
     * @param cluster what the text belongs to, such as the passage of a question
     * @param bytes of the scored text, in UTF-8
     */
    public record Text(String id, String cluster, PromptGroup tokens, int bytes) {}

    /** One text: nats under the model and under the base, the sum of KL(base || model) over its tokens, and the greatest of them. */
    public record Item(
            String id,
            String cluster,
            double nats,
            double baseNats,
            double kl,
            double greatest,
            int tokens,
            int bytes) {
        /** NLL in nats a token. */
        public double perToken() {
            return nats / tokens;
        }

        /** NLL above the base's, in nats a token. */
        public double changePerToken() {
            return (nats - baseNats) / tokens;
        }

        /** The mean divergence over the text's tokens. */
        public double klPerToken() {
            return kl / tokens;
        }

        /** Bits for each byte. */
        public double bitsPerByte() {
            return nats / (bytes * Math.log(2));
        }
    }

    /** Scores what is missing in {@code items}. */
    public List<Item> evaluate(List<Text> texts, Path items, Progress progress) {
        return new ItemFile<>(items, Item.class)
                .complete(Cuts.every(TOGETHER, texts), List::size, this::score, progress);
    }

    private List<Item> score(List<Text> texts) {
        List<Divergence.Departed> all = Divergence.departures(
                base,
                states,
                tuned,
                Sequences.sharing(texts.stream().map(Text::tokens).toList()));
        int[] at = {0};
        return texts.stream()
                .map(text -> {
                    int from = at[0];
                    at[0] += text.tokens().tailTokens();
                    return item(text, all.subList(from, at[0]));
                })
                .toList();
    }

    private static Item item(Text text, List<Divergence.Departed> positions) {
        return new Item(
                text.id(),
                text.cluster(),
                sum(positions, Divergence.Departed::tunedNll),
                sum(positions, Divergence.Departed::baseNll),
                sum(positions, Divergence.Departed::forward),
                positions.stream()
                        .mapToDouble(Divergence.Departed::forward)
                        .max()
                        .orElse(0),
                positions.size(),
                text.bytes());
    }

    private static double sum(List<Divergence.Departed> positions, ToDoubleFunction<Divergence.Departed> value) {
        return positions.stream().mapToDouble(value).sum();
    }
}

package org.lungta.model;

import java.util.List;
import java.util.function.Function;
import org.lungta.tensor.Autograd;
import org.lungta.tensor.Tensor;

/**
 * A frozen decoder with an adapter that learns. Log-probabilities are those of softmax(logits / temperature), untruncated.
 * Owns the adapter, not the weights.
 */
public final class Policy implements AutoCloseable {
    private final DecoderWeights weights;
    private final Adapter adapter;
    private final Dropout dropout = new Dropout();
    private final Decoder decoder;
    private final Head head;
    private final List<Tensor> parameters;
    private long computedTokens;
    private long headRows;

    public Policy(DecoderWeights weights, Adapter adapter) {
        this.weights = weights;
        this.adapter = adapter;
        this.decoder = adapter.attach(weights, dropout);
        this.head = new Head(weights.head());
        this.parameters = adapter.trainable();
    }

    /** What the policy says of a batch: log-probabilities and entropies of its scored tokens, in their order. */
    public record Scored(List<Float> logProbs, List<Float> entropies) {}

    /** Scores without learning. */
    public static Scored score(DecoderWeights weights, Sequences sequences, double temperature) {
        try (Head head = new Head(weights.head())) {
            return score(Decoder.of(weights, (module, dense) -> dense), head, sequences, temperature);
        }
    }

    /** Scores without learning, with this adapter as it stands. */
    public Scored score(Sequences sequences, double temperature) {
        return score(decoder, head, sequences, temperature);
    }

    private static Scored score(Decoder decoder, Head head, Sequences sequences, double temperature) {
        return Autograd.inference(() -> {
            Head.Scores scores = head.scores(predictors(decoder, sequences), sequences.targets(), temperature);
            return new Scored(
                    Floats.list(scores.logProbs().floats()),
                    Floats.list(scores.entropies().floats()));
        });
    }

    /**
     * Adds the gradient of an objective to the adapter's gradients. The head runs twice, without and with the gradient, so that
     * no [tokens, vocabulary] is ever held.
     *
     * @param objective from log-probabilities [N] (a leaf) to a scalar loss
     * @return what the objective was computed from
     */
    public Scored learn(Sequences sequences, double temperature, Function<Tensor, Tensor> objective) {
        return Autograd.training(() -> {
            Tensor hidden = predictors(decoder, sequences); // [N, H]
            Head.Scores scores = head.scores(hidden, sequences.targets(), temperature);
            Tensor leaf = scores.logProbs().trainable();
            objective.apply(leaf).backward();
            hidden.backward(head.gradient(hidden.detach(), sequences.targets(), leaf.grad(), temperature));
            computedTokens += sequences.length();
            headRows += sequences.scored();
            return new Scored(
                    Floats.list(leaf.detach().floats()),
                    Floats.list(scores.entropies().floats()));
        });
    }

    /**
     * Adds the gradient of -weight times the sum of all scored tokens' log-probabilities, at temperature 1: what supervised
     * learning needs, and the head runs once for it instead of twice.
     *
     * @return each scored token's log-probability
     */
    public List<Float> imitate(Sequences sequences, double weight) {
        return Autograd.training(() -> {
            Tensor hidden = predictors(decoder, sequences); // [N, H]
            Head.Lesson lesson = head.lesson(hidden.detach(), sequences.targets(), -weight);
            hidden.backward(lesson.gradient());
            computedTokens += sequences.length();
            headRows += sequences.scored();
            return Floats.list(lesson.logProbs().floats());
        });
    }

    /** Sets the dropout of the adapters' inputs for {@link #learn} and {@link #imitate}. */
    public void dropout(double probability) {
        dropout.probability(probability);
    }

    /** Tokens that {@link #learn} has computed: each prompt once, each completion once. */
    public long computedTokens() {
        return computedTokens;
    }

    /** Rows that the head has scored in {@link #learn}: completion tokens and no others. */
    public long headRows() {
        return headRows;
    }

    public Adapter adapter() {
        return adapter;
    }

    public DecoderWeights weights() {
        return weights;
    }

    /** A and B of every pair, in the order of the layers. */
    public List<Tensor> parameters() {
        return parameters;
    }

    private static Tensor predictors(Decoder decoder, Sequences sequences) {
        Tensor hidden = decoder.hidden(
                sequences.tokens(),
                sequences.positions(),
                new FlatAttention(sequences, decoder.weights().embedding().dtype()));
        return hidden.indexSelect(0, Tensor.of(sequences.predictors(), sequences.scored()));
    }

    @Override
    public void close() {
        head.close();
        adapter.close();
    }
}

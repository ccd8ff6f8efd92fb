package org.lungta.model;

import static org.lungta.check.Check.require;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.lungta.tensor.Autograd;
import org.lungta.tensor.Tensor;

/**
 * A frozen decoder with an adapter that learns, perhaps on top of others that do not. Log-probabilities are those of
 * softmax(logits / temperature), untruncated. Owns the adapter that learns, not the weights and not the frozen adapters.
 */
public final class Policy implements AutoCloseable {
    private final DecoderWeights weights;
    private final List<Adapter> frozen;
    private final Adapter adapter;
    private final Dropout dropout = new Dropout();
    private final Decoder decoder;
    private final Head head;
    private final List<Tensor> parameters;
    private final ShownWeights shown;
    private Pass.Maker passes = Pass.Kept::of;
    private long computedTokens;
    private long headRows;

    public Policy(DecoderWeights weights, Adapter adapter) {
        this(weights, List.of(), adapter);
    }

    /**
     * A policy over a decoder that other adapters have changed already.
     *
     * @param frozen stay as they are; their memory is shared, so they are closed after the policy
     * @param adapter learns
     */
    public Policy(DecoderWeights weights, List<Adapter> frozen, Adapter adapter) {
        require(adapter.config().scale() > 0, "an adapter with alpha 0 cannot learn: give it a positive alpha");
        this.weights = weights;
        this.frozen = frozen.stream().map(other -> other.scaled(1)).toList();
        this.adapter = adapter;
        this.shown = ShownWeights.of(weights, adapters());
        this.decoder = Decoder.of(shown.weights(), this::adapted, adapter.rows());
        this.head = new Head(shown.weights().head(), learningInHead());
        this.parameters = adapter.trainable();
    }

    private Linear adapted(String module, Linear.Dense dense) {
        Linear under = dense;
        for (Adapter other : frozen) {
            under = other.over(module, under, new Dropout());
        }
        return adapter.over(module, under, dropout);
    }

    private Optional<TokenRows> learningInHead() {
        return adapter.learnt().ofHead(weights.config());
    }

    /** Shows the rows as the last update left them to the embedding and the head. */
    private void refresh() {
        shown.show(adapter);
    }

    private void backward(Pass pass, Head.Gradient gradient) {
        pass.backward(gradient.hidden());
        gradient.rows().ifPresent(byRow -> learningInHead().orElseThrow().addGradient(byRow));
    }

    /** What the policy says of a batch: log-probabilities and entropies of its scored tokens, in their order. */
    public record Scored(List<Float> logProbs, List<Float> entropies) {}

    /** Scores without learning. */
    public static Scored score(DecoderWeights weights, Sequences sequences, double temperature) {
        try (Head head = new Head(weights.head(), Optional.empty())) {
            return score(Decoder.of(weights, (module, dense) -> dense), head, sequences, temperature);
        }
    }

    /** Scores without learning, with this adapter as it stands. */
    public Scored score(Sequences sequences, double temperature) {
        refresh();
        return score(decoder, head, sequences, temperature);
    }

    static Scored score(Decoder decoder, Head head, Sequences sequences, double temperature) {
        return Autograd.inference(() -> {
            Tensor hidden = Pass.Kept.of(decoder, sequences).predictors();
            Head.Scores scores = head.scores(hidden, sequences.targets(), temperature);
            return new Scored(
                    Floats.list(scores.logProbs().floats()),
                    Floats.list(scores.entropies().floats()));
        });
    }

    /**
     * Adds the gradient of an objective to the adapter's gradients. The head runs once, for log-probabilities and their slopes
     * together, and no [tokens, vocabulary] is ever held.
     *
     * @param objective from log-probabilities [N] (a leaf) to a scalar loss
     * @return what the objective was computed from
     */
    public Scored learn(Sequences sequences, double temperature, Function<Tensor, Tensor> objective) {
        refresh();
        return Autograd.training(() -> {
            Pass pass = passes.of(decoder, sequences);
            Tensor hidden = pass.predictors(); // [N, H]
            Tensor ended = hidden.detach();
            Head.Slopes slopes = head.slopes(ended, sequences.targets(), temperature);
            Tensor leaf = slopes.scores().logProbs().trainable();
            objective.apply(leaf).backward();
            backward(pass, Head.gradient(slopes, ended, leaf.grad()));
            computedTokens += sequences.length();
            headRows += sequences.scored();
            return new Scored(
                    Floats.list(leaf.detach().floats()),
                    Floats.list(slopes.scores().entropies().floats()));
        });
    }

    /**
     * Adds the gradient of -weight times the sum of all scored tokens' log-probabilities, at temperature 1: what supervised
     * learning needs, whose weight is known before the head runs.
     *
     * @return each scored token's log-probability
     */
    public List<Float> imitate(Sequences sequences, double weight) {
        refresh();
        return Autograd.training(() -> {
            Pass pass = passes.of(decoder, sequences);
            Head.Lesson lesson = head.lesson(pass.predictors().detach(), sequences.targets(), -weight);
            backward(pass, lesson.gradient());
            computedTokens += sequences.length();
            headRows += sequences.scored();
            return Floats.list(lesson.logProbs().floats());
        });
    }

    /** Gives everything that learns a gradient of zero: what a step without lessons leaves to the optimizer. */
    public void learnNothing() {
        Autograd.training(() -> {
            parameters.forEach(p -> p.mul(0).sum().backward());
            return parameters;
        });
    }

    /** From now on {@link #learn} and {@link #imitate} keep layers' inputs alone and compute each layer again: the same result. */
    public void recompute() {
        passes = Pass.Recomputed::new;
    }

    /** Log-probabilities of scored tokens, and how far each position's distribution is from the base model's, KL(base || policy). */
    public record Near(List<Float> logProbs, List<Float> kl) {}

    /**
     * Adds the gradient of weight times the sum over scored tokens of -log pi + beta KL(base || pi), exact over the vocabulary; the
     * base is the decoder without any adapter.
     */
    public Near imitateNearBase(Sequences sequences, double weight, double beta) {
        refresh();
        Decoder base = Decoder.of(weights, (module, dense) -> dense);
        return Autograd.training(() -> {
            Pass pass = passes.of(decoder, sequences);
            Tensor hidden = pass.predictors(); // [N, H]
            Tensor before = Pass.Kept.of(base, sequences).predictors().detach(); // [N, H]
            HeldNear near = new HeldNear(decoder.weights().head(), weights.head(), learningInHead(), beta);
            HeldNear.Lesson lesson = near.lesson(hidden.detach(), before, sequences.targets(), weight);
            backward(pass, lesson.gradient());
            computedTokens += sequences.length();
            headRows += sequences.scored();
            return new Near(lesson.logProbs(), lesson.kl());
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

    /** The adapter that learns. */
    public Adapter adapter() {
        return adapter;
    }

    /** Every adapter, the one that learns last: what to merge for sampling. */
    public List<Adapter> adapters() {
        return Stream.concat(frozen.stream(), Stream.of(adapter)).toList();
    }

    public DecoderWeights weights() {
        return weights;
    }

    /** A and B of every pair, in the order of the layers. */
    public List<Tensor> parameters() {
        return parameters;
    }

    @Override
    public void close() {
        head.close();
        shown.close();
        frozen.forEach(Adapter::close);
        adapter.close();
    }
}

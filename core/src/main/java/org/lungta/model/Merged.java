package org.lungta.model;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.lungta.tensor.Autograd;
import org.lungta.tensor.DType;
import org.lungta.tensor.Packed;
import org.lungta.tensor.Tensor;

/**
 * A decoder for inference: adapters merged into a second buffer, which is laid out for the processor; the frozen weights stay as
 * they are, so merging again and again loses nothing. Lives for a rollout or an evaluation; its owner closes it.
 */
public final class Merged implements AutoCloseable {
    private final List<Runnable> closers = new ArrayList<>();
    private final List<Linear> linears = new ArrayList<>();
    private final Decoder decoder;
    private final Linear head;
    private final int rows;
    private final long productsBefore = Packed.products();
    private Work work = Work.NONE;

    private Merged(DecoderWeights frozen, List<Adapter> adapters, int rows) {
        this.rows = rows;
        ShownWeights shown = ShownWeights.of(frozen, adapters);
        closers.add(shown::close);
        DecoderWeights weights = shown.weights();
        this.decoder = Decoder.of(weights, (module, dense) -> {
            List<Lora> pairs = Adapter.pairs(adapters, module);
            Linear made = pairs.isEmpty() ? lay(dense) : merge(dense, pairs);
            linears.add(made);
            return made;
        });
        this.head = lay(new Linear.Dense(weights.head(), null));
        linears.add(head);
    }

    /**
     * Merges and lays out.
     *
     * @param adapter what to add to the weights; empty for the base model
     * @param rows about how many sequences will decode together
     */
    public static Merged of(DecoderWeights weights, Optional<Adapter> adapter, int rows) {
        return of(weights, adapter.stream().toList(), rows);
    }

    /** The same with any number of adapters, all of them added. */
    public static Merged of(DecoderWeights weights, List<Adapter> adapters, int rows) {
        return new Merged(weights, adapters, rows);
    }

    private Linear lay(Linear.Dense dense) {
        Packed packed = Packed.of(dense.weight(), rows);
        if (packed == null) {
            return dense;
        }
        closers.add(packed::close);
        return new Linear.Laid(packed, dense.bias());
    }

    private Linear merge(Linear.Dense dense, List<Lora> pairs) {
        Tensor merged = Autograd.own(() -> Lora.laid(dense.weight(), pairs));
        Linear laid = lay(new Linear.Dense(merged, dense.bias()));
        if (laid instanceof Linear.Laid) {
            merged.close();
        } else {
            closers.add(merged::close);
        }
        return laid;
    }

    /** Computes the prompts, once each, and stands ready to continue every tail. */
    public DecodeSession open(List<PromptGroup> groups) {
        return new DecodeSession(this, groups);
    }

    /** The log-probabilities of a batch's scored tokens, in their order. */
    public List<Float> logProbs(Sequences sequences) {
        try (Head whole = new Head(decoder.weights().head(), Optional.empty())) {
            return Policy.score(decoder, whole, sequences, 1).logProbs();
        }
    }

    void did(DecodeSession session) {
        work = work.plus(new Work(
                session.prefilledTokens(), session.sharedTokens(), session.sharingRows(), session.decodedTokens(), 0));
    }

    /** What its sessions, once they are closed, have computed and spared. */
    public Work work() {
        return work.withPacked(Packed.products() - productsBefore);
    }

    /** The linear maps in the order of the layers, and the head. */
    List<Linear> everyLinear() {
        return linears;
    }

    Decoder decoder() {
        return decoder;
    }

    /** The hidden states [N, H] that predict the scored tokens. */
    Tensor predictors(Sequences sequences) {
        return Pass.Kept.of(decoder, sequences).predictors();
    }

    /** Logits [B, V], float32, of hidden states [B, H]. */
    Tensor logits(Tensor hidden) {
        return head.apply(hidden).to(DType.FLOAT32);
    }

    @Override
    public void close() {
        closers.forEach(Runnable::run);
    }
}

package org.lungta.model;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.lungta.tensor.Autograd;
import org.lungta.tensor.Engine;
import org.lungta.tensor.Tensor;

/** A forward through a decoder that a backward may follow, within one scope of {@link Autograd#training}. */
interface Pass {
    /** The hidden states [N, H] that predict the scored tokens. */
    Tensor predictors();

    /** Adds the gradient of what learns, given that with respect to {@link #predictors}. */
    void backward(Tensor gradient);

    /** How a pass is made. */
    @FunctionalInterface
    interface Maker {
        Pass of(Decoder decoder, Sequences sequences);
    }

    /** Autograd keeps what every layer needs for the backward. */
    record Kept(Tensor predictors) implements Pass {
        static Pass of(Decoder decoder, Sequences sequences) {
            return new Kept(
                    of(decoder.hidden(sequences.tokens(), sequences.positions(), seen(decoder, sequences)), sequences));
        }

        private static Tensor of(Tensor hidden, Sequences sequences) {
            return hidden.indexSelect(0, Tensor.of(sequences.predictors(), sequences.scored()));
        }

        @Override
        public void backward(Tensor gradient) {
            predictors.backward(gradient);
        }
    }

    /** Keeps each layer's inputs alone and computes the layer again on the way back (arXiv:1604.06174): exact, and a third dearer. */
    final class Recomputed implements Pass {
        private final Decoder decoder;
        private final Attention attention;
        private final Map<Rope, Rotary.Angles> angles;
        private final Tensor embedded;
        private final List<Input> inputs = new ArrayList<>();
        private final Tensor last;
        private final Tensor predictors;

        /** What a layer read [T, H], and where the generator of dropout stood. */
        private record Input(Tensor x, Tensor generator) {}

        Recomputed(Decoder decoder, Sequences sequences) {
            this.decoder = decoder;
            this.attention = seen(decoder, sequences);
            this.angles = decoder.angles(sequences.positions());
            this.embedded = decoder.embedded(sequences.tokens());
            Tensor x = embedded.detach();
            for (int i = 0; i < decoder.depth(); i++) {
                int layer = i;
                Tensor below = x;
                inputs.add(new Input(below, Engine.generator()));
                x = Autograd.keep(
                        () -> decoder.layer(layer, below, angles, attention).detach());
            }
            this.last = x.trainable();
            this.predictors = Kept.of(decoder.normed(last), sequences);
        }

        @Override
        public Tensor predictors() {
            return predictors;
        }

        @Override
        public void backward(Tensor gradient) {
            Tensor end = Engine.generator();
            predictors.backward(gradient);
            Tensor above = last.grad();
            for (int layer = decoder.depth() - 1; layer >= 0; layer--) {
                above = through(layer, above);
            }
            if (embedded.requiresGrad()) {
                embedded.backward(above);
            }
            Engine.generator(end);
        }

        private Tensor through(int layer, Tensor above) {
            Input input = inputs.get(layer);
            return Autograd.keep(() -> {
                Engine.generator(input.generator());
                Tensor leaf = input.x().detach().trainable();
                decoder.layer(layer, leaf, angles, attention).backward(above);
                return leaf.grad();
            });
        }
    }

    private static Attention seen(Decoder decoder, Sequences sequences) {
        return new FlatAttention(
                sequences,
                decoder.config().windows(),
                decoder.weights().embedding().dtype());
    }
}

package org.lungta.model;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.lungta.tensor.Autograd;
import org.lungta.tensor.Tensor;

/**
 * A decoder of which every tensor learns, under its checkpoint's names. The pass is that of {@link Decoder}; the gradient of the
 * embedding comes by autograd where it is read, and by hand where it is the head. Owns its tensors.
 */
public final class LearningDecoder implements AutoCloseable {
    private final Map<String, Tensor> tensors = new LinkedHashMap<>();
    private final DecoderWeights weights;
    private final Decoder decoder;
    private final Tensor shownHead;
    private final Head head;

    /** A decoder that begins with these tensors, float32, and takes them over. */
    public LearningDecoder(DecoderConfig config, DecoderWeights.Source source) {
        this.weights = DecoderWeights.read(config, (name, shape) -> {
            Tensor tensor = source.tensor(name, shape).trainable();
            tensors.put(name, tensor);
            return tensor;
        });
        this.decoder = Decoder.of(weights, (module, dense) -> dense);
        this.shownHead = Autograd.own(() -> weights.head().detach()); // the same memory
        this.head = new Head(
                shownHead, Optional.of(new HeadRows.Every(config.sizes().vocabulary())));
    }

    /**
     * Adds the gradient of - scale sum w log p over the lessons' weighted tokens.
     *
     * @return each weighted token's log p
     */
    public List<Float> learn(Lessons lessons, double scale) {
        return Autograd.training(() -> {
            Tensor hidden = predictors(lessons); // [N, H]
            Tensor weight = weights(lessons).mul(-scale);
            Head.Lesson lesson = head.lesson(hidden.detach(), lessons.targets(), weight);
            hidden.backward(lesson.gradient().hidden());
            weights.head().mul(lesson.gradient().rows().orElseThrow()).sum().backward();
            return Floats.list(lesson.logProbs().floats());
        });
    }

    /** Each weighted token's log p, without learning. */
    public List<Float> logProbs(Lessons lessons) {
        return Autograd.inference(() -> Floats.list(head.scores(predictors(lessons), lessons.targets(), 1)
                .logProbs()
                .floats()));
    }

    /** The tensors by name, in the order of the layers: leaves that collect gradients. */
    public Map<String, Tensor> tensors() {
        return tensors;
    }

    private Tensor predictors(Lessons lessons) {
        Sequences sequences = lessons.sequences();
        Tensor hidden = decoder.hidden(
                sequences.tokens(),
                sequences.positions(),
                new RowAttention(sequences, lessons.row(), decoder.config().windows()));
        return hidden.indexSelect(0, Tensor.of(lessons.predictors(), lessons.targets().length));
    }

    private static Tensor weights(Lessons lessons) {
        List<Float> weights = lessons.weights();
        float[] values = new float[weights.size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = weights.get(i);
        }
        return Tensor.of(values, values.length);
    }

    @Override
    public void close() {
        head.close();
        shownHead.close();
        tensors.values().forEach(Tensor::close);
    }
}

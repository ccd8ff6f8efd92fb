package org.lungta.contrast;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.lungta.checkpoint.EncoderFolder;
import org.lungta.model.Bert;
import org.lungta.model.Encoder;
import org.lungta.model.Goldens;
import org.lungta.tensor.Autograd;
import org.lungta.tensor.Engine;
import org.lungta.tensor.Tensor;
import org.lungta.text.Tokens;
import tools.jackson.databind.JsonNode;

/** The tiny XLM-R with the texts of its golden training: learnt, then wrong, then known. */
final class Learner implements AutoCloseable {
    static final JsonNode GOLDEN = Goldens.json(Goldens.FOLDER.resolve("tiny_xlmr/training.json"));
    static final Objective OBJECTIVE =
            new Objective(0.7, new Contrastive(20), 1.3, new Distance.Squared(), 0, 0, Objective.Queries.TRAINED);

    final Encoder encoder;
    final Bert bert;
    final TrainedRows rows;
    final Map<String, Tensor> body = new LinkedHashMap<>();

    Learner() {
        Engine.start();
        encoder = EncoderFolder.open(Goldens.FOLDER.resolve("tiny_xlmr"), "");
        bert = (Bert) encoder.embedder();
        rows = new TrainedRows(
                bert.tensors().get(Bert.WORDS), IntStream.range(0, bert.config().vocabulary()));
        bert.tensors().forEach((name, tensor) -> {
            if (!name.equals(Bert.WORDS)) {
                body.put(name, tensor.trainable());
            }
        });
    }

    List<Tokens> texts() {
        List<Tokens> texts = new ArrayList<>();
        for (String column : List.of("bo", "wrong", "zh")) {
            GOLDEN.path("pairs")
                    .forEach(p -> texts.add(encoder.tokens(p.path(column).asString())));
        }
        return texts;
    }

    static Tensor taught() {
        List<Tensor> rows = new ArrayList<>();
        GOLDEN.path("taught").forEach(row -> {
            float[] values = Goldens.floats(row);
            rows.add(Tensor.of(values, 1, values.length));
        });
        return Tensor.cat(rows, 0);
    }

    /** Collects the gradients of the golden objective; returns the loss. */
    double learn(int budget, long seed) {
        return new CachedGradient(bert, budget, seed)
                .backward(texts(), rows.begin(texts()), found -> OBJECTIVE.loss(found, taught()));
    }

    /** The loss without gradients. */
    double loss() {
        Tensor words = bert.tensors().get(Bert.WORDS);
        return Autograd.inference(() -> OBJECTIVE
                .loss(bert.embed(texts(), ids -> words.indexSelect(0, Tensor.of(ids, ids.length))), taught())
                .item());
    }

    /** The body's gradients by name. */
    Map<String, float[]> gradients() {
        return Autograd.inference(() -> {
            Map<String, float[]> all = new LinkedHashMap<>();
            body.forEach((name, tensor) -> all.put(name, tensor.grad().floats()));
            return all;
        });
    }

    @Override
    public void close() {
        rows.close();
        encoder.close();
    }
}

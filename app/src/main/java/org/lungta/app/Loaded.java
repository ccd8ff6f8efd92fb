package org.lungta.app;

import java.nio.file.Path;
import java.util.List;
import org.lungta.checkpoint.ModelFolder;
import org.lungta.checkpoint.ScaledAdapter;
import org.lungta.eval.Model;
import org.lungta.model.Adapter;
import org.lungta.model.DecoderWeights;
import org.lungta.model.Merged;
import org.lungta.tensor.DType;
import org.lungta.tensor.Engine;
import org.lungta.text.ChatFormat;
import org.lungta.text.Tokenizer;

/** A model with its adapters merged, loaded for one command. */
record Loaded(ModelFolder folder, DecoderWeights weights, Merged merged, Tokenizer tokenizer) implements AutoCloseable {

    /** How numbers are kept; auto asks the processor. */
    enum Precision {
        auto,
        float32,
        bfloat16
    }

    static Loaded open(Path model, List<ScaledAdapter> adapters, Precision precision, int rows) {
        ModelFolder folder = ModelFolder.open(model);
        Engine.start();
        DType type = precision == Precision.float32 || (precision == Precision.auto && !Engine.hasFastBfloat16())
                ? DType.FLOAT32
                : DType.BFLOAT16;
        DecoderWeights weights = folder.weights(type);
        List<Adapter> read = ScaledAdapter.readAll(adapters, weights);
        Merged merged = Merged.of(weights, read, rows);
        read.forEach(Adapter::close);
        return new Loaded(folder, weights, merged, folder.tokenizer());
    }

    Model model() {
        return new Model(merged, tokenizer, chat(), folder.stops());
    }

    ChatFormat chat() {
        return folder.chatFormat(tokenizer);
    }

    @Override
    public void close() {
        merged.close();
        weights.close();
        tokenizer.close();
    }
}

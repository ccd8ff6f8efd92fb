package org.lungta.run;

import static org.lungta.check.Check.refuse;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.lungta.checkpoint.AdapterFolder;
import org.lungta.model.Adapter;
import org.lungta.model.AdapterConfig;
import org.lungta.model.DecoderConfig;
import org.lungta.tensor.Autograd;
import org.lungta.tensor.Tensor;
import org.lungta.text.NewWords;
import org.lungta.train.AdamW;

/** What a recipe says of its adapters: their shape, how they learn, and how they are kept. */
record Adapters(Recipe recipe, DecoderConfig decoder) {
    private static final double MAX_NORM = 1;

    AdapterConfig config() {
        Recipe.AdapterSettings a = recipe.adapter();
        List<Integer> tokens = NewWords.in(recipe.model())
                .filter(words -> a.newWordsFactor() > 0)
                .map(words -> words.ids().boxed().toList())
                .orElse(List.of());
        return new AdapterConfig(a.rank(), a.alpha(), a.dropout(), AdapterConfig.EVERY_LINEAR)
                .learning(tokens, decoder);
    }

    /** Writes an adapter as PEFT does into a folder that need not exist. */
    void save(Path to, Adapter adapter) {
        try {
            Files.createDirectories(to);
        } catch (IOException failed) {
            throw refuse("%s cannot be made: %s", to, failed);
        }
        AdapterFolder.write(to, adapter, recipe.model().getFileName().toString());
    }

    /** The optimizer of an adapter at this rate; the rows of new words learn faster, as the recipe says. */
    AdamW optimizer(Adapter adapter, double rate) {
        Map<String, Tensor> pairs = new LinkedHashMap<>(adapter.tensors());
        Map<String, Tensor> rows = new LinkedHashMap<>();
        for (String name : List.of(Adapter.ROWS, Adapter.HEAD_ROWS)) {
            Optional.ofNullable(pairs.remove(name)).ifPresent(values -> rows.put(name, values));
        }
        return new AdamW(
                List.of(
                        new AdamW.Group(pairs, rate, 0),
                        new AdamW.Group(rows, rate * recipe.adapter().newWordsFactor(), 0)),
                MAX_NORM);
    }

    /** The L2 distance between two adapters' tensors. */
    static double distance(Adapter before, Adapter after) {
        return Autograd.inference(() -> {
            double sum = 0;
            Map<String, Tensor> old = before.tensors();
            for (Map.Entry<String, Tensor> entry : after.tensors().entrySet()) {
                sum += Math.pow(entry.getValue().sub(old.get(entry.getKey())).norm(), 2);
            }
            return Math.sqrt(sum);
        });
    }
}

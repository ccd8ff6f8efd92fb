package org.lungta.contrast;

import static org.lungta.check.Check.require;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.lungta.check.Stop;
import org.lungta.corpus.Example;
import org.lungta.model.Embedder;
import org.lungta.model.Encoder;
import org.lungta.random.CounterRandom;
import org.lungta.tensor.Autograd;
import org.lungta.tensor.Tensor;
import org.lungta.text.Tokens;
import org.lungta.train.AdamW;
import org.lungta.train.Schedule;

/**
 * Teaches an encoder the language of the pairs' sources from what the frozen encoder says of their targets. What an update does is a
 * function of its number and of {@link #state}, so a training that was stopped goes on as if it had not been.
 */
public final class Adaptation implements AutoCloseable {
    private final Encoder encoder;
    private final FrozenSide taught;
    private final Objective objective;
    private final Settings settings;
    private final Negatives negatives;
    private final Batches batches;
    private final Optional<TrainedRows> rows;
    private final Map<String, Tensor> body = new LinkedHashMap<>();
    private final AdamW optimizer;

    /**
     * Rates at the schedule's peak: of the rows of the table of words, and of all else.
     *
     * @param bodyAfter updates before which all else stays as it is
     */
    public record Rates(double rows, double body, int bodyAfter, double weightDecay, double maxNorm) {}

    /** Updates, pairs an update, tokens computed at once, and what is trained. */
    public record Settings(
            int steps,
            int batchSize,
            int tokenBudget,
            double dropout,
            long seed,
            Schedule schedule,
            Rates rates,
            Rows trained) {
        public Settings {
            require(steps > 0 && batchSize > 1, "%d steps of %d pairs teach nothing", steps, batchSize);
        }
    }

    /** What an update did. */
    public record Step(double loss, int texts, int tokens, int negatives, double gradNorm, double rateFactor) {}

    /** @param encoder is changed in place and stays the caller's */
    public Adaptation(
            Encoder encoder,
            FrozenSide taught,
            List<Example> pairs,
            Objective objective,
            Settings settings,
            Negatives negatives) {
        this.encoder = encoder;
        this.taught = taught;
        this.objective = objective;
        this.settings = settings;
        this.negatives = negatives;
        this.batches = new Batches(pairs, settings.batchSize(), settings.seed());
        Tensor table = encoder.embedder().table();
        long trained = settings.trained().of((int) table.size(0)).count();
        this.rows = trained == 0
                ? Optional.empty()
                : Optional.of(new TrainedRows(table, settings.trained().of((int) table.size(0))));
        encoder.embedder().tensors().forEach((name, tensor) -> {
            if (tensor != table) {
                body.put(name, tensor);
            }
        });
        Rates rates = settings.rates();
        require(
                rates.body() > 0 || rows.isPresent() && rates.rows() > 0,
                "rows are %s with rate %s, the body's rate is %s: nothing would be trained",
                settings.trained(),
                rates.rows(),
                rates.body());
        this.optimizer = new AdamW(List.of(new AdamW.Group(body, rates.body(), rates.weightDecay())), rates.maxNorm());
    }

    /** Update number {@code step}, counted from 0. */
    public Step step(int step) {
        Stop.check();
        List<Example> batch = batches.batch(step);
        List<String> wrong = negatives.of(batch, step);
        List<Tokens> texts = texts(batch, wrong);
        boolean moves = settings.rates().body() > 0 && step >= settings.rates().bodyAfter();
        body.values().forEach(moves ? Tensor::trainable : Tensor::frozen);
        double factor = settings.schedule().factor(step, settings.steps());
        double loss = gradients(texts, batch, step);
        double joint = Math.sqrt(
                optimizer.squaredNorm() + rows.map(TrainedRows::squaredNorm).orElse(0.0));
        double clip = AdamW.clip(joint, settings.rates().maxNorm());
        optimizer.update(factor, clip);
        rows.ifPresent(r -> r.update(settings.rates().rows() * factor, clip, 0));
        int tokens = texts.stream().mapToInt(Tokens::length).sum();
        return new Step(loss, texts.size(), tokens, wrong.size(), joint, factor);
    }

    private List<Tokens> texts(List<Example> batch, List<String> wrong) {
        List<Tokens> texts = new ArrayList<>();
        batch.forEach(pair -> texts.add(encoder.tokens(pair.source())));
        wrong.forEach(text -> texts.add(encoder.tokens(text)));
        batch.subList(0, objective.known(batch.size())).forEach(pair -> texts.add(encoder.tokens(pair.target())));
        return texts;
    }

    private double gradients(List<Tokens> texts, List<Example> batch, int step) {
        Embedder embedder = encoder.embedder();
        CachedGradient gradient =
                new CachedGradient(embedder, settings.tokenBudget(), CounterRandom.bits(settings.seed(), step));
        embedder.dropout(settings.dropout());
        Tensor known = Autograd.own(() -> known(batch)); // [B, H]
        boolean done = false;
        try {
            double loss = gradient.backward(texts, lookup(texts), found -> objective.loss(found, known));
            done = true;
            return loss;
        } finally {
            known.close();
            embedder.dropout(0);
            if (!done) {
                optimizer.dropGradients();
                rows.ifPresent(TrainedRows::end);
            }
        }
    }

    private Embedder.Lookup lookup(List<Tokens> texts) {
        Embedder embedder = encoder.embedder();
        Tensor table = embedder.table();
        return rows.map(r -> r.begin(texts.stream().map(embedder::rows).toList()))
                .orElse(numbers -> table.indexSelect(0, Tensor.of(numbers, numbers.length)));
    }

    private Tensor known(List<Example> batch) {
        int width = encoder.embedder().config().hidden();
        float[] all = new float[batch.size() * width];
        for (int i = 0; i < batch.size(); i++) {
            System.arraycopy(taught.of(batch.get(i).target()).toArray(), 0, all, i * width, width);
        }
        return Tensor.of(all, batch.size(), width);
    }

    /** Everything that a checkpoint must hold, by file: what is trained, and the moments. After restoring call {@link #restored}. */
    public Map<String, Map<String, Tensor>> state() {
        Map<String, Map<String, Tensor>> state = new LinkedHashMap<>();
        if (settings.rates().body() > 0) {
            state.put("body", body);
            state.put("optimizer", optimizer.state());
        }
        rows.ifPresent(r -> state.put("rows", r.state()));
        return state;
    }

    /** The state's values were set from outside. */
    public void restored() {
        rows.ifPresent(TrainedRows::publish);
    }

    /** How many rows of the table of words are trained. */
    public int trainedRows() {
        return rows.map(TrainedRows::count).orElse(0);
    }

    @Override
    public void close() {
        body.values().forEach(Tensor::frozen);
        optimizer.close();
        rows.ifPresent(TrainedRows::close);
    }
}

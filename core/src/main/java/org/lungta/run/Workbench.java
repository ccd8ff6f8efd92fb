package org.lungta.run;

import static org.lungta.check.Check.refuse;
import static org.lungta.check.Check.require;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.lungta.checkpoint.AdapterFolder;
import org.lungta.checkpoint.EncoderFolder;
import org.lungta.checkpoint.ModelFolder;
import org.lungta.corpus.Example;
import org.lungta.eval.Model;
import org.lungta.model.Adapter;
import org.lungta.model.AdapterConfig;
import org.lungta.model.DecoderWeights;
import org.lungta.model.Encoder;
import org.lungta.model.Merged;
import org.lungta.model.PromptGroup;
import org.lungta.reward.Part;
import org.lungta.reward.Reward;
import org.lungta.reward.Similarity;
import org.lungta.rollout.Decoding;
import org.lungta.tensor.DType;
import org.lungta.tensor.Engine;
import org.lungta.tensor.Tensor;
import org.lungta.text.ChatFormat;
import org.lungta.text.ControlTokens;
import org.lungta.text.NewWords;
import org.lungta.text.Prompt;
import org.lungta.text.Tokenizer;
import org.lungta.text.Tokens;
import org.lungta.train.AdamW;

/** Everything that a run has loaded, and what its stages make of it. Closes what it owns. */
final class Workbench implements AutoCloseable {
    private static final double MOST_UNKNOWN = 0.05;
    private static final double MAX_NORM = 1;

    final Recipe recipe;
    final RunFolder folder;
    final Console console;
    final Datasets data;
    final DecoderWeights weights;
    final Tokenizer tokenizer;
    final Similarity similarity;
    final Journal journal;
    final Journal rollouts;
    final Journal timing;
    private final ModelFolder model;
    private final ChatFormat chat;
    private final Encoder encoder;
    private final DType dtype;
    private final LoadedContents contents;
    private final Optional<Part> truth;
    private final boolean owner;

    private Workbench(Recipe recipe, RunFolder folder, Console console) {
        this.recipe = recipe;
        this.folder = folder;
        this.console = console;
        Datasets read = Datasets.read(recipe);
        console.say("data: %s", read.report());
        Engine.start();
        this.model = ModelFolder.open(recipe.model());
        this.dtype = dtype(recipe.dtype());
        this.tokenizer = model.tokenizer();
        this.data = switch (recipe.task().controlTokens()) {
            case REFUSE -> read;
            case ESCAPE -> read.withTexts(text -> ControlTokens.escape(text, tokenizer));
        };
        this.chat = model.chatFormat(tokenizer);
        this.encoder = EncoderFolder.open(recipe.encoder(), recipe.reward().encoderPrefix());
        this.similarity = new Similarity(encoder);
        requireReadable();
        this.weights = model.weights(dtype);
        this.contents = LoadedContents.of(recipe, dtype);
        this.truth = Optional.empty();
        this.owner = true;
        console.say("model: %s in %s; %s", recipe.model().getFileName(), dtype, Engine.cpu());
        console.say("prompts: %s", chat);
        this.journal = new Journal(folder.path("journal.jsonl"));
        this.rollouts = new Journal(folder.path("rollouts.jsonl"));
        this.timing = new Journal(folder.path("timing.jsonl"));
    }

    /** A view of another bench: all that is loaded is shared, settings and journals are its own. */
    private Workbench(Workbench shared, Recipe recipe, RunFolder folder, Console console, Optional<Part> truth) {
        this.recipe = recipe;
        this.folder = folder;
        this.console = console;
        this.data = shared.data;
        this.weights = shared.weights;
        this.tokenizer = shared.tokenizer;
        this.similarity = shared.similarity;
        this.model = shared.model;
        this.chat = shared.chat;
        this.encoder = shared.encoder;
        this.dtype = shared.dtype;
        this.contents = shared.contents;
        this.truth = truth;
        this.owner = false;
        this.journal = new Journal(folder.path("journal.jsonl"));
        this.rollouts = new Journal(folder.path("rollouts.jsonl"));
        this.timing = new Journal(folder.path("timing.jsonl"));
    }

    static Workbench open(Recipe recipe, RunFolder folder, Console console) {
        return new Workbench(recipe, folder, console);
    }

    /**
     * A bench for one arm of an experiment, with the models and the data of this one, which is closed later.
     *
     * @param changed the recipe with another seed or other settings of the training; its data are not read again
     * @param exact scores what is exactly right, where the truth is known
     */
    Workbench with(Recipe changed, RunFolder own, Console said, Optional<Part> exact) {
        return new Workbench(this, changed, own, said, exact);
    }

    private static DType dtype(Recipe.Precision precision) {
        return switch (precision) {
            case FLOAT32 -> DType.FLOAT32;
            case BFLOAT16 -> DType.BFLOAT16;
            case AUTO -> Engine.hasFastBfloat16() ? DType.BFLOAT16 : DType.FLOAT32;
        };
    }

    /** A reward cannot judge a language that its encoder does not see. */
    private void requireReadable() {
        double unknown =
                encoder.unknownRate(data.test().stream().map(Example::target).toList());
        require(
                unknown <= MOST_UNKNOWN,
                "%s reads %.1f %% of the tokens of the target language \"%s\" as unknown (at most %.0f %%): its similarities would"
                        + " mean nothing. Use an encoder that knows the script",
                recipe.encoder(),
                100 * unknown,
                recipe.task().to(),
                100 * MOST_UNKNOWN);
    }

    /** What results.json says above the figures. */
    Map<String, String> header() {
        Map<String, String> header = new LinkedHashMap<>();
        header.put("model", recipe.model().getFileName().toString());
        header.put("encoder", recipe.encoder().getFileName().toString());
        header.put("direction", recipe.task().from() + " -> " + recipe.task().to());
        header.put("dtype", dtype.toString());
        header.put("cpu", Engine.cpu());
        header.put("seed", String.valueOf(recipe.seed()));
        header.put("data", data.report().toString());
        return header;
    }

    /** Where the journals stood, in bytes. */
    record Offsets(long journal, long rollouts) {}

    /**
     * A stage that writes journals. What it wrote before it was killed is found again by where the journals stood when it first
     * began: without a checkpoint of its own, the stage cuts back to that.
     */
    <T> T stage(String name, String key, Class<T> type, Function<Offsets, T> make) {
        return folder.stage(
                name,
                key,
                type,
                () -> make.apply(folder.stage(
                        name + "/begin", key, Offsets.class, () -> new Offsets(journal.length(), rollouts.length()))));
    }

    /** Forgets journal lines that a resumed stage will write again. */
    void cut(Offsets offsets) {
        journal.cut(offsets.journal());
        rollouts.cut(offsets.rollouts());
    }

    Offsets offsets() {
        return new Offsets(journal.length(), rollouts.length());
    }

    /** The key of everything that all stages depend on. */
    String inputs() {
        return contents.inputs(recipe);
    }

    /** The hash of all that is loaded, whatever the seed. */
    String loaded() {
        return contents.key(recipe);
    }

    Prompt prompt(Example example) {
        String text = recipe.task().instruction().replace("{source}", example.source());
        Tokens tokens = Model.userTurn(tokenizer, chat, text, example.place());
        return new Prompt(example.id(), example.source(), example.target(), tokens);
    }

    List<Prompt> prompts(List<Example> examples) {
        return examples.stream().map(this::prompt).toList();
    }

    /** A prompt and its reference with the end of turn, as the cold start sees it. */
    PromptGroup lesson(Example example) {
        return lesson(prompt(example).tokens(), example.target(), example.place());
    }

    /** A question and its answer, of another task. */
    PromptGroup lesson(String question, String answer, String place) {
        return lesson(Model.userTurn(tokenizer, chat, question, place), answer, place);
    }

    private PromptGroup lesson(Tokens prompt, String answer, String place) {
        ControlTokens.refuseIn(answer, tokenizer, place);
        Tokens target = answer(answer);
        int length = prompt.length() + target.length();
        require(
                length <= weights.config().sizes().positions(),
                "%s: %d tokens, more than the model's %d positions: shorten it or lower max-code-points",
                place,
                length,
                weights.config().sizes().positions());
        return new PromptGroup(prompt, List.of(target));
    }

    AdapterConfig adapterConfig() {
        Recipe.AdapterSettings a = recipe.adapter();
        List<Integer> tokens = NewWords.in(recipe.model())
                .filter(words -> a.newWordsFactor() > 0)
                .map(words -> words.ids().boxed().toList())
                .orElse(List.of());
        return new AdapterConfig(a.rank(), a.alpha(), a.dropout(), AdapterConfig.EVERY_LINEAR, tokens);
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
        Optional.ofNullable(pairs.remove(Adapter.ROWS)).ifPresent(values -> rows.put(Adapter.ROWS, values));
        return new AdamW(
                List.of(
                        new AdamW.Group(pairs, rate, 0),
                        new AdamW.Group(rows, rate * recipe.adapter().newWordsFactor(), 0)),
                MAX_NORM);
    }

    Reward reward(double tau) {
        return Rewards.of(
                recipe.reward(), new Rewards.Sources(similarity, recipe.task().to(), truth), tau);
    }

    Decoding sampling() {
        Recipe.Sampling s = recipe.grpo().sampling();
        return new Decoding.Nucleus(s.temperature(), s.topP());
    }

    /** The tokens of an answer, its end included. */
    Tokens answer(String text) {
        return tokenizer.encode(chat.completion(text));
    }

    /** A merged model as an evaluation sees it. */
    Model model(Merged merged) {
        return new Model(merged, tokenizer, chat, model.stops());
    }

    java.util.Set<Integer> stops() {
        return model.stops();
    }

    @Override
    public void close() {
        journal.close();
        rollouts.close();
        timing.close();
        if (owner) {
            weights.close();
            encoder.close();
            tokenizer.close();
        }
    }
}

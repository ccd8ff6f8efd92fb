package org.lungta.run;

import static org.lungta.check.Check.require;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.lungta.checkpoint.ModelFolder;
import org.lungta.corpus.Example;
import org.lungta.eval.Model;
import org.lungta.model.DecoderWeights;
import org.lungta.model.Merged;
import org.lungta.model.PromptGroup;
import org.lungta.reward.LanguageRule;
import org.lungta.reward.Part;
import org.lungta.reward.Reward;
import org.lungta.reward.Semantic;
import org.lungta.reward.YesNo;
import org.lungta.rollout.Decoding;
import org.lungta.tensor.DType;
import org.lungta.tensor.Device;
import org.lungta.tensor.Engine;
import org.lungta.text.ChatFormat;
import org.lungta.text.ControlTokens;
import org.lungta.text.Prompt;
import org.lungta.text.Tokenizer;
import org.lungta.text.Tokens;

/** Everything that a run has loaded, and what its stages make of it. Closes what it owns. */
final class Workbench implements AutoCloseable {
    final Recipe recipe;
    final RunFolder folder;
    final Console console;
    final Datasets data;
    final DecoderWeights weights;
    final Tokenizer tokenizer;
    final Shown shown;
    final Encoders encoders;
    final Adapters adapters;
    final Optional<Part> truth;
    private final Optional<String> seenByNewWords;
    final MemoryPlan.Choice memory;
    final Journal journal;
    final Journal rollouts;
    final Journal timing;
    private final ModelFolder model;
    private final ChatFormat chat;
    private final DType dtype;
    private final LoadedContents contents;
    private final boolean owner;
    private Optional<Rewards> rewards = Optional.empty();

    private Workbench(
            Recipe recipe, RunFolder folder, Console console, Function<Datasets, Optional<Compared>> compared) {
        this.recipe = recipe;
        this.folder = folder;
        this.console = console;
        Datasets read = Datasets.read(recipe);
        console.say("data: %s", read.report());
        Engine.start(device(recipe.device()));
        this.model = ModelFolder.open(recipe.model());
        this.dtype = dtype(recipe.dtype());
        this.tokenizer = model.tokenizer();
        this.shown = new Shown(recipe.task(), tokenizer);
        this.data = read.with(shown::of);
        this.chat = model.chatFormat(tokenizer);
        Lengths lengths = new Lengths(recipe, data, tokenizer, chat, compared.apply(data));
        this.memory = new MemoryPlan(recipe, model, Optional.of(recipe.encoder()), lengths, dtype).fit(folder, console);
        this.seenByNewWords = new WhoHasSeen(read).ofNewWords(recipe.model());
        seenByNewWords.ifPresent(told -> console.say("pairs that the new words were made of: %s", told));
        this.encoders = Encoders.open(recipe, read, folder, console);
        this.weights = model.weights(dtype);
        this.contents = LoadedContents.of(recipe, dtype);
        this.adapters = new Adapters(recipe, weights.config());
        this.truth = Optional.empty();
        this.owner = true;
        console.say("model: %s in %s; %s", recipe.model().getFileName(), dtype, Engine.cpu());
        console.say("prompts: %s", chat);
        this.journal = new Journal(folder.path("journal.jsonl"));
        this.rollouts = new Journal(folder.path("rollouts.jsonl"));
        this.timing = new Journal(folder.path("timing.jsonl"));
    }

    /** A view of another bench: all that is loaded is shared but for the encoders, settings and journals are its own. */
    private Workbench(
            Workbench shared,
            Recipe recipe,
            RunFolder folder,
            Console console,
            Optional<Part> truth,
            Encoders encoders,
            LoadedContents contents) {
        this.recipe = recipe;
        this.folder = folder;
        this.console = console;
        this.data = shared.data;
        this.weights = shared.weights;
        this.tokenizer = shared.tokenizer;
        this.shown = shared.shown;
        this.encoders = encoders;
        this.seenByNewWords = shared.seenByNewWords;
        this.memory = shared.memory;
        this.model = shared.model;
        this.chat = shared.chat;
        this.dtype = shared.dtype;
        this.contents = contents;
        this.adapters = new Adapters(recipe, weights.config());
        this.truth = truth;
        this.owner = false;
        this.journal = new Journal(folder.path("journal.jsonl"));
        this.rollouts = new Journal(folder.path("rollouts.jsonl"));
        this.timing = new Journal(folder.path("timing.jsonl"));
    }

    static Workbench open(Recipe recipe, RunFolder folder, Console console) {
        return new Workbench(recipe, folder, console, read -> Optional.empty());
    }

    /** A bench of an experiment, whose checkpoints are measured as is said of the data. */
    static Workbench open(Recipe recipe, RunFolder folder, Console console, Function<Datasets, Compared> compared) {
        return new Workbench(recipe, folder, console, compared.andThen(Optional::of));
    }

    /** A bench for one arm: models and data of this one, closed later, other settings of the training, and perhaps the exact truth. */
    Workbench with(Recipe changed, RunFolder own, Console said, Optional<Part> exact) {
        return new Workbench(this, changed, own, said, exact, encoders, contents);
    }

    /** The same with other encoders, those that the changed recipe names. */
    Workbench rewardedBy(Encoders others, Recipe changed, RunFolder own, Console said) {
        return new Workbench(this, changed, own, said, truth, others, LoadedContents.of(changed, dtype));
    }

    static Device device(Recipe.Place place) {
        return switch (place) {
            case CPU -> Device.CPU;
            case CUDA -> Device.CUDA;
            case AUTO -> Engine.hasCuda() ? Device.CUDA : Device.CPU;
        };
    }

    static DType dtype(Recipe.Precision precision) {
        return switch (precision) {
            case FLOAT32 -> DType.FLOAT32;
            case BFLOAT16 -> DType.BFLOAT16;
            case AUTO -> Engine.device().fastType();
        };
    }

    /** What results.json says above the figures. */
    Map<String, String> header() {
        Map<String, String> header = new LinkedHashMap<>();
        header.put("model", recipe.model().getFileName().toString());
        header.putAll(encoders.header(recipe));
        header.put("direction", recipe.task().from() + " -> " + recipe.task().to());
        header.put("dtype", dtype.toString());
        header.put("device", Engine.device().toString());
        header.put("cpu", Engine.cpu());
        header.put("seed", String.valueOf(recipe.seed()));
        header.put("data", data.report().toString());
        seenByNewWords.ifPresent(told -> header.put("pairs that the new words were made of", told));
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

    /** What the model is asked: instruction and source. */
    String asked(Example example) {
        return recipe.task().asked(example);
    }

    Prompt prompt(Example example) {
        Tokens tokens = Model.userTurn(tokenizer, chat, asked(example), example.place());
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

    Semantic reward(double tau) {
        Recipe.RewardSettings r = recipe.reward();
        return new Semantic(
                encoders.similarity(),
                LanguageRule.of(recipe.task().to()),
                tau,
                new Semantic.Weights(r.similarityWeight(), r.languageWeight()));
    }

    /** What GRPO optimises with this tau; a gate that has to be learnt is learnt once. */
    Reward trained(double tau) {
        if (rewards.isEmpty()) {
            rewards = Optional.of(new Rewards(this));
        }
        return rewards.get().of(tau);
    }

    /** The model itself as a judge of outputs. */
    YesNo.Judge yesNo() {
        return new LocalYesNo(weights, tokenizer, chat);
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
            encoders.close();
            tokenizer.close();
        }
    }
}

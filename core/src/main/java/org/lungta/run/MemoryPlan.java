package org.lungta.run;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;
import org.lungta.check.Check;
import org.lungta.checkpoint.ModelFolder;
import org.lungta.checkpoint.TensorFolder;
import org.lungta.memory.Fit;
import org.lungta.memory.Footprint;
import org.lungta.memory.Load;
import org.lungta.memory.Machine;
import org.lungta.memory.Micro;
import org.lungta.memory.Plan;
import org.lungta.memory.Stage;
import org.lungta.memory.Term;
import org.lungta.tensor.DType;
import org.lungta.text.NewWords;

/**
 * What a recipe will hold, stage by stage, and how its two learning stages are computed so that they fit. Completions are taken to be
 * as long as they may be.
 */
final class MemoryPlan {
    private static final long MEBI = 1 << 20;

    /** The code of the JVM and of libtorch with what they hold for themselves, as measured. */
    private static final long PROGRAMS = 470 * MEBI;

    /** What a tokenizer holds for a byte of its file, as measured. */
    private static final int TOKENIZER_FACTOR = 12;

    /** Of what comes and goes, the share that the allocator holds beside it in pieces too small for the next, as measured. */
    private static final double FRAGMENTS = 0.15;

    private final Recipe recipe;
    private final Lengths lengths;
    private final Footprint shape;
    private final List<Term> common = new ArrayList<>();
    private final Stage loading;
    private final long adapter;

    /** How the learning stages are computed; remembered, since another cut adds in another order. */
    record Choice(Micro coldStart, Micro grpo) {
        @Override
        public String toString() {
            return coldStart.equals(grpo)
                    ? said(coldStart)
                    : said(coldStart) + " (cold start), " + said(grpo) + " (GRPO)";
        }

        private static String said(Micro micro) {
            return micro.tokenBudget() + " tokens a micro-batch"
                    + (micro.recompute() ? ", layers computed again in the backward pass" : "");
        }
    }

    /** @param encoder empty where the run will teach it first, which makes it a small one */
    MemoryPlan(Recipe recipe, ModelFolder model, Optional<Path> encoder, Lengths lengths, DType type) {
        this.recipe = recipe;
        this.lengths = lengths;
        this.shape = new Footprint(model.config(), type, recipe.adapter().rank());
        int rows = recipe.adapter().newWordsFactor() > 0
                ? NewWords.in(recipe.model())
                        .map(words -> (int) words.ids().count())
                        .orElse(0)
                : 0;
        this.adapter = shape.adapter(rows);
        long heap = ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getInit();
        common.add(new Term(
                "JVM, libtorch",
                heap + PROGRAMS,
                "a heap of %d MiB to begin with, and %d MiB".formatted(heap / MEBI, PROGRAMS / MEBI)));
        long tokenizers = size(recipe.model().resolve("tokenizer.json"))
                + encoder.map(folder -> size(folder.resolve("tokenizer.json"))).orElse(0L);
        common.add(new Term(
                "tokenizers", TOKENIZER_FACTOR * tokenizers, "%d times their files".formatted(TOKENIZER_FACTOR)));
        common.add(encoder.map(folder ->
                        new Term("encoder", numbers(folder) * DType.FLOAT32.bytes(), "its weights in float32"))
                .orElse(new Term("encoder", 0, "not counted: the run will teach one first")));
        common.add(new Term(
                "weights", shape.weights(), "%.0f million numbers in %s".formatted(shape.parameters() / 1e6, type)));
        this.loading = Stage.of(
                "loading",
                common,
                new Term(
                        "mapped files",
                        size(recipe.model().resolve("model.safetensors")),
                        "read once; the system may take them back"));
    }

    private static long numbers(Path folder) {
        TensorFolder tensors = TensorFolder.open(folder);
        Set<String> names = tensors.names();
        return names.stream()
                .mapToLong(name -> tensors.entry(name).shape().stream().reduce(1L, (a, b) -> a * b))
                .sum();
    }

    private static long size(Path file) {
        try {
            return Files.exists(file) ? Files.size(file) : 0;
        } catch (IOException unreadable) {
            throw Check.refuse("%s cannot be read: %s", file, unreadable);
        }
    }

    /** The first choice that fits the machine; the whole budgets where none does, so that the plan shows by how much. */
    Choice choose(Machine machine) {
        int coldStart = recipe.coldStart().tokenBudget();
        int grpo = recipe.grpo().tokenBudget();
        return new Choice(choose(coldStart, machine, this::coldStart), choose(grpo, machine, this::update));
    }

    private static Micro choose(int budget, Machine machine, Function<Micro, Stage> stage) {
        return Fit.first(budget, machine, micro -> withFragments(stage.apply(micro)))
                .orElseGet(() -> new Micro(1, true));
    }

    /** Every stage, computed in this way. */
    Plan plan(Choice choice) {
        return new Plan(
                Stream.of(loading, coldStart(choice.coldStart()), rollout(), update(choice.grpo()), evaluation())
                        .map(MemoryPlan::withFragments)
                        .toList());
    }

    private static Stage withFragments(Stage stage) {
        long passing = stage.bytes("activations") + stage.bytes("packed copy");
        return passing == 0
                ? stage
                : Stage.of(
                        stage.name(),
                        stage.terms(),
                        new Term(
                                "fragments",
                                (long) (FRAGMENTS * passing),
                                "%.0f %% of activations and packed copy".formatted(100 * FRAGMENTS)));
    }

    private Stage coldStart(Micro micro) {
        Load load = lengths.coldStart(micro.tokenBudget());
        return Stage.of(
                "cold start",
                common,
                adapters(2, "learning and best"),
                gradients(),
                moments(),
                activations(micro, load, recipe.adapter().dropout() > 0),
                head(load.scored()));
    }

    private Stage update(Micro micro) {
        Load load = lengths.grpo(micro.tokenBudget());
        return Stage.of(
                "update",
                common,
                adapters(3, ""),
                gradients(),
                moments(),
                activations(micro, load, false),
                head(load.scored()));
    }

    private Stage rollout() {
        Lengths.Prefill prefill = lengths.rollout();
        return Stage.of(
                "rollout",
                common,
                adapters(3, "the cold start's, the learning one and a frozen one"),
                moments(),
                packed(1),
                activations(prefill.load()),
                cache(prefill),
                new Term("head", shape.logits(prefill.rows()) + shape.head(Long.MAX_VALUE), ""));
    }

    private Stage evaluation() {
        Lengths.Prefill plain = fullest(lengths.evaluation(Shots.none())).orElseThrow();
        Stage stage = Stage.of(
                "evaluation",
                common,
                adapters(2, ""),
                packed(lengths.compared().isPresent() ? 2 : 1),
                activations(plain.load()),
                cache(plain),
                new Term("head", shape.logits(plain.rows()), ""));
        return fullest(lengths.behindExamples())
                .map(behind -> Stage.of(stage.name(), stage.terms(), examples(plain, behind)))
                .orElse(stage);
    }

    private Optional<Lengths.Prefill> fullest(List<Lengths.Prefill> passes) {
        return passes.stream().max(Comparator.comparingLong(this::passing));
    }

    /** What comes and goes with a pass without gradients. */
    private long passing(Lengths.Prefill p) {
        return (long) ((1 + FRAGMENTS) * shape.forward(p.load())) + cached(p) + shape.logits(p.rows());
    }

    private Term examples(Lengths.Prefill plain, Lengths.Prefill behind) {
        return new Term(
                "examples",
                Math.max(0, passing(behind) - passing(plain)),
                "worked examples before the prompts of few-shot arms: %d tokens at once; activations with fragments and KV cache above the plain ones"
                        .formatted(behind.load().tokens()));
    }

    private Term adapters(int copies, String which) {
        return new Term(
                "adapters",
                copies * adapter * DType.FLOAT32.bytes(),
                which.isEmpty() ? "" : "%s, %.1f million numbers each".formatted(which, adapter / 1e6));
    }

    private Term gradients() {
        return new Term("gradients", adapter * DType.FLOAT32.bytes(), "of the adapter");
    }

    private Term moments() {
        return new Term("moments", 2 * adapter * DType.FLOAT32.bytes(), "AdamW's two");
    }

    private Term packed(int models) {
        return new Term(
                "packed copy",
                shape.packed(models),
                "linear maps and head laid out for the processor, the base's too while an experiment is evaluated, and one map while merging");
    }

    private Term activations(Micro micro, Load load, boolean dropout) {
        long bytes = micro.recompute() ? shape.recomputed(load, dropout) : shape.kept(load, dropout);
        return new Term(
                "activations", bytes, "%d tokens at once in the first stage that learns".formatted(load.tokens()));
    }

    private Term activations(Load load) {
        return new Term("activations", shape.forward(load), "");
    }

    private Term head(long scored) {
        return new Term("head", shape.head(scored), "a chunk of logits");
    }

    private Term cache(Lengths.Prefill p) {
        return new Term("KV cache", cached(p), "%d rows on %d prompts".formatted(p.rows(), p.groups()));
    }

    private long cached(Lengths.Prefill p) {
        return shape.cache(p.groups(), p.longest(), p.rows(), p.newTokens());
    }

    /** The choice, made once a run and said; refuses what cannot fit before it is loaded. */
    Choice fit(RunFolder folder, Console console) {
        Machine machine = Machine.here();
        Choice choice = folder.stage("memory", Keys.of(recipe), Choice.class, () -> choose(machine));
        console.say("%s", text(choice, machine).stripTrailing());
        Fit.require(plan(choice), machine);
        return choice;
    }

    /** The table, what it comes to, and whether there is room. */
    String text(Choice choice, Machine machine) {
        Plan plan = plan(choice);
        return plan.table()
                + String.format(
                        Locale.ROOT,
                        "most in the stage \"%s\": %.0f MiB; room for %s (%s)%n%s%n",
                        plan.peak().name(),
                        plan.peak().bytes() / (double) MEBI,
                        machine.room() == Long.MAX_VALUE ? "any" : machine.room() / MEBI + " MiB",
                        machine.bound(),
                        choice);
    }
}

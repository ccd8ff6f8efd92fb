package org.lungta.run;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import org.lungta.checkpoint.ContentHash;
import org.lungta.checkpoint.ScaledAdapter;
import org.lungta.corpus.Example;
import org.lungta.corpus.Reading;
import org.lungta.eval.Comprehension;
import org.lungta.eval.Departure;
import org.lungta.eval.Model;
import org.lungta.eval.MultipleChoice;
import org.lungta.eval.Progress;
import org.lungta.eval.SampledTexts;
import org.lungta.eval.Translation;
import org.lungta.evidence.Value;
import org.lungta.lab.Diversity;
import org.lungta.metric.Choice;
import org.lungta.model.Adapter;
import org.lungta.model.BaseStates;
import org.lungta.model.Merged;
import org.lungta.model.PromptGroup;
import org.lungta.text.Prompt;
import org.lungta.text.Tokens;

/** Measures checkpoints, all alike. What was measured of the same weights with the same settings is not measured again. */
final class ArmExaminer implements AutoCloseable {
    private static final int ROWS = 32;
    private static final long SAMPLING_SEED = 1;

    private final Workbench bench;
    private final ExperimentRecipe recipe;
    private final ExperimentData data;
    private final RunFolder folder;
    private final TargetSkill target;
    private final String key;
    private final BaseStates states = new BaseStates();

    /** @param measuring stands for whatever the target skill is measured by beside what the recipe names */
    ArmExaminer(
            Workbench bench,
            ExperimentRecipe recipe,
            ExperimentData data,
            RunFolder folder,
            TargetSkill target,
            String measuring) {
        this.bench = bench;
        this.recipe = recipe;
        this.data = data;
        this.folder = folder;
        this.target = target;
        this.key = Keys.of(
                "examination",
                bench.loaded(),
                recipe.evaluation(),
                recipe.seed(),
                recipe.lab(),
                recipe.evaluation().cmrc().map(ContentHash::ofFile),
                recipe.evaluation().choices().map(ContentHash::ofFile),
                recipe.evaluation().text().map(ContentHash::ofFile),
                recipe.judge().map(ContentHash::ofFolder),
                recipe.grpo().sampling(),
                measuring);
    }

    /** What was measured, and the outputs on the leading test in its order. */
    record Examined(SortedMap<String, Value> values, List<Translation.Item> outputs) {}

    /** What is measured now: its files, and a word before its progress. */
    private record Place(Path folder, String label, Workbench bench) {
        Path file(String name) {
            return folder.resolve(name + ".jsonl");
        }

        Progress progress(String what) {
            return bench.console.progress(label + ": " + what);
        }
    }

    Examined examine(Checkpoint checkpoint) {
        String own = key(checkpoint);
        Place place = new Place(
                folder.path("examinations/" + own),
                checkpoint.row().arm() + " " + checkpoint.row().step(),
                bench);
        return folder.stage("examinations/" + own, own, Examined.class, () -> measure(checkpoint, place));
    }

    /** What is kept of an examined checkpoint. */
    KeptCheckpoints.Kept kept(Checkpoint checkpoint) {
        Path outputs = folder.path("examinations/%s/test-%s.jsonl"
                .formatted(key(checkpoint), recipe.evaluation().split()));
        return KeptCheckpoints.Kept.in(folder.path(""), checkpoint.row(), checkpoint.adapter(), Optional.of(outputs));
    }

    private String key(Checkpoint checkpoint) {
        String weights = Keys.of(
                key,
                checkpoint.adapters().stream()
                        .map(a -> a.scale() + " " + ContentHash.ofAdapter(a.folder()))
                        .toList());
        return checkpoint.shots().isNone() ? weights : Keys.of(weights, checkpoint.shots());
    }

    private Examined measure(Checkpoint checkpoint, Place place) {
        List<Adapter> adapters = ScaledAdapter.readAll(checkpoint.adapters(), bench.weights);
        try (Merged base = Merged.of(bench.weights, List.of(), ROWS)) {
            if (adapters.isEmpty()) {
                return measure(base, base, checkpoint.shots(), place);
            }
            try (Merged merged = Merged.of(bench.weights, adapters, ROWS)) {
                return measure(base, merged, checkpoint.shots(), place);
            }
        } finally {
            adapters.forEach(Adapter::close);
        }
    }

    private Examined measure(Merged base, Merged merged, Shots shots, Place place) {
        Model model = bench.model(merged);
        Model task = model.after(shots.task());
        Model reader = model.after(shots.reading());
        Departure departure = new Departure(base, states, merged);
        Values values = new Values();
        List<Translation.Item> outputs = new ArrayList<>();
        data.tests().forEach((split, examples) -> {
            List<Translation.Item> items = translate(task, split, examples, place);
            boolean leads = split.equals(recipe.evaluation().split());
            target.measure(items, leads ? "" : ", " + split, values);
            if (leads) {
                outputs.addAll(items);
            }
        });
        bench.data.readings().ifPresent(readings -> comprehension(reader, departure, readings, place, values));
        choices(model, place, values);
        texts(departure, place, values);
        try (BaseStates once = new BaseStates()) {
            drift(task, new Departure(base, once, merged), outputs, place, values);
        }
        samples(task, place, values);
        return new Examined(values.all(), outputs);
    }

    private List<Translation.Item> translate(Model model, String split, List<Example> examples, Place place) {
        return TargetSkill.translation(recipe, bench)
                .translate(model, prompts(model, examples), place.file("test-" + split), place.progress(split));
    }

    /** What the model is asked, behind its examples. */
    private List<Prompt> prompts(Model model, List<Example> examples) {
        return examples.stream()
                .map(e -> new Prompt(e.id(), e.source(), e.target(), model.userTurn(bench.asked(e), e.place())))
                .toList();
    }

    private void comprehension(Model model, Departure departure, List<Reading> readings, Place place, Values values) {
        values.graded(new Comprehension(recipe.evaluation().answerTokens())
                .grade(model, readings, place.file("questions"), place.progress("questions")));
        List<Departure.Item> items =
                departure.evaluate(answers(model, readings), place.file("answers"), place.progress("gold answers"));
        values.departed("answer", items);
    }

    private List<Departure.Text> answers(Model model, List<Reading> readings) {
        return GoldAnswer.spread(readings, recipe.evaluation().answers()).stream()
                .map(gold -> answer(model, gold))
                .toList();
    }

    private static Departure.Text answer(Model model, GoldAnswer gold) {
        String id = gold.question().id();
        PromptGroup tokens = new PromptGroup(model.userTurn(gold.asked(), id), List.of(model.answer(gold.text())));
        return new Departure.Text(id, gold.reading().id(), tokens, gold.text().getBytes(StandardCharsets.UTF_8).length);
    }

    private void choices(Model model, Place place, Values values) {
        if (data.choices().isEmpty()) {
            return;
        }
        Map<String, String> clusters = new HashMap<>();
        List<MultipleChoice.Question> questions = new ArrayList<>();
        data.choices().forEach(q -> {
            clusters.put(q.id(), q.cluster());
            questions.add(new MultipleChoice.Question(q.id(), q.context(), q.question(), q.options(), q.right()));
        });
        List<MultipleChoice.Item> items =
                new MultipleChoice().answer(model, questions, place.file("choices"), place.progress("choices"));
        values.mean(
                "choice",
                items,
                MultipleChoice.Item::id,
                i -> clusters.get(i.id()),
                i -> MultipleChoice.choice(i).correct(Choice.Rule.LIKELIHOOD));
        values.mean(
                "choice probability",
                items,
                MultipleChoice.Item::id,
                i -> clusters.get(i.id()),
                i -> MultipleChoice.choice(i).probability());
    }

    private void texts(Departure departure, Place place, Values values) {
        List<Departure.Text> texts = new ArrayList<>();
        for (String text : data.texts()) {
            Tokens all = bench.tokenizer.encode(text);
            Tokens tokens =
                    all.slice(0, Math.min(all.length(), recipe.evaluation().textTokens()));
            if (tokens.length() > 1) {
                PromptGroup group = new PromptGroup(tokens.slice(0, 1), List.of(tokens.slice(1, tokens.length())));
                int bytes = bench.tokenizer
                        .decode(tokens.slice(1, tokens.length()))
                        .getBytes(StandardCharsets.UTF_8)
                        .length;
                String id = "text-" + texts.size();
                texts.add(new Departure.Text(id, id, group, bytes));
            }
        }
        List<Departure.Item> items =
                texts.isEmpty() ? List.of() : departure.evaluate(texts, place.file("texts"), place.progress("texts"));
        values.mean("text bits", items, Departure.Item::id, Departure.Item::cluster, Departure.Item::bitsPerByte);
        values.departed("text", items);
    }

    /** The divergence on the new task: on the model's own greedy outputs, which is what forgetting is predicted by. */
    private void drift(Model task, Departure departure, List<Translation.Item> outputs, Place place, Values values) {
        Map<String, Prompt> prompts = new HashMap<>();
        prompts(task, data.tests().get(recipe.evaluation().split())).forEach(p -> prompts.put(p.id(), p));
        List<Departure.Text> texts = outputs.stream()
                .limit(recipe.evaluation().answers())
                .map(o -> new Departure.Text(
                        o.id(),
                        o.id(),
                        new PromptGroup(prompts.get(o.id()).tokens(), List.of(bench.answer(o.output()))),
                        Math.max(1, o.output().getBytes(StandardCharsets.UTF_8).length)))
                .toList();
        values.mean(
                "task kl",
                departure.evaluate(texts, place.file("task"), place.progress("drift")),
                Departure.Item::id,
                Departure.Item::cluster,
                Departure.Item::klPerToken);
    }

    private void samples(Model model, Place place, Values values) {
        ExperimentRecipe.Examination e = recipe.evaluation();
        if (e.sampledPrompts() == 0) {
            return;
        }
        List<Example> test = data.tests().get(e.split());
        List<SampledTexts.Item> items = new SampledTexts(
                        bench.sampling(), e.samples(), recipe.task().maxNewTokens(), SAMPLING_SEED)
                .evaluate(
                        model,
                        prompts(model, test.subList(0, Math.min(e.sampledPrompts(), test.size()))),
                        place.file("samples"),
                        place.progress("samples"));
        values.mean(
                "realisation entropy",
                items,
                SampledTexts.Item::id,
                SampledTexts.Item::id,
                i -> Diversity.entropy(List.of(i.texts())));
    }

    @Override
    public void close() {
        states.close();
    }
}

package org.lungta.run;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.lungta.checkpoint.ContentHash;
import org.lungta.corpus.Texts;
import org.lungta.eval.Comprehension;
import org.lungta.eval.Drifting;
import org.lungta.model.Adapter;
import org.lungta.model.Merged;
import org.lungta.model.PromptGroup;
import org.lungta.text.ControlTokens;
import org.lungta.text.Tokens;

/** Measures the drift of an adapter from the base model, by set of texts: "answers" and "text". */
final class DriftStage {
    private static final int ROWS = 32;
    private static final int TOKEN_BUDGET = 1024;

    private final Workbench bench;
    private final Optional<DriftSettings> settings;

    DriftStage(Workbench bench) {
        this.bench = bench;
        this.settings = bench.recipe.evaluation().drift();
    }

    /** Nothing where the recipe does not ask for it. */
    Map<String, Drifting.Summary> measure(String name, Adapter adapter) {
        Map<String, Drifting.Summary> summaries = new TreeMap<>();
        settings.ifPresent(s -> {
            try (Merged base = Merged.of(bench.weights, Optional.empty(), ROWS);
                    Merged tuned = Merged.of(bench.weights, Optional.of(adapter), ROWS)) {
                probes(s, base)
                        .forEach((set, probes) -> summaries.put(
                                set,
                                new Drifting(TOKEN_BUDGET)
                                        .evaluate(
                                                base,
                                                tuned,
                                                probes,
                                                items(s, name, set),
                                                bench.console.progress(name + ": drift, " + set))));
            }
        });
        return summaries;
    }

    private Map<String, List<Drifting.Probe>> probes(DriftSettings s, Merged base) {
        Map<String, List<Drifting.Probe>> sets = new TreeMap<>();
        bench.data.readings().ifPresent(readings -> {
            List<Drifting.Probe> taught = Comprehension.taught(bench.model(base), readings);
            sets.put("answers", taught.subList(0, Math.min(s.items(), taught.size())));
        });
        s.text().ifPresent(file -> sets.put("text", texts(s, file)));
        return sets;
    }

    /** What is scored of a text is all of it but its first token. */
    private List<Drifting.Probe> texts(DriftSettings s, Path file) {
        List<Drifting.Probe> probes = new ArrayList<>();
        for (String text : Texts.draw(Texts.read(file), s.items(), bench.recipe.seed())) {
            Tokens all = bench.tokenizer.encodeByItself(ControlTokens.escape(text, bench.tokenizer));
            Tokens tokens = all.slice(0, Math.min(s.tokens(), all.length()));
            if (tokens.length() > 1) {
                probes.add(new Drifting.Probe(
                        "text " + probes.size(),
                        new PromptGroup(tokens.slice(0, 1), List.of(tokens.slice(1, tokens.length())))));
            }
        }
        return probes;
    }

    /** The file's name tells everything that its items depend on. */
    private Path items(DriftSettings s, String name, String set) {
        String key = Keys.of(
                bench.inputs(),
                bench.recipe.evaluation(),
                s,
                ContentHash.ofFile(bench.folder.path(name + "/adapter/adapter_model.safetensors")));
        return bench.folder.path("evaluation/%s/drift-%s-%s.jsonl".formatted(name, set, key.substring(0, 8)));
    }
}

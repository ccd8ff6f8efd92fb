package org.lungta.run;

import static org.lungta.check.Check.refuse;
import static org.lungta.check.Check.require;

import java.io.PrintStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.lungta.checkpoint.AtomicFiles;
import org.lungta.evidence.Experiment;
import org.lungta.evidence.Row;
import org.lungta.judge.Judged;
import org.lungta.judge.Outputs;
import org.lungta.judge.Protocol;
import org.lungta.judge.Ranking;
import org.lungta.recipe.RecipeReader;

/** From the command line to what a judge prefers of a finished run's outputs. */
public final class PreferenceLaunch {
    private PreferenceLaunch() {}

    /** Whether a file is a recipe of this kind. */
    public static boolean isPreference(Path recipe) {
        return RecipeReader.hasKey(recipe, PreferenceRecipe.MARK);
    }

    public static PreferenceRecipe read(Path recipe, List<String> overrides) {
        return RecipeReader.read(recipe, PreferenceRecipe.class, overrides);
    }

    /** Says who would be compared; the judge is not asked. */
    public static String plan(PreferenceRecipe recipe) {
        StringBuilder plan = new StringBuilder();
        systems(recipe)
                .forEach(s -> plan.append(
                        "%-20s %d outputs, %s%n".formatted(s.name(), s.items().size(), s.file())));
        return plan.toString();
    }

    /** Judges; answers that are kept are not asked for again, so a stopped run goes on. */
    public static Ranking run(PreferenceRecipe recipe, Path output, boolean resume, PrintStream out) {
        RunFolder folder = Launch.begin(recipe, output, resume);
        List<Outputs> systems = systems(recipe);
        new Console(out).say("%s", plan(recipe).stripTrailing());
        Ranking.Settings settings = new Ranking.Settings(
                recipe.cache(),
                new Protocol(recipe.again(), recipe.seed()),
                recipe.strict() ? Judged.Resolution.STRICT : Judged.Resolution.LENIENT);
        Ranking ranking = recipe.judge().with(judge -> Ranking.of(judge, systems, settings));
        folder.writeJson("results.json", ranking);
        AtomicFiles.write(folder.path("results.md"), page(recipe, ranking));
        return ranking;
    }

    private static List<Outputs> systems(PreferenceRecipe recipe) {
        Experiment experiment = RunEvidence.read(recipe.run());
        KeptCheckpoints kept = KeptCheckpoints.read(recipe.run());
        List<Outputs> systems = new ArrayList<>();
        for (String arm : recipe.preference().arms()) {
            Row.Key row = last(recipe, experiment, arm);
            Path file = kept.outputs(recipe.run(), row)
                    .orElseThrow(() -> refuse("%s keeps no outputs of %s: leave it out", recipe.run(), row));
            systems.add(Outputs.read(arm, file));
        }
        return systems;
    }

    private static Row.Key last(PreferenceRecipe recipe, Experiment experiment, String arm) {
        String seed = recipe.preference()
                .seed()
                .orElseGet(() -> experiment.seeds().stream().findFirst().orElse(Row.EVERY_SEED));
        require(
                experiment.last(arm, seed).isPresent(),
                "%s has no arm \"%s\" with seed %s; its arms are %s, its seeds %s",
                recipe.run(),
                arm,
                seed,
                experiment.arms().stream().map(org.lungta.evidence.Arm::name).toList(),
                experiment.seeds());
        return experiment.last(arm, seed).orElseThrow().key();
    }

    /** The paper's line stands under ours: another model, other data, another judge. */
    private static String page(PreferenceRecipe recipe, Ranking ranking) {
        StringBuilder page = new StringBuilder("# Preferred outputs\n\nJudge: `" + ranking.judge() + "`\n\n");
        page.append("| | wins | losses | ties | n | both orders agree | first place taken | same when asked again |\n");
        page.append("| --- | --- | --- | --- | --- | --- | --- | --- |\n");
        for (Ranking.Contest c : ranking.contests()) {
            var rate = c.preference().rate();
            int n = rate.wins() + rate.losses() + rate.ties();
            page.append(String.format(
                    Locale.ROOT,
                    "| %s against %s | %.1f %% | %.1f %% | %.1f %% | %d | %.2f | %.2f | %.2f |%n",
                    c.first(),
                    c.second(),
                    100.0 * rate.wins() / n,
                    100.0 * rate.losses() / n,
                    100.0 * rate.ties() / n,
                    n,
                    c.preference().consistent().share(),
                    c.preference().firstPlace().share(),
                    c.preference().repeated().share()));
        }
        for (PreferenceRecipe.Published p : recipe.published()) {
            page.append(String.format(
                    Locale.ROOT,
                    "| %s against %s, as published (another model, other data, another judge; %s) | %.1f %% | %.1f %% | %.1f %% | | | | |%n",
                    p.first(),
                    p.second(),
                    p.source(),
                    100 * p.wins(),
                    100 * p.losses(),
                    100 * (1 - p.wins() - p.losses())));
        }
        page.append('\n');
        ranking.lines().forEach(line -> page.append("- ").append(line).append('\n'));
        return page.toString();
    }
}

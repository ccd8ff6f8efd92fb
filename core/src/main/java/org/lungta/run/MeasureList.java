package org.lungta.run;

import static org.lungta.evidence.Measure.chosen;
import static org.lungta.evidence.Measure.higher;
import static org.lungta.evidence.Measure.lower;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.lungta.evidence.Axes;
import org.lungta.evidence.Measure;
import org.lungta.evidence.Measure.Role;
import org.lungta.metric.Chrf;
import org.lungta.metric.Metrics;

/** What {@link ArmExaminer} measures, in words. */
final class MeasureList {
    private static final int CHOICES = 4;

    private final ExperimentRecipe recipe;
    private final List<Measure> measures = new ArrayList<>();

    private MeasureList(ExperimentRecipe recipe) {
        this.recipe = recipe;
    }

    static List<Measure> of(ExperimentRecipe recipe) {
        MeasureList list = new MeasureList(recipe);
        String first = recipe.evaluation().split();
        recipe.evaluation().splits().forEach(split -> list.target(split.equals(first) ? "" : ", " + split, split));
        list.retained();
        list.drift();
        return List.copyOf(list.measures);
    }

    private void target(String suffix, String split) {
        String on = " On the split " + split + ".";
        if (recipe.lab().isPresent()) {
            truth(suffix, on);
        }
        String bleu = Metrics.named("bleu", recipe.task().to()).name();
        add(higher("bleu" + suffix, Role.TARGET, "points", bleu + " of the corpus, one reference." + on));
        add(higher("chrf" + suffix, Role.TARGET, "points", Chrf.standard().name() + ", mean of sentences." + on));
        published(recipe)
                .ifPresent(name -> add(higher(
                        name + suffix,
                        Role.TARGET,
                        "points",
                        Metrics.named(name, recipe.task().to()).name() + ", mean of sentences." + on)));
        add(higher("similarity" + suffix, Role.TARGET, "cosine", "To the reference, by the reward's encoder." + on));
        if (recipe.judge().isPresent()) {
            add(higher("similarity, judge" + suffix, Role.TARGET, "cosine", "By an encoder that no reward saw." + on));
        }
        recipe.hackableEncoders()
                .keySet()
                .forEach(name -> add(higher(
                        by(name) + suffix,
                        Role.TARGET,
                        "cosine",
                        "To the reference, by the encoder " + name
                                + ", which can be gamed: what arms see that it rewards." + on)));
        add(higher("language" + suffix, Role.LANGUAGE, "share", "Written in the target language alone." + on));
        add(higher("ended" + suffix, Role.LANGUAGE, "share", "Ended by itself within its room." + on));
    }

    private void truth(String suffix, String on) {
        add(higher(
                "exact facts" + suffix, Role.TARGET, "share", "Says the fact and nothing else, grammatically." + on));
        add(higher("slot f1" + suffix, Role.TARGET, "share", "F1 of the slots of the fact that it says." + on));
        add(higher("grammatical" + suffix, Role.TARGET, "share", "Can be read with every allomorph right." + on));
        add(lower("allomorph errors" + suffix, Role.TARGET, "share", "Outputs with a wrong allomorph." + on));
        add(lower("hallucinated slots" + suffix, Role.TARGET, "share", "Filled slots that are not the truth's." + on));
        add(higher("bleu 4 references" + suffix, Role.TARGET, "points", "BLEU of the corpus, four references." + on));
    }

    /** The measure that is what a hackable encoder sees. */
    static String by(String encoder) {
        return "similarity by " + encoder;
    }

    /** The metric that papers print of such a task; the lab's truth needs none. */
    static Optional<String> published(ExperimentRecipe recipe) {
        return recipe.lab().isPresent()
                ? Optional.empty()
                : Optional.of(recipe.task().headline().isPresent() ? "rouge-l" : "lf-bleu4");
    }

    private void retained() {
        if (recipe.evaluation().cmrc().isPresent()) {
            add(higher(
                    "qa exact", Role.RETAINED, "share", "Answers that are right to the letter, greedy (CMRC 2018)."));
            add(higher("qa f1", Role.RETAINED, "share", "CMRC 2018's F1 of the same answers."));
            add(higher("qa average", Role.RETAINED, "share", "(exact + F1) / 2 of the same answers."));
            add(lower(
                    "answer nll",
                    Role.RETAINED,
                    "nats a token",
                    "Of gold answers, teacher-forced: no form is asked for."));
        }
        if (recipe.evaluation().choices().isPresent()) {
            add(chosen("choice", Role.RETAINED, "The right one of four answers is the most likely.", CHOICES));
            add(higher("choice probability", Role.RETAINED, "share", "Of the right answer among those offered."));
        }
        if (recipe.evaluation().text().isPresent()) {
            add(lower("text bits", Role.RETAINED, "bits a byte", "Of texts in the language that the base knows."));
            add(lower("text nll", Role.RETAINED, "nats a token", "Of the same texts."));
        }
    }

    private void drift() {
        add(lower(
                "task kl",
                Role.DRIFT,
                "nats a token",
                "KL(base || model) on its own greedy outputs, whole vocabulary."));
        if (recipe.evaluation().cmrc().isPresent()) {
            departed("answer", "gold answers");
        }
        if (recipe.evaluation().text().isPresent()) {
            departed("text", "texts");
        }
        if (recipe.evaluation().sampledPrompts() > 0) {
            add(higher(
                    "realisation entropy", Role.DIVERSITY, "bits", "Of the texts that samples say one source with."));
        }
    }

    private void departed(String of, String texts) {
        add(lower(of + " kl", Role.DRIFT, "nats a token", "KL(base || model) on %s, mean of texts.".formatted(texts)));
        add(lower(of + " kl" + Values.TAIL, Role.DRIFT, "nats a token", "The same, 90th percentile over texts."));
        add(lower(
                of + " nll change", Role.DRIFT, "nats a token", "NLL of %s above the base's, mean.".formatted(texts)));
        add(lower(of + " nll change" + Values.TAIL, Role.DRIFT, "nats a token", "The same, 90th percentile."));
    }

    private void add(Measure measure) {
        measures.add(measure);
    }

    /** The measures that lead: the recipe's, or what there is. */
    static Axes axes(ExperimentRecipe recipe) {
        if (recipe.axes().isPresent()) {
            ExperimentRecipe.Axes a = recipe.axes().get();
            return new Axes(a.target(), a.retained(), a.kl(), a.proxy(), a.independent());
        }
        String target = recipe.lab().isPresent() ? "exact facts" : "chrf";
        String independent =
                recipe.lab().isPresent() ? target : recipe.judge().isPresent() ? "similarity, judge" : "chrf";
        String retained = recipe.evaluation().cmrc().isPresent() ? "qa average" : "text bits";
        return new Axes(target, retained, Optional.of("task kl"), Optional.of("similarity"), Optional.of(independent));
    }
}

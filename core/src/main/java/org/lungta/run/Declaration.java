package org.lungta.run;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.lungta.checkpoint.ContentHash;
import org.lungta.evidence.Declared;
import org.lungta.evidence.Experiment;
import org.lungta.evidence.Header;
import org.lungta.recipe.RecipeReader;

/** An experiment as it stands before its first row: what will be run and measured, and what is claimed. */
final class Declaration {
    private final ExperimentRecipe asked;
    private final ExperimentRecipe recipe;

    private Declaration(ExperimentRecipe asked, ExperimentRecipe recipe) {
        this.asked = asked;
        this.recipe = recipe;
    }

    /** @param asked the recipe as it was given: it names no folder of the run, so that two runs into two folders are the same */
    static Experiment of(ExperimentRecipe asked, ExperimentRecipe recipe, Workbench bench, HackableEncoders hackable) {
        Declaration declaration = new Declaration(asked, recipe);
        return new Experiment(
                declaration.header(bench, hackable),
                MeasureList.axes(recipe),
                MeasureList.of(recipe),
                declaration.arms(),
                recipe.claims().stream().map(Declaration::claim).toList(),
                Experiment.Appendix.none(),
                List.of());
    }

    private static Declared claim(ExperimentRecipe.Claim c) {
        return new Declared(c.name(), c.measure(), c.arm(), c.against(), c.where(), c.margin(), c.expected());
    }

    private Header header(Workbench bench, HackableEncoders hackable) {
        Map<String, String> settings = new LinkedHashMap<>(bench.header());
        settings.putAll(hackable.header());
        String cpu = settings.remove("cpu");
        settings.remove("seed");
        settings.put("seed of data and cold start", String.valueOf(recipe.seed()));
        settings.put("recipe", ContentHash.ofText(RecipeReader.write(asked)).substring(0, 24));
        Map<String, String> versions = new LinkedHashMap<>();
        versions.put("inputs", bench.loaded());
        String model =
                recipe.origin().model().orElse(recipe.model().getFileName().toString());
        List<String> data = recipe.origin().data().isEmpty()
                ? List.of(recipe.task().pairs().getFileName().toString())
                : recipe.origin().data();
        return new Header(
                recipe.task().headline().isPresent()
                        ? recipe.task().to() + " headlines"
                        : recipe.task().from() + " to " + recipe.task().to(),
                recipe.ask(),
                recipe.lab().isPresent() ? Header.Ground.LAB : Header.Ground.REAL,
                new Header.Origin(
                        model,
                        recipe.origin().license().orElse(""),
                        List.of(recipe.task().from(), recipe.task().to()),
                        data),
                settings,
                versions,
                Map.of("cpu", cpu),
                List.of());
    }

    private List<org.lungta.evidence.Arm> arms() {
        String start = recipe.arms().entrySet().stream()
                .filter(e -> e.getValue() instanceof Arm.ColdStart)
                .map(Map.Entry::getKey)
                .findFirst()
                .orElseThrow();
        String base = recipe.arms().entrySet().stream()
                .filter(e -> e.getValue() instanceof Arm.Base)
                .map(Map.Entry::getKey)
                .findFirst()
                .orElseThrow();
        List<org.lungta.evidence.Arm> arms = new ArrayList<>();
        recipe.arms().forEach((name, arm) -> arms.add(described(name, arm, base, start)));
        arms.addAll(TrivialArms.of(recipe));
        arms.addAll(LeadArm.of(recipe));
        return arms;
    }

    private org.lungta.evidence.Arm described(String name, Arm arm, String base, String start) {
        if (arm instanceof Arm.Base) {
            return of(name, org.lungta.evidence.Arm.Kind.BASE, Optional.empty(), "The model as it was.");
        }
        if (arm instanceof Arm.FewShot few) {
            return of(
                    name,
                    org.lungta.evidence.Arm.Kind.BASELINE,
                    Optional.of(base),
                    "The same model, %d worked examples before every source and every question; nothing is learnt."
                            .formatted(few.shots()));
        }
        if (arm instanceof Arm.ColdStart) {
            return of(
                    name,
                    org.lungta.evidence.Arm.Kind.COLD_START,
                    Optional.of(base),
                    "%d pairs, %d epochs; done once for all seeds."
                            .formatted(
                                    recipe.coldStart().pairs(),
                                    recipe.coldStart().epochs()));
        }
        if (arm instanceof Arm.Scaled scaled) {
            return of(
                    name,
                    org.lungta.evidence.Arm.Kind.BASELINE,
                    Optional.empty(),
                    "The last checkpoint of " + scaled.of() + " scaled towards the base, by " + scaled.points() + ".");
        }
        if (arm instanceof Arm.Transfer transfer) {
            return of(name, org.lungta.evidence.Arm.Kind.SFT, Optional.of(base), sentence(transfer));
        }
        return of(name, kind(arm), Optional.of(start), sentence(arm));
    }

    private static org.lungta.evidence.Arm.Kind kind(Arm arm) {
        if (arm instanceof Arm.Sft) {
            return org.lungta.evidence.Arm.Kind.SFT;
        }
        if (arm instanceof Arm.Grpo grpo) {
            boolean oracle = grpo.weights().filter(w -> w.facts() > 0).isPresent();
            return oracle ? org.lungta.evidence.Arm.Kind.UPPER_BOUND : org.lungta.evidence.Arm.Kind.GRPO;
        }
        return arm instanceof Arm.Hackable
                ? org.lungta.evidence.Arm.Kind.HACKABLE
                : org.lungta.evidence.Arm.Kind.BASELINE;
    }

    private String sentence(Arm.Transfer transfer) {
        return "%s, fine-tuned on the %d pairs of the cold start, %d epochs."
                .formatted(
                        transfer.adapter()
                                .map(folder -> "An adapter of another task (%s)"
                                        .formatted(ContentHash.ofAdapter(folder).substring(0, 12)))
                                .orElse("The base model"),
                        recipe.coldStart().pairs(),
                        recipe.coldStart().epochs());
    }

    private String sentence(Arm arm) {
        if (arm instanceof Arm.Sft sft) {
            return "Supervised on the %d pairs of the pool, %d epochs; of the rates %s the best on dev."
                    .formatted(recipe.grpo().pool(), sft.epochs(), sft.rates());
        }
        if (arm instanceof Arm.Replay replay) {
            return "The same, and of all examples a share of %s is general data.".formatted(replay.share());
        }
        if (arm instanceof Arm.SftKl near) {
            return "The same, with %s KL(base || model) added to the loss.".formatted(near.beta());
        }
        if (arm instanceof Arm.Grpo grpo) {
            return reinforced(changed(recipe.grpo(), grpo.rate(), grpo.steps(), grpo.loss()), reward(grpo.weights()));
        }
        if (arm instanceof Arm.Hackable own) {
            String by =
                    "%s, by the encoder %s (%s), which can be gamed: done on purpose, to see what becomes of the truth"
                            .formatted(
                                    reward(Optional.empty()),
                                    own.encoder(),
                                    recipe.hackableEncoders().get(own.encoder()).shape());
            return reinforced(changed(recipe.grpo(), own.rate(), own.steps(), Optional.empty()), by);
        }
        Arm.RejectionSampling own = (Arm.RejectionSampling) arm;
        Recipe.GrpoSettings s = changed(recipe.grpo(), own.rate(), own.steps(), Optional.empty());
        return "Of each group of %d samples the best by the reward is imitated, %d updates of %d prompts."
                .formatted(s.sampling().group(), s.steps(), s.prompts());
    }

    private static String reinforced(Recipe.GrpoSettings s, String reward) {
        return "GRPO, %d updates of %d prompts x %d samples; reward: %s."
                .formatted(s.steps(), s.prompts(), s.sampling().group(), reward);
    }

    private String reward(Optional<Arm.Weights> weights) {
        Recipe.RewardSettings r = weights.map(w -> w.in(recipe.reward())).orElse(recipe.reward());
        if (r.form() instanceof RewardForm.SgSrl form) {
            return form.toString();
        }
        Map<String, Double> parts = new LinkedHashMap<>();
        parts.put("similarity", r.similarityWeight());
        parts.put("language", r.languageWeight());
        if (r.form() instanceof RewardForm.Overlapping form) {
            parts.put("BLEU", form.bleu());
            parts.put("chrF", form.chrf());
            parts.put("exact facts", form.facts());
        }
        parts.values().removeIf(w -> w == 0);
        return parts.entrySet().stream()
                .map(e -> e.getValue() + " " + e.getKey())
                .reduce((a, b) -> a + " + " + b)
                .orElse("nothing");
    }

    private static org.lungta.evidence.Arm of(
            String name, org.lungta.evidence.Arm.Kind kind, Optional<String> from, String sentence) {
        return new org.lungta.evidence.Arm(name, kind, from, sentence);
    }

    /** Settings of GRPO with what an arm says otherwise. */
    static Recipe.GrpoSettings changed(
            Recipe.GrpoSettings s, Optional<Double> rate, Optional<Integer> steps, Optional<Recipe.Loss> loss) {
        return new Recipe.GrpoSettings(
                steps.orElse(s.steps()),
                s.pool(),
                s.prompts(),
                rate.orElse(s.rate()),
                s.sampling(),
                loss.orElse(s.loss()),
                s.schedule(),
                s.tokenBudget(),
                s.dev());
    }
}

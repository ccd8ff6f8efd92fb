package org.lungta.run;

import static org.lungta.check.Check.require;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.lungta.corpus.Example;
import org.lungta.corpus.Texts;
import org.lungta.metric.Tokenization;
import org.lungta.reward.Above;
import org.lungta.reward.Anchor;
import org.lungta.reward.Cosine;
import org.lungta.reward.GateRates;
import org.lungta.reward.Guarded;
import org.lungta.reward.LanguageRule;
import org.lungta.reward.LengthPenalty;
import org.lungta.reward.Mixture;
import org.lungta.reward.NativeText;
import org.lungta.reward.Overlap;
import org.lungta.reward.RepetitionPenalty;
import org.lungta.reward.Reward;
import org.lungta.reward.SgSrl;
import org.lungta.reward.Spoken;
import org.lungta.reward.Term;
import org.lungta.reward.Weighted;
import org.lungta.reward.YesNo;
import org.lungta.text.Language;

/** From a recipe's words to the reward that GRPO optimises. */
final class Rewards {
    private final Workbench bench;
    private final Optional<NativeText> gate;

    Rewards(Workbench bench) {
        this.bench = bench;
        this.gate = bench.recipe.reward().nativeText().map(this::gate);
    }

    /** The reward with this tau. */
    Reward of(double tau) {
        Reward ungated = ungated(tau);
        return gate.<Reward>map(g -> new Guarded(ungated, g)).orElse(ungated);
    }

    private Reward ungated(double tau) {
        if (bench.recipe.reward().form() instanceof RewardForm.SgSrl form) {
            return sgSrl(form);
        }
        if (bench.recipe.reward().form() instanceof RewardForm.Overlapping form) {
            return overlapping(form, tau);
        }
        return bench.reward(tau);
    }

    private Reward sgSrl(RewardForm.SgSrl form) {
        List<Term> scores = new ArrayList<>();
        if (form.cosine() > 0) {
            scores.add(new Term(new Cosine(bench.encoders.similarity(), form.anchor()), form.cosine()));
        }
        if (form.yes() > 0) {
            scores.add(new Term(new YesNo(bench.yesNo()), form.yes()));
        }
        return new SgSrl(
                new Spoken(LanguageRule.of(bench.recipe.task().to())),
                new Mixture(form.followed(), scores),
                List.of(
                        new Term(LengthPenalty.standard(), form.length()),
                        new Term(RepetitionPenalty.standard(), form.repetition())));
    }

    /** Similarity and its cosine are among the parts whatever they count, so that the curves of all rewards can be compared. */
    private Reward overlapping(RewardForm.Overlapping form, double tau) {
        Recipe.RewardSettings settings = bench.recipe.reward();
        String language = bench.recipe.task().to();
        Cosine cosine = new Cosine(bench.encoders.similarity(), Anchor.REFERENCE);
        List<Term> terms = new ArrayList<>();
        terms.add(new Term(cosine, 0));
        terms.add(new Term(new Above(cosine, tau), settings.similarityWeight()));
        terms.add(new Term(new Spoken(LanguageRule.of(language)), settings.languageWeight()));
        if (form.bleu() > 0) {
            terms.add(new Term(Overlap.bleu(tokens(language)), form.bleu()));
        }
        if (form.chrf() > 0) {
            terms.add(new Term(Overlap.chrf(), form.chrf()));
        }
        if (form.facts() > 0) {
            require(
                    bench.truth.isPresent(),
                    "facts has the weight %s, but the truth is known in the lab alone: leave it out",
                    form.facts());
            terms.add(new Term(bench.truth.get(), form.facts()));
        }
        return new Weighted(terms);
    }

    /** What BLEU counts in a language. */
    static Tokenization tokens(String language) {
        return switch (language) {
            case "zh" -> Tokenization.ZH;
            case "bo" -> Tokenization.SYLLABLE;
            default -> Tokenization.WMT_13A;
        };
    }

    private NativeText gate(NativeSettings s) {
        Recipe.Task task = bench.recipe.task();
        Set<String> kept = new HashSet<>();
        bench.data.pool().forEach(e -> kept.add(e.id()));
        bench.data.heldOut().forEach(e -> kept.add(e.id()));
        List<String> texts = Datasets.load(task, "train").examples().stream()
                .filter(e -> !kept.contains(e.id()))
                .map(Example::target)
                .toList();
        List<String> foreign = s.against().map(Texts::read).orElse(List.of());
        int half = foreign.size() / 2;
        List<String> mixed = Texts.draw(foreign, foreign.size(), bench.recipe.seed());
        List<String> dev =
                bench.data.calibration().stream().map(Example::target).toList();
        NativeText made = NativeText.of(
                Language.of(task.to()),
                new NativeText.Settings(s.order(), s.rejected()),
                texts,
                dev.subList(0, (dev.size() + 1) / 2),
                mixed.subList(0, half));
        report(s, made, dev.subList((dev.size() + 1) / 2, dev.size()), mixed.subList(half, mixed.size()));
        return made;
    }

    private void report(NativeSettings s, NativeText made, List<String> honest, List<String> foreign) {
        Map<String, List<String>> others = new LinkedHashMap<>();
        s.against().map(Path::getFileName).ifPresent(name -> others.put(name.toString(), foreign));
        GateRates rates = GateRates.of(made, honest, others);
        bench.console.say("language gate by %d-grams, at most %.3f nats a character:", s.order(), made.highest());
        bench.console.say("%s", rates.table().indent(2).stripTrailing());
        bench.folder.writeJson("native-gate.json", rates);
    }
}

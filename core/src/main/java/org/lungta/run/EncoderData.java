package org.lungta.run;

import static org.lungta.check.Check.require;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.lungta.corpus.Example;
import org.lungta.corpus.PairSet;
import org.lungta.corpus.PairSpec;
import org.lungta.corpus.Pairs;
import org.lungta.corpus.Portion;
import org.lungta.corpus.Seen;

/**
 * Who sees what when an encoder is adapted: a portion of the split train of each file, told by the hash of the text that is learnt;
 * dev for figures along the way; the card's pairs for the card alone. Sources are in the language that is learnt.
 */
record EncoderData(List<Example> pairs, List<Example> dev, List<Example> test, List<String> reports) {

    static EncoderData read(EncoderRecipe recipe) {
        EncoderRecipe.Adaptation a = recipe.adaptation();
        List<Example> test = Pairs.read(PairSpec.of(recipe.card().file(), a.learning(), a.known())
                .inSplit(recipe.card().split()));
        List<Example> pairs = new ArrayList<>();
        List<String> reports = new ArrayList<>();
        for (EncoderRecipe.Source source : a.pairs()) {
            PairSet set = Pairs.load(PairSpec.of(source.file(), a.learning(), a.known())
                    .inSplit(source.split())
                    .withLength(a.learning(), source.minCodePoints(), source.maxCodePoints()));
            Portion portion = new Portion(source.from(), source.share());
            List<Example> used = set.examples().stream()
                    .filter(e -> portion.holds(e.source()))
                    .toList();
            Pairs.refuseOverlap(used, test);
            reports.add("%s: %s; %d are this encoder's (a portion of %s by hash%s)"
                    .formatted(
                            source.file().getFileName(),
                            set.report(),
                            used.size(),
                            source.share(),
                            source.from() == 0 ? "" : ", from " + source.from() + " on"));
            pairs.addAll(used);
        }
        require(
                pairs.size() >= a.batchSize(),
                "%s: %d pairs are left for the encoder, fewer than a batch of %d: lower batch-size or raise share",
                a.pairs().get(0).file(),
                pairs.size(),
                a.batchSize());
        EncoderData data = new EncoderData(pairs, dev(recipe, pairs), test, reports);
        Seen.in(recipe.encoder()).ifPresent(seen -> {
            seen.refuse("the encoder " + recipe.encoder(), "the card", test);
            seen.refuse("the encoder " + recipe.encoder(), "dev", data.dev());
        });
        return data;
    }

    private static List<Example> dev(EncoderRecipe recipe, List<Example> pairs) {
        EncoderRecipe.Adaptation a = recipe.adaptation();
        if (a.dev().isEmpty()) {
            return List.of();
        }
        List<Example> dev = Pairs.read(
                PairSpec.of(a.pairs().get(0).file(), a.learning(), a.known()).inSplit("dev"));
        Pairs.refuseOverlap(pairs, dev);
        return Pairs.draw(dev, a.dev().get().pairs(), recipe.seed());
    }

    /** The texts that the encoder learns from, and had learnt from before, to be refused by whoever trains against it. */
    Seen seen(Path encoder) {
        Seen own = Seen.of(pairs.stream().map(Example::source).toList());
        return Seen.in(encoder).map(own::and).orElse(own);
    }
}

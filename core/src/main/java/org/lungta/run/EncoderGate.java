package org.lungta.run;

import static org.lungta.check.Check.require;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.lungta.checkpoint.ContentHash;
import org.lungta.corpus.Example;
import org.lungta.model.Encoder;
import org.lungta.probe.CardFile;
import org.lungta.probe.CardGate;
import org.lungta.probe.CardMaker;
import org.lungta.probe.CardTable;
import org.lungta.probe.EncoderCard;

/**
 * The card that stands between the reward's encoder and GRPO. The reward holds an output against a reference, so the card is one within the
 * language that is written: an encoder that cannot read the source may judge there. It is taken from beside the encoder, or from the cache
 * of cards, or measured on the recipe's dev pairs and kept there under a hash of everything that it depends on.
 */
record EncoderGate(Recipe recipe, Encoder encoder, Console console) {
    private static final int PAIRS = 500;
    private static final int TEXTS = 200;
    private static final int FEWEST = 20;

    /** Refuses an encoder that fails, unless the recipe forces it through; the card. */
    EncoderCard pass(List<Example> dev) {
        Path folder = recipe.encoder();
        String hash = ContentHash.ofFolder(folder);
        String language = recipe.task().to();
        Optional<EncoderCard> beside = CardGate.beside(folder, hash, encoder.prefix(), language);
        EncoderCard card = beside.orElseGet(() -> cached(hash, dev));
        console.say("%s", CardTable.of(card).strip());
        CardGate.hold(folder, card, recipe.force());
        if (!card.verdict().passed()) {
            console.say("the recipe forces this encoder through: mistrust the reward");
        }
        return card;
    }

    private EncoderCard cached(String hash, List<Example> dev) {
        Recipe.Task task = recipe.task();
        require(
                dev.size() >= FEWEST,
                "%s: %d dev pairs pass the filter, too few to know the encoder by (at least %d): put more into the split dev, or"
                        + " measure it elsewhere with ./lungta encoder card --encoder %s --pairs FILE --to %s --anchor reference --output"
                        + " %s",
                task.pairs(),
                dev.size(),
                FEWEST,
                recipe.encoder(),
                task.to(),
                recipe.encoder().resolve(CardFile.NAME));
        CardMaker.Settings settings = new CardMaker.Settings(PAIRS, TEXTS, recipe.seed());
        String key = Keys.of(
                hash,
                encoder.prefix(),
                ContentHash.ofFile(task.pairs()),
                List.of(task.from(), task.to(), task.lengthOf(), task.minCodePoints(), task.maxCodePoints()),
                settings,
                CardMaker.VERSION);
        Path file = recipe.cards().resolve(key + ".json");
        if (Files.isRegularFile(file)) {
            return CardFile.read(file);
        }
        EncoderCards.Texts texts = new EncoderCards.Texts(task.pairs(), "dev", task.to(), task.to());
        EncoderCard card = EncoderCards.of(encoder, recipe.encoder(), texts, dev, settings, console.stream());
        CardFile.write(file, card);
        return card;
    }
}

package org.lungta.probe;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.stream.Collectors;
import org.lungta.check.Check;
import org.lungta.checkpoint.ContentHash;

/**
 * What stands between an encoder and a policy that is trained against it: a card of this very encoder, for the language that is
 * written, with every threshold reached.
 */
public final class CardGate {
    private CardGate() {}

    /**
     * Refuses an encoder without such a card.
     *
     * @param to the language that the policy writes
     * @param force lets an encoder pass whose card shows failures; never one without a card
     * @return the card
     */
    public static EncoderCard require(Path encoder, String to, boolean force) {
        Path file = encoder.resolve(CardFile.NAME);
        String remedy =
                "./lungta encoder card --encoder %s --pairs FILE --to %s --output %s".formatted(encoder, to, file);
        Check.require(
                Files.isRegularFile(file),
                "%s does not exist: nobody has measured this encoder. Do so with %s",
                file,
                remedy);
        EncoderCard card = CardFile.read(file);
        Check.require(
                card.material().to().equals(to),
                "%s: the card judges texts in \"%s\", the policy writes \"%s\": measure it for that with %s",
                file,
                card.material().to(),
                to,
                remedy);
        Check.require(
                card.subject().hash().equals(ContentHash.ofFolder(encoder)),
                "%s: the card is of another encoder than the files beside it: measure this one with %s",
                file,
                remedy);
        Check.require(
                force || card.verdict().passed(),
                "%s: the encoder may not judge: %s. Choose another, teach this one, or say force in the recipe",
                file,
                failures(card));
        return card;
    }

    private static String failures(EncoderCard card) {
        return card.verdict().findings().stream()
                .filter(f -> !f.passed())
                .map(f -> String.format(Locale.ROOT, "%s is %.4f, needs %s", f.what(), f.value(), f.bound()))
                .collect(Collectors.joining("; "));
    }
}

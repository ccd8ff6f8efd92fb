package org.lungta.probe;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import org.lungta.check.Check;

/**
 * What stands between an encoder and a policy that is trained against it: a card of this very encoder, within the language that is
 * written, with every threshold reached.
 */
public final class CardGate {
    private CardGate() {}

    /**
     * The card that lies beside an encoder, where it is of these very files and this prefix, and within this language: a card that holds two
     * languages against each other says nothing of a reward that holds an output against a reference.
     *
     * @param hash of the encoder's folder
     */
    public static Optional<EncoderCard> beside(Path encoder, String hash, String prefix, String language) {
        Path file = encoder.resolve(CardFile.NAME);
        return Files.isRegularFile(file)
                ? Optional.of(CardFile.read(file))
                        .filter(card -> card.subject().hash().equals(hash)
                                && card.subject().prefix().equals(prefix)
                                && card.material().within()
                                && card.material().to().equals(language))
                : Optional.empty();
    }

    /**
     * Refuses an encoder whose card shows failures.
     *
     * @param force lets it pass
     */
    public static void hold(Path encoder, EncoderCard card, boolean force) {
        Check.require(
                force || card.verdict().passed(),
                "%s: the encoder may not judge texts in \"%s\": %s. Choose another or teach this one (docs/rewards.md), or say"
                        + " \"force: true\" in the recipe and mistrust the reward",
                encoder,
                card.material().to(),
                failures(card));
    }

    private static String failures(EncoderCard card) {
        return card.verdict().findings().stream()
                .filter(f -> !f.passed())
                .map(f -> String.format(Locale.ROOT, "%s is %.4f, needs %s", f.what(), f.value(), f.bound()))
                .collect(Collectors.joining("; "));
    }
}

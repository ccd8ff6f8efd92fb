package org.lungta.probe;

import static org.lungta.check.Check.refuse;
import static org.lungta.check.Check.require;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.lungta.checkpoint.AtomicFiles;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** A card as JSON; beside the encoder that it is of, its name is {@value #NAME}. */
public final class CardFile {
    public static final String NAME = "lungta-card.json";
    private static final JsonMapper JSON =
            JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

    private CardFile() {}

    public static String json(EncoderCard card) {
        return JSON.writeValueAsString(card) + "\n";
    }

    public static void write(Path file, EncoderCard card) {
        AtomicFiles.write(file, json(card));
    }

    public static EncoderCard read(Path file) {
        try {
            EncoderCard card = JSON.readValue(Files.readString(file, StandardCharsets.UTF_8), EncoderCard.class);
            require(
                    card.sensitivity() != null && card.order() != null,
                    "%s is a card of an older kind: measure the encoder again",
                    file);
            return card;
        } catch (IOException | JacksonException broken) {
            throw refuse("%s cannot be read (%s): measure the encoder again", file, broken.getMessage());
        }
    }
}

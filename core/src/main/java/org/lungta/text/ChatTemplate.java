package org.lungta.text;

import static org.lungta.check.Check.refuse;
import static org.lungta.check.Check.require;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;

/**
 * A model's template, read only to tell which format it is.
 *
 * <p>Each format knows the marks that stand together in its own template and in no other known to us, such as how a turn is made
 * of role and content, and marks of templates that look alike and render otherwise. What a template leaves open, its default
 * system content or its date, is taken from it.
 *
 * @param source the template, line feeds that it writes as {@code \n} made line feeds
 */
record ChatTemplate(Path file, String source) {
    private static final String JINJA = "chat_template.jinja";
    private static final String CONFIG = "tokenizer_config.json";
    private static final String FIELD = "chat_template";

    private static final List<Function<ChatTemplate, Optional<ChatFormat>>> RECOGNISERS =
            List.of(ChatMl::recognise, Qwen3::recognise, Llama3::recognise, Llama31::recognise, Gemma3::recognise);

    ChatTemplate {
        source = source.replace("\\n", "\n");
    }

    /** The template in the folder, or none where the model has none. */
    static Optional<ChatTemplate> in(Path folder) {
        Path jinja = folder.resolve(JINJA);
        if (Files.isRegularFile(jinja)) {
            return Optional.of(new ChatTemplate(jinja, read(jinja)));
        }
        Path config = folder.resolve(CONFIG);
        require(
                Files.isRegularFile(config),
                "%s holds neither %s nor %s: copy them from where the model came from; a base model has only the second",
                folder,
                JINJA,
                CONFIG);
        JsonNode field = Json.object(config).path(FIELD);
        return field.isMissingNode() || field.isNull()
                ? Optional.empty()
                : Optional.of(new ChatTemplate(config, template(config, field)));
    }

    ChatFormat format() {
        return RECOGNISERS.stream()
                .flatMap(recogniser -> recogniser.apply(this).stream())
                .findFirst()
                .orElseThrow(() -> refuse(
                        "%s: the chat template \"%s\" is not known. Known are those of Qwen2.5, Qwen3, Qwen3-Instruct-2507,"
                                + " SmolLM2, Llama 3, Llama 3.1 to 3.3 and Gemma 3. Choose a model with one of them, or, if this"
                                + " model was trained on one of these formats, put the template of that model in its place",
                        file, beginning()));
    }

    boolean hasAll(List<String> marks) {
        return marks.stream().allMatch(source::contains);
    }

    boolean hasAny(List<String> marks) {
        return marks.stream().anyMatch(source::contains);
    }

    /** What the pattern's first group stands for. */
    Optional<String> part(Pattern pattern) {
        Matcher found = pattern.matcher(source);
        return found.find() ? Optional.of(found.group(1)) : Optional.empty();
    }

    /** What the template calls {@code bos_token}. */
    String begin() {
        return new NamedTokens(file.toAbsolutePath().getParent()).token("bos_token");
    }

    private String beginning() {
        String line = source.strip().replaceAll("\\s+", " ");
        return line.length() <= 60 ? line : line.substring(0, line.offsetByCodePoints(0, 60)) + "...";
    }

    private static String template(Path config, JsonNode field) {
        if (field.isString()) {
            return field.stringValue();
        }
        for (JsonNode named : field) {
            if ("default".equals(Json.text(named, "name")) && Json.text(named, "template") != null) {
                return Json.text(named, "template");
            }
        }
        throw refuse(
                "%s: %s is neither a text nor a list with a template named \"default\": copy the file again from where the"
                        + " model came from",
                config, FIELD);
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (CharacterCodingException e) {
            throw refuse("%s: not UTF-8: copy the file again from where the model came from", file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

package org.lungta.text;

import static org.lungta.check.Check.refuse;
import static org.lungta.check.Check.require;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;

/**
 * A model's template, read only to tell which format it is.
 *
 * <p>Qwen2.5 is told by four marks that stand in its template and in no other known to us: the turn made of role and content,
 * the system turn taken from the first message, the opening of the assistant's turn, and the system turn written out, from which
 * the default content is taken. A template with thinking, trimming or namespaces renders otherwise and is not taken for it.
 */
record ChatTemplate(Path file, String source) {
    private static final String JINJA = "chat_template.jinja";
    private static final String CONFIG = "tokenizer_config.json";
    private static final List<String> QWEN_MARKS = List.of(
            "'<|im_start|>' + message.role + '\\n' + message.content + '<|im_end|>' + '\\n'",
            "'<|im_start|>system\\n' + messages[0]['content'] + '<|im_end|>\\n'",
            "'<|im_start|>assistant\\n'");
    private static final List<String> FOREIGN_MARKS =
            List.of("think", "trim", "strip", "namespace", "raise_exception", "strftime");
    private static final Pattern DEFAULT_SYSTEM =
            Pattern.compile("'<\\|im_start\\|>system\\\\n([^'\\\\]+)<\\|im_end\\|>\\\\n'");

    static ChatTemplate in(Path folder) {
        Path jinja = folder.resolve(JINJA);
        if (Files.isRegularFile(jinja)) {
            return new ChatTemplate(jinja, read(jinja));
        }
        Path config = folder.resolve(CONFIG);
        require(
                Files.isRegularFile(config),
                "%s holds neither %s nor %s: copy them from where the model came from, or choose a"
                        + " model that was tuned for chat",
                folder,
                JINJA,
                CONFIG);
        return new ChatTemplate(config, template(config, Json.object(config).get("chat_template")));
    }

    ChatFormat format() {
        Matcher system = DEFAULT_SYSTEM.matcher(source);
        boolean qwen = QWEN_MARKS.stream().allMatch(source::contains)
                && FOREIGN_MARKS.stream().noneMatch(source::contains);
        if (!qwen || !system.find()) {
            throw refuse(
                    "%s: the chat template \"%s\" is not known. Known is: ChatML as in Qwen2.5. Choose a Qwen2.5 model, or,"
                            + " if this model was trained on that format, put Qwen2.5's template in its place",
                    file, beginning());
        }
        return new ChatMl(system.group(1));
    }

    private String beginning() {
        String line = source.strip().replaceAll("\\s+", " ");
        return line.length() <= 60 ? line : line.substring(0, line.offsetByCodePoints(0, 60)) + "...";
    }

    private static String template(Path config, JsonNode value) {
        if (value != null && value.isString()) {
            return value.stringValue();
        }
        if (value != null && value.isArray()) {
            for (JsonNode named : value) {
                if ("default".equals(Json.text(named, "name")) && Json.text(named, "template") != null) {
                    return Json.text(named, "template");
                }
            }
        }
        throw refuse(
                "%s: the model has no chat template (no %s, and no text in the field chat_template): choose a model that was"
                        + " tuned for chat",
                config, JINJA);
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (java.nio.charset.CharacterCodingException e) {
            throw refuse("%s: not UTF-8: copy the file again from where the model came from", file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

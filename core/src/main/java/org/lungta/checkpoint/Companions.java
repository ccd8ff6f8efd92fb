package org.lungta.checkpoint;

import static org.lungta.check.Check.refuse;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.lungta.tensor.DType;
import org.lungta.text.Json;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** The files of a model folder that are not weights: configuration, tokenizer, chat template, modules of an encoder, licence. */
final class Companions {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final List<String> TYPES = List.of("dtype", "torch_dtype");
    private static final String MODULES = "modules.json";
    private static final Set<String> NAMES = Set.of(
            "config.json",
            "generation_config.json",
            "tokenizer.json",
            "tokenizer_config.json",
            "tokenizer.model",
            "special_tokens_map.json",
            "added_tokens.json",
            "vocab.json",
            "vocab.txt",
            "merges.txt",
            "lungta-seen.txt",
            "chat_template.jinja",
            "chat_template.json",
            "sentence_bert_config.json",
            "config_sentence_transformers.json",
            MODULES);
    private static final String LICENCE = "(LICEN[SC]E|NOTICE)(\\..*|-.*)?";
    private static final String TEMPLATES = "additional_chat_templates";

    private Companions() {}

    /** Copies what is there, but for these names. */
    static void copy(Path source, Path target, Set<String> without) {
        copyOf(source, target, without);
        if (Files.isRegularFile(source.resolve(MODULES))) {
            copyModules(source, target);
        }
        if (Files.isDirectory(source.resolve(TEMPLATES))) {
            each(source.resolve(TEMPLATES))
                    .filter(file -> file.getFileName().toString().endsWith(".jinja"))
                    .forEach(file -> copy(file, target.resolve(TEMPLATES).resolve(file.getFileName())));
        }
    }

    /** The settings of pooling and of normalisation, of sentence-transformers; modules with weights are not read here. */
    private static void copyModules(Path source, Path target) {
        Path modules = source.resolve(MODULES);
        for (JsonNode module : Json.tree(modules)) {
            String path = module.path("path").asString("");
            if (!path.isEmpty()) {
                Path file = Inside.of(source, modules, path + "/config.json");
                if (Files.isRegularFile(file)) {
                    copy(file, target.resolve(path).resolve("config.json"));
                }
            }
        }
    }

    private static void copyOf(Path source, Path target, Set<String> without) {
        each(source)
                .filter(file -> isCompanion(file.getFileName().toString()))
                .filter(file -> !without.contains(file.getFileName().toString()))
                .forEach(file -> copy(file, target.resolve(file.getFileName())));
    }

    private static boolean isCompanion(String name) {
        return NAMES.contains(name) || name.toUpperCase(Locale.ROOT).matches(LICENCE);
    }

    private static Stream<Path> each(Path folder) {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(Files::isRegularFile).sorted().toList().stream();
        } catch (IOException unreadable) {
            throw refuse("%s cannot be read: %s", folder, unreadable);
        }
    }

    private static void copy(Path file, Path target) {
        AtomicFiles.write(target, out -> {
            try (FileChannel in = FileChannel.open(file)) {
                long at = 0;
                while (at < in.size()) {
                    at += in.transferTo(at, in.size() - at, out);
                }
            }
        });
    }

    /** config.json, the given one or the source's, saying that the weights are of this type. */
    static String withType(Path source, Map<String, String> given, DType type) {
        String text = given.get("config.json");
        Path file = source.resolve("config.json");
        ObjectNode config = (ObjectNode) (text == null ? Json.object(file) : JSON.readTree(text));
        String name = type.toString().toLowerCase(Locale.ROOT);
        List<String> present = TYPES.stream().filter(config::has).toList();
        (present.isEmpty() ? List.of("torch_dtype") : present).forEach(key -> config.put(key, name));
        return JSON.writerWithDefaultPrettyPrinter().writeValueAsString(config) + "\n";
    }
}

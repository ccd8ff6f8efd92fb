package org.lungta.checkpoint;

import static org.lungta.check.Check.refuse;
import static org.lungta.check.Check.require;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/** The tensors of a model folder: one file, or shards that an index names. No pickle is ever loaded. */
public final class TensorFolder {
    private static final String SINGLE = "model.safetensors";
    private static final String INDEX = "model.safetensors.index.json";

    private final Map<String, Safetensors> files;

    private TensorFolder(Map<String, Safetensors> files) {
        this.files = files;
    }

    public static TensorFolder open(Path folder) {
        if (Files.isRegularFile(folder.resolve(INDEX))) {
            return sharded(folder);
        }
        Path single = folder.resolve(SINGLE);
        if (!Files.isRegularFile(single)) {
            throw withoutWeights(folder);
        }
        Safetensors file = Safetensors.open(single);
        Map<String, Safetensors> files = new LinkedHashMap<>();
        file.entries().keySet().forEach(name -> files.put(name, file));
        return new TensorFolder(files);
    }

    private static TensorFolder sharded(Path folder) {
        Path index = folder.resolve(INDEX);
        JsonNode map = ModelFolder.json(index).path("weight_map");
        require(map.isObject() && !map.isEmpty(), "%s: \"weight_map\" is missing or empty", index);
        Map<String, Safetensors> shards = new HashMap<>();
        Map<String, Safetensors> files = new LinkedHashMap<>();
        map.properties().forEach(p -> {
            String shard = p.getValue().asString("");
            Safetensors file = shards.computeIfAbsent(shard, name -> Safetensors.open(inside(folder, index, name)));
            require(
                    file.entries().containsKey(p.getKey()),
                    "%s says that tensor \"%s\" is in %s, but it is not",
                    index,
                    p.getKey(),
                    shard);
            files.put(p.getKey(), file);
        });
        shards.forEach((shard, file) -> file.entries()
                .keySet()
                .forEach(name -> require(
                        files.get(name) == file, "%s: tensor \"%s\" of %s is not listed there", index, name, shard)));
        return new TensorFolder(files);
    }

    private static Path inside(Path folder, Path index, String name) {
        Path shard = folder.resolve(name).normalize();
        require(
                !name.isEmpty() && !Path.of(name).isAbsolute() && shard.startsWith(folder.normalize()),
                "%s: the shard \"%s\" is not a file of the folder",
                index,
                name);
        return shard;
    }

    private static RuntimeException withoutWeights(Path folder) {
        try (Stream<Path> all = Files.list(folder)) {
            return all.map(f -> f.getFileName().toString())
                    .filter(f -> f.matches(".*\\.(bin|pt|pth|pkl|ckpt)"))
                    .findFirst()
                    .map(f -> refuse(
                            "%s holds weights as %s, a pickle, which can run code and is never loaded: convert it to"
                                    + " %s with the library that wrote it",
                            folder, f, SINGLE))
                    .orElseGet(() -> refuse("%s holds neither %s nor %s", folder, SINGLE, INDEX));
        } catch (IOException unreadable) {
            return refuse("%s cannot be read: %s", folder, unreadable);
        }
    }

    public Set<String> names() {
        return files.keySet();
    }

    public Safetensors.Entry entry(String name) {
        return files.get(name).entries().get(name);
    }

    public ByteBuffer bytes(String name) {
        return files.get(name).bytes(name);
    }
}

package org.lungta.checkpoint;

import static org.lungta.check.Check.require;

import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.lungta.text.Json;
import tools.jackson.databind.JsonNode;

/** The tensors of a model folder: one file, or shards that an index names. No pickle is ever loaded. */
public final class TensorFolder {
    static final String SINGLE = "model.safetensors";
    static final String INDEX = "model.safetensors.index.json";

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
            throw Pickles.without(folder, SINGLE);
        }
        Safetensors file = Safetensors.open(single);
        Map<String, Safetensors> files = new LinkedHashMap<>();
        file.entries().keySet().forEach(name -> files.put(name, file));
        return new TensorFolder(files);
    }

    private static TensorFolder sharded(Path folder) {
        Path index = folder.resolve(INDEX);
        JsonNode map = Json.object(index).path("weight_map");
        require(map.isObject() && !map.isEmpty(), "%s: \"weight_map\" is missing or empty", index);
        Map<String, Safetensors> shards = new HashMap<>();
        Map<String, Safetensors> files = new LinkedHashMap<>();
        map.properties().forEach(p -> {
            String shard = p.getValue().isString() ? p.getValue().stringValue() : "";
            Safetensors file = shards.computeIfAbsent(shard, name -> Safetensors.open(Inside.of(folder, index, name)));
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

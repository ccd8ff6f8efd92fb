package org.lungta.checkpoint;

import static org.lungta.check.Check.refuse;
import static org.lungta.check.Check.require;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The header of a safetensors file, every statement of it checked. */
record SafetensorsHeader(Map<String, Safetensors.Entry> entries, Map<String, String> metadata) {
    private static final String METADATA = "__metadata__";
    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    /**
     * Parses and checks.
     *
     * @param data bytes of the file behind the header
     */
    static SafetensorsHeader parse(Path file, byte[] json, long data) {
        JsonNode root = tree(file, json);
        require(root.isObject(), "%s: the header is not a JSON object; copy the file again", file);
        Map<String, Safetensors.Entry> entries = new LinkedHashMap<>();
        Map<String, String> metadata = new LinkedHashMap<>();
        root.properties().forEach(property -> {
            if (property.getKey().equals(METADATA)) {
                metadata(file, property.getValue(), metadata);
            } else {
                entries.put(property.getKey(), entry(file, property.getKey(), property.getValue(), data));
            }
        });
        requireWhole(file, new ArrayList<>(entries.values()), data);
        return new SafetensorsHeader(entries, metadata);
    }

    private static JsonNode tree(Path file, byte[] json) {
        try {
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(json))
                    .toString();
            return JSON.readTree(text);
        } catch (CharacterCodingException notText) {
            throw refuse("%s: the header is not UTF-8; copy the file again", file);
        } catch (JacksonException malformed) {
            throw refuse(
                    "%s: the header is not valid JSON (%s); copy the file again", file, malformed.getOriginalMessage());
        } catch (StackOverflowError tooDeep) {
            throw refuse("%s: the header is nested too deeply to be a safetensors header", file);
        }
    }

    private static void metadata(Path file, JsonNode node, Map<String, String> metadata) {
        require(node.isObject(), "%s: %s is not an object", file, METADATA);
        node.properties().forEach(p -> {
            require(p.getValue().isString(), "%s: %s \"%s\" is not a string", file, METADATA, p.getKey());
            metadata.put(p.getKey(), p.getValue().asString());
        });
    }

    private static Safetensors.Entry entry(Path file, String name, JsonNode node, long data) {
        require(
                node.isObject()
                        && node.path("dtype").isString()
                        && node.path("shape").isArray()
                        && node.path("data_offsets").isArray()
                        && node.path("data_offsets").size() == 2,
                "%s: tensor \"%s\" is not described by dtype, shape and two data_offsets",
                file,
                name);
        DType dtype = dtype(file, name, node.path("dtype").asString());
        List<Long> shape = new ArrayList<>();
        node.path("shape").forEach(size -> shape.add(natural(file, name, "shape", size)));
        long begin =
                natural(file, name, "data_offsets", node.path("data_offsets").get(0));
        long end = natural(file, name, "data_offsets", node.path("data_offsets").get(1));
        require(
                begin <= end && end <= data,
                "%s: tensor \"%s\" lies at bytes %d to %d of %d; copy the file again",
                file,
                name,
                begin,
                end,
                data);
        require(
                bytes(file, name, shape, dtype) == end - begin,
                "%s: tensor \"%s\" is %s %s, which is not %d bytes",
                file,
                name,
                dtype,
                shape,
                end - begin);
        return new Safetensors.Entry(name, dtype, shape, begin, end);
    }

    private static DType dtype(Path file, String name, String dtype) {
        for (DType known : DType.values()) {
            if (known.name().equals(dtype)) {
                return known;
            }
        }
        throw refuse("%s: tensor \"%s\" has the unknown dtype \"%s\"", file, name, dtype);
    }

    private static long natural(Path file, String name, String field, JsonNode node) {
        require(
                node.isIntegralNumber() && node.canConvertToLong() && node.asLong() >= 0,
                "%s: tensor \"%s\" has %s in its %s; a whole number from 0 is needed",
                file,
                name,
                node,
                field);
        return node.asLong();
    }

    private static long bytes(Path file, String name, List<Long> shape, DType dtype) {
        try {
            long bytes = dtype.bytes();
            for (long size : shape) {
                bytes = Math.multiplyExact(bytes, size);
            }
            return bytes;
        } catch (ArithmeticException overflow) {
            throw refuse("%s: tensor \"%s\" has the impossible shape %s", file, name, shape);
        }
    }

    /** Tensors follow each other without overlap or gap, and end where the file ends. */
    private static void requireWhole(Path file, List<Safetensors.Entry> entries, long data) {
        entries.sort(Comparator.comparingLong(Safetensors.Entry::begin).thenComparingLong(Safetensors.Entry::end));
        long at = 0;
        for (Safetensors.Entry entry : entries) {
            require(
                    entry.begin() == at,
                    "%s: tensor \"%s\" begins at byte %d where %d was expected: tensors overlap or leave a gap",
                    file,
                    entry.name(),
                    entry.begin(),
                    at);
            at = entry.end();
        }
        require(at == data, "%s: %d bytes behind the last tensor belong to none; copy the file again", file, data - at);
    }
}

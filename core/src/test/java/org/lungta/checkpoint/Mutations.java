package org.lungta.checkpoint;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.lungta.random.CounterRandom;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Damage, the same for the same number: bytes that are wrong, and JSON that is well formed and lies. */
final class Mutations {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final List<String> LIES = List.of(
            "null",
            "true",
            "-1",
            "0",
            "1",
            "7",
            "1.5",
            "-0.0",
            "1e300",
            "1e999",
            "2147483648",
            "9223372036854775808",
            "99999999999999999999999999",
            "\"\"",
            "\"..\"",
            "\"/\"",
            "\"a\\u0000b\"",
            "\"\\ud800\"",
            "\"<|im_end|>\"",
            "\"none\"",
            "[]",
            "{}",
            "[[[]]]",
            "{\"type\":\"Sequence\"}");

    private final long seed;
    private final byte[] good;
    private final JsonNode tree;

    /** Damages this text, which is JSON. */
    Mutations(long seed, byte[] good) {
        this.seed = seed;
        this.good = good;
        this.tree = JSON.readTree(good);
    }

    /** Mutation number i: every third breaks bytes, the others what they say. */
    byte[] at(int i) {
        return i % 3 == 0 ? bytes(i) : lie(i);
    }

    private int draw(int below, long... coordinates) {
        long[] all = new long[coordinates.length + 1];
        all[0] = seed;
        System.arraycopy(coordinates, 0, all, 1, coordinates.length);
        return (int) (CounterRandom.uniform(all) * below);
    }

    /** One to four bytes changed, or, sometimes, the end cut off. */
    byte[] bytes(int i) {
        byte[] mutated = draw(10, i, 1) == 0 ? java.util.Arrays.copyOf(good, draw(good.length, i, 2)) : good.clone();
        int changes = mutated.length == 0 ? 0 : 1 + draw(4, i, 3);
        for (int c = 0; c < changes; c++) {
            mutated[draw(mutated.length, i, 4, c)] = (byte) draw(256, i, 5, c);
        }
        return mutated;
    }

    private byte[] lie(int i) {
        JsonNode root = tree.deepCopy();
        int changes = 1 + draw(2, i, 6);
        for (int c = 0; c < changes; c++) {
            change(root, i, c);
        }
        return JSON.writeValueAsString(root).getBytes(StandardCharsets.UTF_8);
    }

    /** Goes down some way, and there replaces, removes, doubles or exchanges. */
    private void change(JsonNode root, int i, int c) {
        JsonNode parent = root;
        for (int depth = 0; depth < 6; depth++) {
            if (parent.isEmpty()) {
                return;
            }
            int child = draw(parent.size(), i, 7, c, depth);
            JsonNode below = new ArrayList<>(parent.values()).get(child);
            if (below.isContainer() && !below.isEmpty() && draw(4, i, 8, c, depth) > 0) {
                parent = below;
            } else {
                replace(parent, child, i, c);
                return;
            }
        }
    }

    private void replace(JsonNode parent, int child, int i, int c) {
        JsonNode lie = JSON.readTree(LIES.get(draw(LIES.size(), i, 9, c)));
        JsonNode other = new ArrayList<>(parent.values()).get(draw(parent.size(), i, 10, c));
        int kind = draw(6, i, 11, c);
        if (parent instanceof ObjectNode object) {
            String key = List.copyOf(object.propertyNames()).get(child);
            switch (kind) {
                case 0 -> object.remove(key);
                case 1 -> object.set(key, other);
                case 2 -> object.set(key + "x", object.remove(key));
                default -> object.set(key, lie);
            }
        } else if (parent instanceof ArrayNode array) {
            switch (kind) {
                case 0 -> array.remove(child);
                case 1 -> array.set(child, other);
                case 2 -> array.insert(child, other);
                default -> array.set(child, lie);
            }
        }
    }

    /** What a lenient reader makes of a mutation that was accepted. */
    static Map<?, ?> read(byte[] accepted) {
        return JSON.readValue(accepted, Map.class);
    }
}

package org.lungta.contrast;

import static org.lungta.check.Check.refuse;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.stream.Stream;
import org.lungta.check.Stop;
import org.lungta.checkpoint.ContentHash;
import org.lungta.checkpoint.DType;
import org.lungta.checkpoint.Safetensors;
import org.lungta.checkpoint.SafetensorsWriter;
import org.lungta.model.Cuts;
import org.lungta.model.Embedding;
import org.lungta.model.Encoder;

/**
 * What a frozen encoder says of texts: computed once a text and kept on disk, under a hash of the encoder's files, prefix and length
 * and a hash of each text. A shard is written whole after every 2,048 texts, so an interrupted run keeps what it has.
 */
public final class FrozenSide {
    private static final int SHARD = 2048;
    private static final int KEY_BYTES = 16;

    private final Path folder;
    private final Map<Key, Embedding> known = new HashMap<>();

    /** The first 128 bits of a text's SHA-256. */
    private record Key(long high, long low) {
        static Key of(String text) {
            String hex = ContentHash.ofText(text);
            return new Key(
                    Long.parseUnsignedLong(hex.substring(0, 16), 16),
                    Long.parseUnsignedLong(hex.substring(16, 32), 16));
        }
    }

    private FrozenSide(Path folder) {
        this.folder = folder;
    }

    /**
     * Opens what is known of an encoder.
     *
     * @param hash of the encoder's folder
     */
    public static FrozenSide open(Path cache, Encoder encoder, String hash) {
        String key = ContentHash.ofText(hash + "\n" + encoder.prefix() + "\n" + encoder.maxTokens());
        FrozenSide side = new FrozenSide(cache.resolve(key.substring(0, 24)));
        side.shards().forEach(side::read);
        return side;
    }

    private List<Path> shards() {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(f -> f.toString().endsWith(".safetensors"))
                    .sorted()
                    .toList();
        } catch (IOException unreadable) {
            throw refuse("%s cannot be read: %s", folder, unreadable);
        }
    }

    private void read(Path shard) {
        Safetensors file = Safetensors.open(shard);
        ByteBuffer keys = file.bytes("keys").order(ByteOrder.LITTLE_ENDIAN);
        ByteBuffer values = file.bytes("embeddings").order(ByteOrder.LITTLE_ENDIAN);
        int width = Math.toIntExact(file.entries().get("embeddings").shape().get(1));
        while (keys.hasRemaining()) {
            Key key = new Key(keys.getLong(), keys.getLong());
            float[] embedding = new float[width];
            for (int i = 0; i < width; i++) {
                embedding[i] = values.getFloat();
            }
            known.put(key, Embedding.of(embedding));
        }
    }

    /**
     * Makes sure that all of these are known.
     *
     * @param progress told how many of the texts that were unknown are done
     * @return how many had to be computed
     */
    public int learn(List<String> texts, Encoder encoder, BiConsumer<Integer, Integer> progress) {
        List<String> unknown = new ArrayList<>(new LinkedHashSet<>(texts));
        unknown.removeIf(text -> known.containsKey(Key.of(text)));
        int done = 0;
        for (List<String> part : Cuts.every(SHARD, unknown)) {
            Stop.check();
            List<Embedding> made = encoder.embed(part);
            write(part, made);
            for (int i = 0; i < part.size(); i++) {
                known.put(Key.of(part.get(i)), made.get(i));
            }
            done += part.size();
            progress.accept(done, unknown.size());
        }
        return unknown.size();
    }

    private void write(List<String> texts, List<Embedding> embeddings) {
        int width = embeddings.get(0).toArray().length;
        ByteBuffer keys = buffer(texts.size() * KEY_BYTES);
        ByteBuffer values = buffer(texts.size() * width * Float.BYTES);
        for (int i = 0; i < texts.size(); i++) {
            Key key = Key.of(texts.get(i));
            keys.putLong(key.high()).putLong(key.low());
            for (float value : embeddings.get(i).toArray()) {
                values.putFloat(value);
            }
        }
        keys.flip();
        values.flip();
        Path shard = folder.resolve("%06d.safetensors".formatted(shards().size()));
        SafetensorsWriter.write(
                shard,
                Map.of(),
                List.of(
                        new SafetensorsWriter.Tensor(
                                "keys", DType.I64, List.of((long) texts.size(), 2L), keys::duplicate),
                        new SafetensorsWriter.Tensor(
                                "embeddings",
                                DType.F32,
                                List.of((long) texts.size(), (long) width),
                                values::duplicate)));
    }

    private static ByteBuffer buffer(int bytes) {
        return ByteBuffer.allocate(bytes).order(ByteOrder.LITTLE_ENDIAN);
    }

    /** The embedding of a text that was learnt. */
    public Embedding of(String text) {
        return known.get(Key.of(text));
    }
}

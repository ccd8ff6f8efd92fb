package org.lungta.model;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.lungta.tensor.DType;
import org.lungta.tensor.Tensor;

/**
 * Keys and values of a generation. The prompt's stand once a group; each row has room for its own. Slots are (group, tail) with
 * as many tails a group as the largest has; a step multiplies whole blocks and masks what is empty, so nothing is copied.
 */
final class DecodeCache implements Attention, AutoCloseable {
    private static final int BLOCK = 32;

    private final DecoderConfig config;
    private final LayerCache[] layers;
    private final int slots;
    private final int promptRoom;
    private final int[] rowSlot; // row -> slot as first laid out
    private final int[] used; // by first slot: own tokens so far
    private final int[] promptLength; // by first group
    private final long[][] promptIndex; // flat token rows that fill the cache, -1 for none
    private final long[][] ownIndex;
    private int[] groups; // first groups that are still in the cache, in order
    private int room;
    private Step step;

    /** What a step shares between layers. */
    private record Step(Tensor rows, Tensor writes, Map<Window, Tensor> masks, boolean everySlot) {}

    /** @param common how much of every prompt stands once before all of them in the prefill */
    DecodeCache(DecoderConfig config, List<PromptGroup> prompts, int common) {
        this.config = config;
        this.slots = prompts.stream().mapToInt(g -> g.tails().size()).max().orElse(1);
        this.promptRoom =
                prompts.stream().mapToInt(g -> g.prompt().length()).max().orElse(1);
        this.groups = IntStream.range(0, prompts.size()).toArray();
        this.promptLength = prompts.stream().mapToInt(g -> g.prompt().length()).toArray();
        this.used = new int[prompts.size() * slots];
        this.rowSlot = new int[prompts.stream().mapToInt(g -> g.tails().size()).sum()];
        this.room = BLOCK
                + prompts.stream()
                        .flatMapToInt(g -> g.tails().stream().mapToInt(t -> t.length()))
                        .max()
                        .orElse(0);
        this.promptIndex = new long[prompts.size()][promptRoom];
        this.ownIndex = new long[used.length][room];
        layOut(prompts, common);
        this.layers = new LayerCache[config.layers().size()];
    }

    private void layOut(List<PromptGroup> prompts, int common) {
        long at = common;
        int row = 0;
        for (int g = 0; g < prompts.size(); g++) {
            at = place(promptIndex[g], common, promptLength[g], at);
            for (int j = 0; j < slots; j++) {
                int slot = g * slots + j;
                boolean real = j < prompts.get(g).tails().size();
                if (real) {
                    used[slot] = prompts.get(g).tails().get(j).length();
                    rowSlot[row++] = slot;
                }
                at = place(ownIndex[slot], 0, used[slot], at);
            }
        }
    }

    /** The first {@code common} of {@code length} stand at the beginning of all, the others from {@code at} on. */
    private static long place(long[] index, int common, int length, long at) {
        Arrays.fill(index, -1);
        for (int i = 0; i < length; i++) {
            index[i] = i < common ? i : at + i - common;
        }
        return at + length - common;
    }

    /** Takes the keys and values [T, K, D] of the prefill. */
    void fill(int layer, Tensor keys, Tensor values) {
        layers[layer] = LayerCache.of(keys, values, promptIndex, ownIndex, slots);
    }

    /** Prepares a step in which these rows advance. */
    void begin(int[] rows) {
        dropFinishedGroups(rows);
        int longest = Arrays.stream(rows).map(r -> used[rowSlot[r]]).max().orElse(0);
        if (longest + 1 > room) {
            room += BLOCK;
            forEachLayer(layer -> layer.grow(BLOCK));
        }
        long[] slotOfRow =
                Arrays.stream(rows).mapToLong(r -> position(rowSlot[r])).toArray();
        step = new Step(
                Tensor.of(slotOfRow, rows.length),
                writes(rows, slotOfRow),
                masks(),
                rows.length == groups.length * slots);
    }

    void end(int[] rows) {
        for (int row : rows) {
            used[rowSlot[row]]++;
        }
        step = null;
    }

    @Override
    public Tensor attend(int layer, Tensor q, Tensor k, Tensor v) {
        int size = config.heads().size();
        long active = q.size(0);
        int heads = config.heads().queries();
        Tensor mask = step.masks().get(config.layers().get(layer).window());
        layers[layer].write(step.writes(), k.reshape(-1, size), v.reshape(-1, size));
        Tensor queries = q.view(active, (long) heads * size);
        if (!step.everySlot()) {
            queries = Tensor.zeros(q.dtype(), (long) groups.length * slots, (long) heads * size)
                    .indexCopyInPlace(0, step.rows(), queries);
        }
        Tensor attended = layers[layer].attend(
                queries, mask, groups.length, slots, config.heads().sharing());
        return step.everySlot() ? attended : attended.indexSelect(0, step.rows());
    }

    /** Where a first slot stands among the groups still in the cache. */
    private int position(int slot) {
        return Arrays.binarySearch(groups, slot / slots) * slots + slot % slots;
    }

    private long ownRow(long slot, int head) {
        return ((slot / slots) * config.heads().keyValues() + head) * slots + slot % slots;
    }

    private Tensor writes(int[] rows, long[] slotOfRow) {
        int heads = config.heads().keyValues();
        long[] writes = new long[rows.length * heads];
        for (int i = 0; i < rows.length; i++) {
            for (int h = 0; h < heads; h++) {
                writes[i * heads + h] = ownRow(slotOfRow[i], h) * room + used[rowSlot[rows[i]]];
            }
        }
        return Tensor.of(writes, writes.length);
    }

    private Map<Window, Tensor> masks() {
        Map<Window, Tensor> masks = new HashMap<>();
        config.windows().forEach(window -> masks.computeIfAbsent(window, this::mask));
        return masks;
    }

    /** [n, 1, G, 1, P + C]: of the prompt and the own tokens up to the one being written what the window holds. */
    private Tensor mask(Window window) {
        int width = promptRoom + room;
        float[] mask = new float[groups.length * slots * width];
        for (int g = 0; g < groups.length; g++) {
            for (int j = 0; j < slots; j++) {
                int row = (g * slots + j) * width;
                int prompt = promptLength[groups[g]];
                int own = Math.min(used[groups[g] * slots + j] + 1, room);
                int first = window.first(prompt + own - 1);
                Arrays.fill(mask, row, row + Math.min(first, prompt), Float.NEGATIVE_INFINITY);
                Arrays.fill(mask, row + prompt, row + promptRoom, Float.NEGATIVE_INFINITY);
                Arrays.fill(
                        mask,
                        row + promptRoom,
                        row + promptRoom + Math.max(0, first - prompt),
                        Float.NEGATIVE_INFINITY);
                Arrays.fill(mask, row + promptRoom + own, row + width, Float.NEGATIVE_INFINITY);
            }
        }
        DType type = layers[0].type();
        return Tensor.of(mask, groups.length, 1, slots, 1, width).to(type);
    }

    private void dropFinishedGroups(int[] rows) {
        int[] alive = Arrays.stream(rows)
                .map(r -> rowSlot[r] / slots)
                .distinct()
                .sorted()
                .toArray();
        if (alive.length > groups.length * 3 / 4) {
            return;
        }
        long[] kept = Arrays.stream(alive)
                .mapToLong(g -> Arrays.binarySearch(groups, g))
                .toArray();
        int before = groups.length;
        forEachLayer(layer -> layer.keep(kept, before));
        groups = alive;
    }

    private void forEachLayer(java.util.function.Consumer<LayerCache> action) {
        Arrays.stream(layers).forEach(action);
    }

    @Override
    public void close() {
        for (LayerCache layer : layers) {
            if (layer != null) {
                layer.close();
            }
        }
    }
}

package org.lungta.contrast;

import static org.lungta.check.Check.require;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.lungta.corpus.Example;
import org.lungta.random.CounterRandom;

/**
 * The batches of a training, a function of pairs, size and seed. Within a batch no text stands twice, on either side: it would be a
 * negative that is right. A pair that would repeat a text waits for a later batch of its epoch. A batch is of one file as long as
 * that has enough: texts of one domain are harder to tell apart than those of two. What is left over of the files is mixed, and what
 * does not fill a batch then is left to the next epoch.
 */
final class Batches {
    private final List<Example> pairs;
    private final int size;
    private final long seed;
    private final Map<Integer, List<List<Example>>> epochs = new HashMap<>();

    Batches(List<Example> pairs, int size, long seed) {
        require(
                pairs.size() >= size,
                "there are %d pairs, fewer than a batch of %d: lower batch-size or name more pairs",
                pairs.size(),
                size);
        this.pairs = List.copyOf(pairs);
        this.size = size;
        this.seed = seed;
        require(
                !epoch(0).isEmpty(),
                "the %d pairs repeat their texts so often that no batch of %d holds each but once: lower batch-size or name other"
                        + " pairs",
                pairs.size(),
                size);
    }

    /** Batch number {@code step}, counted through all epochs. */
    List<Example> batch(int step) {
        int left = step;
        int epoch = 0;
        while (left >= epoch(epoch).size()) {
            left -= epoch(epoch).size();
            epoch++;
            require(!epoch(epoch).isEmpty(), "epoch %d has no batch without repeated texts: lower batch-size", epoch);
        }
        return epoch(epoch).get(left);
    }

    /** Batches of an epoch. */
    List<List<Example>> epoch(int epoch) {
        return epochs.computeIfAbsent(epoch, this::make);
    }

    private List<List<Example>> make(int epoch) {
        Map<String, LinkedList<Example>> files = new TreeMap<>();
        for (int i : CounterRandom.permutation(pairs.size(), seed, epoch)) {
            Example pair = pairs.get(i);
            files.computeIfAbsent(pair.file(), file -> new LinkedList<>()).add(pair);
        }
        List<List<Example>> batches = new ArrayList<>();
        LinkedList<Example> rest = new LinkedList<>();
        for (LinkedList<Example> waiting : files.values()) {
            rest.addAll(fillFrom(waiting, batches));
        }
        fillFrom(rest, batches);
        List<List<Example>> mixed = new ArrayList<>();
        for (int i : CounterRandom.permutation(batches.size(), seed, epoch, batches.size())) {
            mixed.add(batches.get(i));
        }
        return mixed;
    }

    /** Fills as many batches as it can, and returns what is left. */
    private List<Example> fillFrom(LinkedList<Example> waiting, List<List<Example>> batches) {
        List<Example> batch = fill(waiting);
        while (batch.size() == size) {
            batches.add(batch);
            batch = fill(waiting);
        }
        batch.addAll(waiting);
        return batch;
    }

    /** Takes the first pairs that fit together out of those that wait. */
    private List<Example> fill(LinkedList<Example> waiting) {
        List<Example> batch = new ArrayList<>();
        Set<String> texts = new HashSet<>();
        var each = waiting.iterator();
        while (batch.size() < size && each.hasNext()) {
            Example pair = each.next();
            if (texts.contains(pair.source().strip())
                    || texts.contains(pair.target().strip())) {
                continue;
            }
            texts.add(pair.source().strip());
            texts.add(pair.target().strip());
            batch.add(pair);
            each.remove();
        }
        return batch;
    }
}

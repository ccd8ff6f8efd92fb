package org.lungta.lab;

import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * Sentence pairs, dominant language to new one, as {@code corpus.Pairs} reads them. Fields beyond its own: {@code fact}, the key of
 * what the source says; {@code references}, more ways to say it; {@code wrong}, how the target of a noisy pair differs from the fact.
 */
final class PairsOf {
    private static final int MORE_REFERENCES = 3;

    private final Scene scene;
    private final Narrow narrow;

    PairsOf(Scene scene) {
        this.scene = scene;
        narrow = Narrow.of(
                scene.world(), scene.settings().regime(), scene.settings().seed());
    }

    Lines lines() {
        Lines lines = new Lines();
        facts().forEach((pool, facts) -> {
            for (int i = 0; i < facts.size(); i++) {
                lines.add(line(pool, facts.get(i), i));
            }
        });
        return lines;
    }

    Map<Pool, List<Fact>> facts() {
        WorldSettings.Sizes sizes = scene.settings().sizes();
        Map<Pool, Integer> wanted = new EnumMap<>(Pool.class);
        wanted.put(Pool.ENCODER, sizes.encoder());
        wanted.put(Pool.TRAIN, sizes.train());
        wanted.put(Pool.DEV, sizes.dev());
        wanted.put(Pool.IID, sizes.test());
        wanted.put(Pool.COMPOSITIONAL, sizes.test());
        wanted.put(Pool.LENGTH, sizes.test());
        return scene.pools().draw(wanted, (pool, fact) -> pool != Pool.TRAIN || narrow.test(fact));
    }

    private Map<String, Object> line(Pool pool, Fact fact, int index) {
        String id = pool.label() + "-" + index;
        Optional<Wrong> noise = noise(pool, fact, id);
        Fact said = noise.map(Wrong::fact).orElse(fact);
        Choice style = pool == Pool.TRAIN ? scene.style("target " + id, 0) : scene.choice("target " + id, 0);
        Map<String, Object> line = new LinkedHashMap<>();
        line.put("id", id);
        line.put("source", scene.dominant().sentence(fact, scene.choice("source " + id, 0)));
        line.put("target", scene.language().sentence(said, style));
        line.put("source_lang", scene.settings().dominant());
        line.put("target_lang", scene.settings().language());
        line.put("split", pool.label());
        line.put("fact", fact.key());
        line.put(
                "references",
                IntStream.rangeClosed(1, MORE_REFERENCES)
                        .mapToObj(i -> scene.language().sentence(fact, scene.choice("target " + id, i)))
                        .toList());
        noise.ifPresent(wrong -> line.put("wrong", wrong.kind().label()));
        return line;
    }

    private Optional<Wrong> noise(Pool pool, Fact fact, String id) {
        Choice choice = scene.choice("noise " + id, 0);
        return pool == Pool.TRAIN && choice.chance(scene.settings().regime().noise())
                ? Optional.of(Wrong.any(scene.world(), fact, choice))
                : Optional.empty();
    }
}

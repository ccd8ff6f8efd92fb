package org.lungta.statistics;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.lungta.metric.Fixture;
import tools.jackson.databind.JsonNode;

class Pcg64Test {
    @Test
    void theStreamIsNumpysForEverySeed() {
        for (JsonNode each : Fixture.list(Fixture.read("statistics").get("generators"))) {
            long seed = each.get("seed").asLong();
            Pcg64 raw = new Pcg64(seed);
            each.get("raw")
                    .forEach(x -> assertThat(Long.toUnsignedString(raw.next())).isEqualTo(x.asString()));
            Pcg64 draws = new Pcg64(seed);
            each.get("choice").forEach(x -> assertThat(draws.below(1_000_003)).isEqualTo(x.asInt()));
            Pcg64 few = new Pcg64(seed);
            each.get("few").forEach(x -> assertThat(few.below(3)).isEqualTo(x.asInt()));
        }
    }

    @Test
    void theSeedIsSpreadAsNumpySpreadsIt() {
        long[] words = new SeedSequence(12345).words(4);
        JsonNode golden = Fixture.read("pcg64").get("seedseq_u64");
        for (int i = 0; i < words.length; i++) {
            assertThat("0x" + Long.toHexString(words[i]))
                    .isEqualTo(golden.get(i).asString());
        }
    }

    @Test
    void drawsOfItemsAndFlipsOfCoinsAreNumpys() {
        JsonNode golden = Fixture.read("pcg64");
        golden.get("choice").properties().forEach(entry -> {
            Pcg64 random = new Pcg64(12345);
            entry.getValue()
                    .forEach(x -> assertThat(random.below(Integer.parseInt(entry.getKey())))
                            .isEqualTo(x.asInt()));
        });
        Pcg64 coin = new Pcg64(12345);
        golden.get("bools").forEach(x -> assertThat(coin.bit()).isEqualTo(x.asInt() == 1));
    }

    @Test
    void amongOneThereIsNoChoice() {
        assertThat(new Pcg64(1).below(1)).isZero();
    }
}

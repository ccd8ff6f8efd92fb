package org.lungta.lab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lungta.check.Refusal;
import org.lungta.corpus.Cmrc;
import org.lungta.corpus.Example;
import org.lungta.corpus.PairSet;
import org.lungta.corpus.PairSpec;
import org.lungta.corpus.Pairs;
import org.lungta.corpus.Reading;
import org.lungta.lab.WorldSettings.Regime;
import org.lungta.lab.WorldSettings.Sizes;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class MicroWorldTest {
    private static final Sizes SMALL = new Sizes(60, 80, 10, 20, 40, 10, 5);
    private static final Set<String> SPLITS = Set.of("encoder", "train", "dev", "iid", "compositional", "length");

    @TempDir
    private Path folder;

    @Test
    void theCorpusReadersReadEveryLineOfEverySplit() {
        MicroWorld.write(folder, settings("bo", 1, Regime.plain()));
        PairSpec spec = PairSpec.of(folder.resolve("pairs.jsonl"), "zh", "bo");
        PairSet all = Pairs.load(spec);
        assertThat(all.examples()).hasSize(60 + 80 + 10 + 3 * 20);
        assertThat(all.report().kept()).isEqualTo(all.report().read());
        assertThat(all.report().normalised()).isZero();
        List<Example> train = Pairs.read(spec.inSplit("train"));
        for (String split : SPLITS) {
            if (!split.equals("train")) {
                Pairs.refuseOverlap(train, Pairs.read(spec.inSplit(split)));
            }
        }
        assertThat(Pairs.read(PairSpec.of(folder.resolve("pairs.jsonl"), "bo", "zh")))
                .hasSize(210);
        List<Reading> readings = Cmrc.read(folder.resolve("reading.test.json"));
        assertThat(readings).hasSize(10).allMatch(reading -> reading.questions().size() >= 2);
        assertThat(readings)
                .allMatch(reading -> reading.questions().stream()
                        .allMatch(question ->
                                reading.context().contains(question.answers().get(0))));
    }

    @Test
    void bothSidesOfAPairSayItsFact() throws IOException {
        MicroWorld.write(folder, settings("bo", 1, Regime.plain()));
        Truth bo = Truth.of("bo", "d1");
        Truth zh = Truth.of("zh", "d1");
        for (JsonNode line : lines("pairs.jsonl")) {
            Fact fact = Fact.ofKey(text(line, "fact"));
            assertThat(bo.judge(fact, text(line, "target")).exact()).isTrue();
            assertThat(zh.judge(fact, text(line, "source")).exact()).isTrue();
            line.get("references")
                    .forEach(reference -> assertThat(
                                    bo.judge(fact, reference.stringValue()).exact())
                            .isTrue());
        }
        for (JsonNode line : lines("headlines.bo.jsonl")) {
            assertThat(bo.judgeHeadline(Fact.ofKey(text(line, "fact")), text(line, "headline"))
                            .exact())
                    .isTrue();
        }
        for (JsonNode line : lines("minimal-pairs.jsonl")) {
            Fact fact = Fact.ofKey(line.get("facts").get(0).stringValue());
            assertThat(bo.judge(fact, text(line, "right")).exact()).isTrue();
            assertThat(bo.judge(fact, text(line, "other")).exact()).isTrue();
            assertThat(bo.judge(fact, text(line, "wrong")).exact()).isFalse();
            assertThat(bo.judge(fact, text(line, "wrong")).grammatical()).isTrue();
        }
    }

    @Test
    void theSameSettingsGiveTheSameBytesAndAnotherSeedDoesNot() throws IOException {
        MicroWorld.write(folder.resolve("a"), settings("bo", 1, Regime.plain()));
        MicroWorld.write(folder.resolve("b"), settings("bo", 1, Regime.plain()));
        MicroWorld.write(folder.resolve("c"), settings("bo", 2, Regime.plain()));
        List<String> names = names(folder.resolve("a"));
        assertThat(names)
                .containsExactly(
                        "choices.jsonl",
                        "headlines.bo.jsonl",
                        "headlines.zh.jsonl",
                        "minimal-pairs.jsonl",
                        "pairs.jsonl",
                        "reading.dev.json",
                        "reading.test.json",
                        "reading.train.json",
                        "text.jsonl",
                        "world.json");
        for (String name : names) {
            assertThat(folder.resolve("b").resolve(name))
                    .hasSameBinaryContentAs(folder.resolve("a").resolve(name));
            assertThat(Files.mismatch(
                            folder.resolve("a").resolve(name),
                            folder.resolve("c").resolve(name)))
                    .isNotEqualTo(-1);
        }
    }

    @Test
    void aWorldThatIsThereIsCheckedAndKept() throws IOException {
        WorldSettings settings = settings("bo", 1, Regime.plain());
        MicroWorld.write(folder, settings);
        MicroWorld.write(folder, settings);
        WorldSettings others = settings("bo", 2, Regime.plain());
        assertThatThrownBy(() -> MicroWorld.write(folder, others))
                .isInstanceOf(Refusal.class)
                .hasMessageContaining("seed=2");
        Path file = folder.resolve("text.jsonl");
        Files.writeString(file, Files.readString(file).replaceFirst("split", "Split"));
        assertThatThrownBy(() -> MicroWorld.write(folder, settings))
                .isInstanceOf(Refusal.class)
                .hasMessageContaining("text.jsonl")
                .hasMessageContaining("SHA-256");
    }

    @Test
    void whatATestSharesWithTheTrainingIsFoundOnTheFiles() throws IOException {
        MicroWorld.write(folder, settings("bo", 1, Regime.plain()));
        Leaks.check(folder);
        String tested = firstFact("iid");
        refused("pairs.jsonl", pair(tested, "train"), "is in two pairs");
        refused("text.jsonl", passage(tested), "is learnt from in train and asked for in iid");
        String told = Files.readString(folder.resolve("text.jsonl"));
        refused("text.jsonl", told.lines().findFirst().orElseThrow(), "stands twice");
        String nothingNew = lines("pairs.jsonl").stream()
                .filter(line -> text(line, "split").equals("train"))
                .map(line -> Fact.ofKey(text(line, "fact")))
                .filter(fact -> fact.has(Slot.TIME)
                        && !told.contains(fact.without(Slot.TIME).key() + "\""))
                .map(fact -> fact.without(Slot.TIME).key())
                .findFirst()
                .orElseThrow();
        refused("pairs.jsonl", pair(nothingNew, "compositional"), "of compositional has nothing new in it");
        refused("pairs.jsonl", pair(nothingNew, "length"), "of length has nothing new in it");
    }

    @Test
    void theRegimeChangesTheTrainingAndNothingElse() throws IOException {
        MicroWorld.write(folder, settings("bo", 1, new Regime(WorldSettings.References.CANONICAL, 0.3, 4, 6, 0.1)));
        Truth truth = Truth.of("bo", "d1");
        Realiser realiser = new Realiser(Tongue.of("bo"), World.of("d1"));
        Set<String> verbs = new TreeSet<>();
        Set<String> persons = new TreeSet<>();
        int noisy = 0;
        for (JsonNode line : lines("pairs.jsonl")) {
            Fact fact = Fact.ofKey(text(line, "fact"));
            boolean exact = truth.judge(fact, text(line, "target")).exact();
            if (text(line, "split").equals("train")) {
                verbs.add(fact.verb());
                persons.add(fact.get(Slot.AGENT).orElseThrow());
                fact.get(Slot.RECIPIENT).ifPresent(persons::add);
                assertThat(exact).isEqualTo(!line.has("wrong"));
                noisy += exact ? 0 : 1;
                if (exact) {
                    assertThat(text(line, "target")).isEqualTo(realiser.canonical(fact));
                }
            } else {
                assertThat(exact).isTrue();
            }
        }
        assertThat(verbs).hasSizeLessThanOrEqualTo(4);
        assertThat(persons).hasSizeLessThanOrEqualTo(6);
        assertThat(noisy).isBetween(12, 36);
        assertThat(lines("text.jsonl").stream().filter(line -> text(line, "id").startsWith("NEW_")))
                .hasSize(4);
    }

    @Test
    void anotherLanguageTakesNothingButItsName() {
        MicroWorld.write(folder, settings("ug", 1, Regime.plain()));
        PairSet pairs = Pairs.load(PairSpec.of(folder.resolve("pairs.jsonl"), "zh", "ug"));
        assertThat(pairs.report().kept()).isEqualTo(210);
        assertThat(pairs.report().wrongScript()).isZero();
        assertThat(names(folder)).contains("headlines.ug.jsonl");
    }

    @Test
    void moreFactsThanTheWorldHasAreRefused() {
        Sizes sizes = new Sizes(10, 20_000, 10, 10, 10, 10, 0);
        Regime narrow = new Regime(WorldSettings.References.ALL, 0, 1, 3, 0);
        WorldSettings settings = new WorldSettings("zh", "bo", "d0", 1, sizes, narrow);
        assertThatThrownBy(() -> MicroWorld.write(folder, settings))
                .isInstanceOf(Refusal.class)
                .hasMessageContaining("too few facts");
        assertThatThrownBy(() -> new WorldSettings("zh", "zh", "d1", 1, SMALL, Regime.plain()))
                .isInstanceOf(Refusal.class);
    }

    private void refused(String name, String line, String message) throws IOException {
        Path file = folder.resolve(name);
        String before = Files.readString(file);
        Files.writeString(file, before + line + "\n");
        assertThatThrownBy(() -> Leaks.check(folder))
                .isInstanceOf(Refusal.class)
                .hasMessageContaining(message);
        Files.writeString(file, before);
    }

    private String firstFact(String split) throws IOException {
        return lines("pairs.jsonl").stream()
                .filter(line -> text(line, "split").equals(split))
                .map(line -> text(line, "fact"))
                .findFirst()
                .orElseThrow();
    }

    private static String pair(String fact, String split) {
        return "{\"fact\":\"" + fact + "\",\"split\":\"" + split + "\"}";
    }

    private static String passage(String fact) {
        return "{\"text\":\"x\",\"split\":\"train\",\"facts\":[\"" + fact + "\"]}";
    }

    private static WorldSettings settings(String language, long seed, Regime regime) {
        return new WorldSettings("zh", language, "d1", seed, SMALL, regime);
    }

    private List<JsonNode> lines(String name) throws IOException {
        JsonMapper json = JsonMapper.builder().build();
        return Files.readAllLines(folder.resolve(name), StandardCharsets.UTF_8).stream()
                .map(json::readTree)
                .toList();
    }

    private static String text(JsonNode line, String field) {
        return line.get(field).stringValue();
    }

    private static List<String> names(Path folder) {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

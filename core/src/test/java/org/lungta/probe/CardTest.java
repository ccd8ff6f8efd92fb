package org.lungta.probe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lungta.check.Refusal;
import org.lungta.checkpoint.ContentHash;
import org.lungta.checkpoint.EncoderFolder;
import org.lungta.corpus.Example;
import org.lungta.lab.TinyWorld;
import org.lungta.model.Encoder;
import org.lungta.tensor.Engine;

/** A card of an encoder whose strengths are known: a bag of Chinese characters. */
class CardTest {
    private static final String[] PEOPLE = {"扎西", "卓玛", "顿珠", "白玛", "次仁", "拉姆"};
    private static final String[] DEEDS = {"买了", "卖了", "看见", "找到", "做了"};
    private static final String[] THINGS = {"书本", "茶叶", "马匹", "衣服"};

    @TempDir
    private static Path folder;

    private static EncoderCard card;

    /** Both sides are Chinese; the sources say the same with another end, so that a bag of characters pairs them. */
    @BeforeAll
    static void measure() {
        Engine.start();
        TinyWorld.writeBagEncoder(folder.resolve("encoder"), 7);
        List<Example> pairs = IntStream.range(0, 120)
                .mapToObj(i -> {
                    String words = PEOPLE[i % 6] + DEEDS[i / 6 % 5] + THINGS[i / 30];
                    return new Example("p" + i, words + "？", words + "。", "file:" + i);
                })
                .toList();
        try (Encoder encoder = EncoderFolder.open(folder.resolve("encoder"), "")) {
            card = CardMaker.card(
                    encoder,
                    new EncoderCard.Subject(
                            "encoder", ContentHash.ofFolder(folder.resolve("encoder")), "", "mean", true, 128),
                    new EncoderCard.Material("pairs", "0", "test", "zh", "zh", 60, 42),
                    pairs,
                    new CardMaker.Settings(60, 30, 42),
                    what -> {});
        }
    }

    @Test
    void aBagFindsEveryPairAndDoesNotSeeOrder() {
        assertThat(card.retrieval()).isEqualTo(new EncoderCard.Retrieval(60, 1, 1, 1, 1));
        assertThat(card.separation().auc()).isGreaterThan(0.99);
        assertThat(card.separation().right().count()).isEqualTo(60);
        assertThat(card.separation().wrong().count()).isEqualTo(60 * 59);
        EncoderCard.Probe shuffled = probe(Degenerate.SHUFFLED);
        assertThat(shuffled.nearness()).isGreaterThan(0.95);
        assertThat(probe(Degenerate.REPEATED).nearness()).isGreaterThan(0.9);
        assertThat(probe(Degenerate.EMPTY).nearness()).isLessThan(0.6);
        assertThat(probe(Degenerate.GENERIC).beats()).isLessThan(0.1);
    }

    @Test
    void nothingUnknownAndNothingCut() {
        assertThat(card.to().unknown()).isZero();
        assertThat(card.to().cut()).isZero();
    }

    @Test
    void onlyRulesThatFindSomethingAreOnTheCard() {
        assertThat(card.minimal()).extracting(EncoderCard.Minimal::kind).containsOnly(Kind.SAME_LENGTH, Kind.WORD);
        assertThat(card.minimal()).allMatch(m -> m.count() == 30 && m.wins() == 1);
    }

    @Test
    void aBagDoesNotPassHoweverWellItPairs() {
        assertThat(card.verdict().passed()).isFalse();
        assertThat(card.verdict().findings())
                .filteredOn(f -> !f.passed())
                .extracting(EncoderCard.Finding::what)
                .contains("shuffled reaches a tenth of right texts");
    }

    @Test
    void aCardWithoutOneSpotCorruptionsDoesNotPass() {
        EncoderCard.Verdict verdict = Thresholds.USUAL.judge(
                List.of(card.to()),
                card.separation(),
                card.retrieval(),
                List.of(minimal(Kind.SAME_LENGTH, 60, 1)),
                List.of());
        assertThat(verdict.findings())
                .filteredOn(f -> !f.passed())
                .extracting(EncoderCard.Finding::what)
                .containsExactly("one-spot corruptions of zh together");
    }

    @Test
    void wordsReplacedCountTogetherOnlyWhereNoRuleKnowsTheLanguage() {
        assertThat(together(List.of(minimal(Kind.WORD, 60, 0.95)))).isEqualTo(0.95);
        assertThat(together(List.of(minimal(Kind.WORD, 60, 0.95), minimal(Kind.NUMBER, 60, 0.8))))
                .isEqualTo(0.8);
    }

    private static double together(List<EncoderCard.Minimal> minimal) {
        return Thresholds.USUAL
                .judge(List.of(card.to()), card.separation(), card.retrieval(), minimal, List.of())
                .findings()
                .stream()
                .filter(f -> f.what().endsWith("together"))
                .findFirst()
                .orElseThrow()
                .value();
    }

    @Test
    void itReadsBackAsItself() {
        Path file = folder.resolve("card.json");
        CardFile.write(file, card);
        assertThat(CardFile.read(file)).isEqualTo(card);
        assertThat(CardTable.of(card))
                .contains("retrieval@1 among 60", "verdict: may not judge", "same length", "shuffled");
    }

    private static EncoderCard.Probe probe(Degenerate kind) {
        return card.degenerate().stream()
                .filter(p -> p.kind() == kind)
                .findFirst()
                .orElseThrow();
    }

    @Test
    void aCardWithFailuresIsRefusedWithTheFiguresUnlessForced() {
        Path encoder = folder.resolve("encoder");
        assertThatThrownBy(() -> CardGate.hold(encoder, card, false))
                .isInstanceOf(Refusal.class)
                .hasMessageContaining(encoder.toString())
                .hasMessageMatching(
                        "(?s).*shuffled reaches a tenth of right texts is [01]\\.[0-9]{4}, needs <= 0\\.25.*force: true.*");
        CardGate.hold(encoder, card, true);
    }

    @Test
    void aCardBesideAnEncoderCountsForTheseBytesThisPrefixAndThisLanguage() throws IOException {
        Path encoder = folder.resolve("encoder");
        Path file = encoder.resolve(CardFile.NAME);
        assertThat(CardGate.beside(encoder, card.subject().hash(), "", "zh")).isEmpty();
        CardFile.write(file, card);
        assertThat(CardGate.beside(encoder, card.subject().hash(), "", "zh")).contains(card);
        assertThat(CardGate.beside(encoder, "other bytes", "", "zh")).isEmpty();
        assertThat(CardGate.beside(encoder, card.subject().hash(), "query: ", "zh"))
                .isEmpty();
        assertThat(CardGate.beside(encoder, card.subject().hash(), "", "bo")).isEmpty();
        assertThat(ContentHash.ofFolder(encoder))
                .isEqualTo(card.subject().hash()); // a card does not change its encoder
        Files.delete(file);
    }

    @Test
    void aCardOfAnOlderKindIsRefused() throws IOException {
        Path file = Files.writeString(folder.resolve("old.json"), "{\"subject\": null}");
        assertThatThrownBy(() -> CardFile.read(file))
                .isInstanceOf(Refusal.class)
                .hasMessageContaining("old.json")
                .hasMessageContaining("measure the encoder again");
    }

    @Test
    void anEncoderThatReachesEveryThresholdPasses() {
        EncoderCard.Verdict verdict = Thresholds.USUAL.judge(
                List.of(card.from(), card.to()),
                card.separation(),
                card.retrieval(),
                List.of(minimal(Kind.NUMBER, 60, 0.95), minimal(Kind.NEGATION, 60, 0.88), minimal(Kind.NAME, 5, 0.1)),
                List.of());
        assertThat(verdict.passed()).isTrue(); // five names are too few to judge
        EncoderCard.Verdict worse = Thresholds.USUAL.judge(
                List.of(card.from(), card.to()),
                card.separation(),
                card.retrieval(),
                List.of(minimal(Kind.NUMBER, 600, 0.99), minimal(Kind.NEGATION, 60, 0.74)),
                List.of(new EncoderCard.Probe(Degenerate.REPEATED, 9, 1, 1, 1)));
        assertThat(worse.findings())
                .filteredOn(f -> !f.passed())
                .extracting(EncoderCard.Finding::what)
                .containsExactly("negation in zh");
    }

    private static EncoderCard.Minimal minimal(Kind kind, int count, double wins) {
        return new EncoderCard.Minimal("zh", kind, count, wins, 0.9, 0.1, 0.9);
    }
}

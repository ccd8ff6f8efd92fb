package org.lungta.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.lungta.metric.Fixture.EXACTLY;

import java.util.List;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Against sacrebleu 2.6's own figures. */
class TerTest {
    @Test
    void scoreEditsLengthAndSignatureAreSacrebleus() {
        for (JsonNode each : Fixture.cases("ter")) {
            Ter ter = each.get("kw").isEmpty() ? Ter.words() : Ter.characters();
            List<Segment> segments = Fixture.segments(each);
            Sums sums = Sums.total(segments.stream().map(ter::statistics).toList());
            String name = each.get("id").asString() + " " + each.get("metric").asString();
            assertThat(sums.at(0)).as(name).isEqualTo(each.get("edits").asDouble());
            assertThat(sums.at(1)).as(name).isEqualTo(each.get("ref_length").asDouble());
            assertThat(ter.value(sums)).as(name).isCloseTo(each.get("score").asDouble(), EXACTLY);
            assertThat(ter.signature(segments))
                    .isEqualTo(Fixture.ours(each.get("sig").asString()));
        }
    }

    /** 150 drawn pairs with moved, lost and added words, and one so long that the search is cut short. */
    @Test
    void theSearchOfMovesIsSacrebleus() {
        for (JsonNode each : Fixture.list(Fixture.read("statistics").get("ter"))) {
            Segment segment =
                    new Segment(each.get("hyp").asString(), each.get("ref").asString());
            editsAre(each.get("plain"), Ter.words().statistics(segment), segment);
            editsAre(each.get("asian"), Ter.characters().statistics(segment), segment);
        }
    }

    private static void editsAre(JsonNode expected, Sums found, Segment segment) {
        assertThat(found.at(0)).as("%s", segment).isEqualTo(expected.get(0).asDouble());
        assertThat(found.at(1)).as("%s", segment).isEqualTo(expected.get(1).asDouble());
    }

    @Test
    void onTibetanASyllableIsAWord() {
        CorpusMetric ter = Metrics.named("ter", "bo");
        assertThat(ter.score(List.of("བཀྲ་ཤིས་ཀྱིས་དེབ་ཉོས་"), List.of("དེབ་བཀྲ་ཤིས་ཀྱིས་ཉོས་"))
                        .score())
                .isCloseTo(20, EXACTLY); // one move, five syllables
    }

    @Test
    void anEmptyReferenceCostsHundredAndTwoEmptyTextsNothing() {
        Ter ter = Ter.words();
        assertThat(ter.value(ter.statistics(new Segment("a b", "")))).isEqualTo(100);
        assertThat(ter.value(ter.statistics(new Segment("", "")))).isZero();
    }
}

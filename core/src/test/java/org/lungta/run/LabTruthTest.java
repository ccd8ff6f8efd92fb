package org.lungta.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.lungta.evidence.Sample;
import org.lungta.lab.Truth;

/** What a reader is told about an output of the lab. */
class LabTruthTest {
    private static final String FACT = "verb=buy agent=tashi object=book number=1";
    private final LabTruth truth = new LabTruth(Truth.of("bo", "d1"), Map.of("a", FACT));

    @Test
    void aRightOutputHasNoErrorHoweverItIsSaid() {
        assertThat(truth.read("a", "བཀྲ་ཤིས་ཀྱིས་དེབ་ཅིག་ཉོས་པ་རེད།")).isEqualTo(new Sample.Reading(FACT, ""));
        assertThat(truth.read("a", "དེབ་ཅིག་བཀྲ་ཤིས་ཀྱིས་ཉོས་སོང་།")).isEqualTo(new Sample.Reading(FACT, ""));
    }

    @Test
    void aWrongOneIsReadAndItsErrorsAreNamed() {
        assertThat(truth.read("a", "སྒྲོལ་མས་དེབ་ཅིག་ཉོས་པ་རེད།"))
                .isEqualTo(new Sample.Reading("verb=buy agent=drolma object=book number=1", "agent"));
        assertThat(truth.read("a", "སྒྲོལ་མས་དེབ་གཉིས་ཉོས་པ་རེད།").error()).isEqualTo("agent, number");
    }

    @Test
    void aWrongAllomorphIsNamedAndOverlookedInWhatIsSaid() {
        Sample.Reading reading = truth.read("a", "བཀྲ་ཤིས་གིས་དེབ་ཅིག་ཉོས་པ་རེད།");
        assertThat(reading.parse()).isEqualTo(FACT);
        assertThat(reading.error()).startsWith("allomorph ");
    }

    @Test
    void whatCannotBeReadSaysSo() {
        assertThat(truth.read("a", "བཀྲ་ཤིས་བཀྲ་ཤིས་")).isEqualTo(new Sample.Reading("", "unreadable"));
    }
}

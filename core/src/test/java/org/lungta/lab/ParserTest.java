package org.lungta.lab;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ParserTest {
    private static final World WORLD = World.of("d1");
    private static final Parser BO = new Parser(Tongue.of("bo"), WORLD);
    private static final Parser ZH = new Parser(Tongue.of("zh"), WORLD);

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ཁ་སང་བཀྲ་ཤིས་ཀྱིས་ཁྲོམ་ནས་དེབ་གཉིས་ཉོས་པ་རེད།",
                "བཀྲ་ཤིས་ཀྱིས་ཁྲོམ་ནས་ཁ་སང་དེབ་གཉིས་ཉོས་སོང་།",
                "དེབ་གཉིས་ཁྲོམ་ནས་ཁ་སང་བཀྲ་ཤིས་ཀྱིས་ཉོས་སོ།",
                " ཁྲོམ་ནས་དེབ་གཉིས་བཀྲ་ཤིས་ཀྱིས་ཁ་སང་ཉོས་སོ།\n"
            })
    void orderAndEndingDoNotChangeWhatIsSaid(String sentence) {
        assertThat(BO.facts(sentence))
                .containsExactly(Fact.ofKey("verb=buy agent=tashi object=book number=2 place=market time=yesterday"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "བཀྲ་ཤིས་གིས་ཇ་བཏུངས་སོང་།    | the ergative of another final",
                "བཀྲ་ཤིས་ཀྱིས་ཇ་བཏུངས་སོང།    | no tsheg before the shad",
                "བཀྲ་ཤིས་ཇ་བཏུངས་སོང་།       | no ergative",
                "བཀྲ་ཤིས་ཀྱིས་བཏུངས་སོང་།     | nothing to drink",
                "བཀྲ་ཤིས་ཀྱིས་བཏུངས་ཇ་སོང་།   | the verb in the middle",
                "བཀྲ་ཤིས་ཀྱིས་དེབ་བཏུངས་སོང་།  | books are not drunk",
                "བཀྲ་ཤིས་ཀྱིས་ཇ་ཇ་བཏུངས་སོང་།  | said twice",
                "བཀྲ་ཤིས་ཀྱིས་ཇ་བཏུངས་       | no end",
                "བཀྲ་ཤིས་ ཀྱིས་ཇ་བཏུངས་སོང་།   | a space inside",
                "བཀྲ་ཤིས་ཀྱིས་ཁྲོམ་དུ་ཇ་ཉོས་སོ། | one buys from a market, not to it",
                "扎西喝了茶。                  | another language"
            })
    void whatTheGrammarDoesNotWriteIsNotRead(String sentence, String why) {
        assertThat(BO.facts(sentence)).as(why).isEmpty();
    }

    @Test
    void onlyAnAllomorphIsForgivenAndItIsReported() {
        Fact fact = Fact.ofKey("verb=drink agent=tashi object=tea");
        assertThat(BO.loose("བཀྲ་ཤིས་གིས་ཇ་བཏུངས་སོང་།"))
                .containsExactly(new Parser.Loose(fact, List.of(new Slip("erg", "་གིས", List.of("་ཀྱིས")))));
        assertThat(BO.loose("བཀྲ་ཤིས་གིས་ཇ་བཏུངས་བ་རེད།").get(0).slips())
                .extracting(Slip::mark)
                .containsExactly("erg", "nom");
        assertThat(BO.loose("བཀྲ་ཤིས་ཀྱིས་ཇ་བཏུངས་སོང།").get(0).slips())
                .containsExactly(new Slip("end", "།", List.of("་།")));
        assertThat(BO.loose("བཀྲ་ཤིས་ཀྱིས་ཇ་བཏུངས་སོང་།")).containsExactly(new Parser.Loose(fact, List.of()));
        assertThat(BO.loose("བཀྲ་ཤིས་ཇ་བཏུངས་སོང་།")).isEmpty();
    }

    @Test
    void aLetterThatShouldHaveGoneIsASlip() {
        assertThat(BO.facts("ནམ་མཁས་ཇ་བཏུངས་སོ།")).hasSize(1);
        assertThat(BO.facts("ནམ་མཁའས་ཇ་བཏུངས་སོ།")).isEmpty();
        assertThat(BO.loose("ནམ་མཁའས་ཇ་བཏུངས་སོ།").get(0).slips()).hasSize(1);
    }

    @Test
    void homographsAreToldApartByTheWholeSentence() {
        assertThat(BO.facts("སྒྲོལ་མར་མར་སྨན་པས་བསྐུར་རོ།"))
                .containsExactly(Fact.ofKey("verb=send agent=doctor recipient=drolma object=butter"));
        assertThat(BO.facts("སྨན་པ་སྨན་ཁང་ལ་ཕྱིན་ནོ།"))
                .containsExactly(Fact.ofKey("verb=go agent=doctor place=hospital"));
    }

    @Test
    void caseTellsWhoGaveToWhom() {
        assertThat(BO.facts("བཀྲ་ཤིས་ཀྱིས་སྒྲོལ་མ་ལ་ཇ་སྤྲད་དོ།"))
                .containsExactly(Fact.ofKey("verb=give agent=tashi recipient=drolma object=tea"));
        assertThat(BO.facts("བཀྲ་ཤིས་ལ་སྒྲོལ་མས་ཇ་སྤྲད་དོ།"))
                .containsExactly(Fact.ofKey("verb=give agent=drolma recipient=tashi object=tea"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "扎西昨天在市场买了两本书。   | verb=buy agent=tashi object=book number=2 place=market time=yesterday",
                "昨天，扎西在市场买了两本书。 | verb=buy agent=tashi object=book number=2 place=market time=yesterday",
                "在市场，扎西昨天买了两本书。 | verb=buy agent=tashi object=book number=2 place=market time=yesterday",
                "卓玛没有把一匹白马卖给罗布。 | verb=sell polarity=negated agent=drolma recipient=norbu object=horse number=1 adjective=white",
                "老师到了拉萨。             | verb=arrive agent=teacher place=lhasa"
            })
    void chineseIsReadInItsVariants(String sentence, String key) {
        assertThat(ZH.facts(sentence)).containsExactly(Fact.ofKey(key));
    }

    @ParameterizedTest
    @ValueSource(strings = {"扎西昨天在市场买了两头书。", "扎西买了两书。", "扎西没有买了书。", "扎西买书。", "扎西买了三本茶。"})
    void chineseClassifiersAndAspectAreChecked(String sentence) {
        assertThat(ZH.facts(sentence)).isEmpty();
    }
}

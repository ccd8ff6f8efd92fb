package org.lungta.lab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.lang.Character.UnicodeScript;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.lungta.check.Refusal;

/** The tables of the languages, against what grammars say. */
class LanguagesTest {
    private static final Path SOURCES = Path.of("src/main/java/org/lungta/lab");

    /** Word by word: final, genitive, ergative, la don (the short form first), indefinite. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "བཀྲ་ཤིས   | ས     | བཀྲ་ཤིས་ཀྱི   | བཀྲ་ཤིས་ཀྱིས   | བཀྲ་ཤིས་སུ   | བཀྲ་ཤིས་ཤིག",
                "སྒྲོལ་མ    | vowel | སྒྲོལ་མའི    | སྒྲོལ་མས     | སྒྲོལ་མར     | སྒྲོལ་མ་ཞིག",
                "ཚེ་རིང    | ང     | ཚེ་རིང་གི    | ཚེ་རིང་གིས    | ཚེ་རིང་དུ    | ཚེ་རིང་ཞིག",
                "བསྟན་འཛིན | ན     | བསྟན་འཛིན་གྱི | བསྟན་འཛིན་གྱིས | བསྟན་འཛིན་དུ | བསྟན་འཛིན་ཞིག",
                "བདེ་སྐྱིད  | ད     | བདེ་སྐྱིད་ཀྱི  | བདེ་སྐྱིད་ཀྱིས  | བདེ་སྐྱིད་དུ  | བདེ་སྐྱིད་ཅིག",
                "དོན་གྲུབ   | བ     | དོན་གྲུབ་ཀྱི   | དོན་གྲུབ་ཀྱིས   | དོན་གྲུབ་ཏུ   | དོན་གྲུབ་ཅིག",
                "ཆོས་འཕེལ  | ལ     | ཆོས་འཕེལ་གྱི  | ཆོས་འཕེལ་གྱིས  | ཆོས་འཕེལ་དུ  | ཆོས་འཕེལ་ཞིག",
                "དཔལ་འབྱོར | ར     | དཔལ་འབྱོར་གྱི | དཔལ་འབྱོར་གྱིས | དཔལ་འབྱོར་དུ | དཔལ་འབྱོར་ཞིག",
                "ནམ་མཁའ   | འ     | ནམ་མཁའི    | ནམ་མཁས      | ནམ་མཁར     | ནམ་མཁའ་ཞིག",
                "སློབ་ཕྲུག  | ག     | སློབ་ཕྲུག་གི  | སློབ་ཕྲུག་གིས  | སློབ་ཕྲུག་ཏུ  | སློབ་ཕྲུག་ཅིག",
                "ཁྲོམ      | མ     | ཁྲོམ་གྱི      | ཁྲོམ་གྱིས      | ཁྲོམ་དུ      | ཁྲོམ་ཞིག",
                "ལྷ་ས      | vowel | ལྷ་སའི      | ལྷ་སས        | ལྷ་སར       | ལྷ་ས་ཞིག",
                "ཇ         | vowel | ཇའི         | ཇས          | ཇར          | ཇ་ཞིག",
                "པར        | ར     | པར་གྱི       | པར་གྱིས       | པར་དུ       | པར་ཞིག",
                "ལྔ        | vowel | ལྔའི        | ལྔས          | ལྔར         | ལྔ་ཞིག"
            })
    void tibetanSuffixesFollowTheFinal(
            String word, String end, String genitive, String ergative, String goal, String indefinite) {
        Tongue bo = Tongue.of("bo");
        assertThat(bo.ends().of(word)).isEqualTo(end);
        assertThat(marked(bo, word, "gen")).isEqualTo(genitive);
        assertThat(marked(bo, word, "erg")).isEqualTo(ergative);
        assertThat(marked(bo, word, "goal")).isEqualTo(goal);
        assertThat(marked(bo, word, "indef")).isEqualTo(indefinite);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "ཉོས    | ཉོས་པ    | ཉོས་སོ    | ཉོས་སོ།",
                "མཐོང   | མཐོང་བ   | མཐོང་ངོ་  | མཐོང་ངོ་།",
                "སྤྲད    | སྤྲད་པ    | སྤྲད་དོ    | སྤྲད་དོ།",
                "བསྐུར   | བསྐུར་བ   | བསྐུར་རོ   | བསྐུར་རོ།",
                "ཕྱིན    | ཕྱིན་པ    | ཕྱིན་ནོ    | ཕྱིན་ནོ།",
                "བཙལ    | བཙལ་བ    | བཙལ་ལོ    | བཙལ་ལོ།",
                "སྦས     | སྦས་པ     | སྦས་སོ     | སྦས་སོ།",
                "ལོག    | ལོག་པ    | ལོག་གོ    | ལོག་གོ།"
            })
    void tibetanVerbsTakeTheirParticles(String stem, String nominal, String concluding, String sentence) {
        Tongue bo = Tongue.of("bo");
        assertThat(marked(bo, stem, "nom")).isEqualTo(nominal);
        assertThat(marked(bo, stem, "fin")).isEqualTo(concluding);
        assertThat(marked(bo, concluding, "end")).isEqualTo(sentence);
        assertThat(marked(bo, "སོང", "end")).isEqualTo("སོང་།");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "بازار | بازارغا | بازاردا | بازاردىن | بازارنى",
                "مەكتەپ | مەكتەپكە | مەكتەپتە | مەكتەپتىن | مەكتەپنى",
                "كىتاب | كىتابغا | كىتابدا | كىتابدىن | كىتابنى",
                "گۈل | گۈلگە | گۈلدە | گۈلدىن | گۈلنى",
                "ئات | ئاتقا | ئاتتا | ئاتتىن | ئاتنى",
                "قىزىل | قىزىلغا | قىزىلدا | قىزىلدىن | قىزىلنى"
            })
    void suffixesOfTheThirdLanguageObeyVowelHarmony(
            String word, String dative, String locative, String ablative, String accusative) {
        Tongue ug = Tongue.of("ug");
        assertThat(marked(ug, word, "dat")).isEqualTo(dative);
        assertThat(marked(ug, word, "loc")).isEqualTo(locative);
        assertThat(marked(ug, word, "abl")).isEqualTo(ablative);
        assertThat(marked(ug, word, "acc")).isEqualTo(accusative);
    }

    @Test
    void someVowelsAreRaisedBeforeASuffix() {
        World world = World.of("d1");
        Fact fact = Fact.ofKey("verb=give agent=tashi recipient=drolma object=apple");
        assertThat(new Realiser(Tongue.of("ug"), world).canonical(fact)).isEqualTo("تاشى دولماغا ئالمىنى بەردى.");
        assertThat(new Parser(Tongue.of("ug"), world).facts("تاشى دولماغا ئالمانى بەردى."))
                .isEmpty();
        assertThat(new Parser(Tongue.of("ug"), world).loose("تاشى دولماغا ئالمانى بەردى."))
                .isEqualTo(List.of(new Parser.Loose(fact, List.of(new Slip("acc", "نى", List.of("ىنى"))))));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "11 | བཅུ་གཅིག      | 十一",
                "15 | བཅོ་ལྔ        | 十五",
                "20 | ཉི་ཤུ         | 二十",
                "22 | ཉི་ཤུ་རྩ་གཉིས   | 二十二",
                "34 | སུམ་ཅུ་སོ་བཞི   | 三十四",
                "99 | དགུ་བཅུ་གོ་དགུ  | 九十九"
            })
    void numbersAreMadeOfTensAndUnits(String number, String bo, String zh) {
        assertThat(Tongue.of("bo").lexicon().forms("numbers", number).get(0).text())
                .isEqualTo(bo);
        assertThat(Tongue.of("zh").lexicon().forms("numbers", number).get(0).text())
                .isEqualTo(zh);
    }

    @Test
    void theThirdLanguageHasSixtyWordsOfItsOwnAndSaysWhatItLacks() {
        Tongue ug = Tongue.of("ug");
        assertThat(ug.lexicon().missing(World.of("d1"))).isEmpty();
        assertThat(ug.lexicon().size()).isGreaterThanOrEqualTo(60);
        World harder = World.of("d2");
        assertThatThrownBy(() -> new Realiser(ug, harder))
                .isInstanceOf(Refusal.class)
                .hasMessageContaining("lab/ug/language.yaml")
                .hasMessageContaining("verbs.write");
        assertThatThrownBy(() -> Tongue.of("xx"))
                .isInstanceOf(Refusal.class)
                .hasMessageContaining("lab/xx/language.yaml is not there");
    }

    /** A language is its resource folder: nothing in the lab's code is written in one, or asks which one it is. */
    @Test
    void noCodeKnowsALanguage() throws IOException {
        try (Stream<Path> files = Files.list(SOURCES)) {
            for (Path file : files.filter(path -> !path.getFileName().toString().matches("(Tiny.*|Words)\\.java"))
                    .toList()) {
                String code = Files.readString(file, StandardCharsets.UTF_8);
                assertThat(scripts(code)).as("%s", file).isSubsetOf(UnicodeScript.LATIN, UnicodeScript.COMMON);
                if (!file.endsWith("WorldSettings.java")) {
                    assertThat(code).doesNotContain("\"bo\"", "\"zh\"", "\"ug\"");
                }
            }
        }
    }

    private static Set<UnicodeScript> scripts(String text) {
        Set<UnicodeScript> scripts = new HashSet<>();
        text.codePoints().forEach(c -> scripts.add(UnicodeScript.of(c)));
        return scripts;
    }

    private static String marked(Tongue tongue, String word, String mark) {
        Fact any = new Fact(Map.of(Slot.VERB, "buy"));
        Writing writing = new Writing(tongue, World.of("d1"), any, Choice.FIRST);
        writing.add(word, false);
        writing.mark(tongue.mark(mark));
        return writing.finished().text();
    }
}

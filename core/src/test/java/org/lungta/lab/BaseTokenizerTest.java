package org.lungta.lab;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.lungta.text.Tokenizer;
import org.lungta.text.Tokens;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Texts to tokens to texts. */
class BaseTokenizerTest {
    private static final List<String> PHRASES = List.of("短文：", "\n\n");

    @TempDir
    private Path folder;

    private Tokenizer tokenizer;

    @BeforeEach
    void open() throws IOException {
        BaseModel.Shape shape = new BaseModel.Shape(32, 1, 2, 64);
        for (var file :
                BaseModel.files(shape, List.of("zh", "bo", "ug"), PHRASES).entrySet()) {
            Files.writeString(folder.resolve(file.getKey()), file.getValue());
        }
        tokenizer = Tokenizer.load(folder);
    }

    @AfterEach
    void close() {
        tokenizer.close();
    }

    private List<String> pieces(String text) {
        return IntStream.of(tokenizer.encode(text).toArray())
                .mapToObj(id -> tokenizer.token(id).orElseThrow())
                .toList();
    }

    private void assertExact(String text) {
        Tokens tokens = tokenizer.encode(text);
        assertThat(tokenizer.unknownTokens(tokens)).as(text).isZero();
        assertThat(tokenizer.decode(tokens)).isEqualTo(text);
    }

    @Test
    void syllablesWordsAndPhrasesAreTokens() {
        assertThat(pieces("བཀྲ་ཤིས་ཀྱིས་ཁ་སང་དེབ་ཉོས་སོང་།"))
                .containsExactly("བཀྲ་", "ཤིས་", "ཀྱིས་", "ཁ་", "སང་", "དེབ་", "ཉོས་", "སོང་", "།");
        assertThat(pieces("短文：扎西在市场买了青稞酒。\n\n")).containsExactly("短文：", "扎西", "在", "市场", "买", "了", "青稞酒", "。", "\n\n");
    }

    @Test
    void aMarkThatIsGluedToItsWordIsSplitOffWhereTheWordStaysWhole() {
        assertThat(pieces("ནོར་བུས་")).containsExactly("ནོར་", "བུ", "ས་");
        assertThat(pieces("ནམ་མཁས་")).containsExactly("ནམ་", "མཁས་"); // the letter before the mark is gone
    }

    @ParameterizedTest
    @CsvSource({"zh, d1", "zh, d4", "bo, d1", "bo, d4", "ug, d0", "ug, d1"})
    void everySentenceAndHeadlineIsReadBackExactly(String language, String difficulty) {
        World world = World.of(difficulty);
        Realiser realiser = new Realiser(Tongue.of(language), world);
        Sampler sampler = new Sampler(world);
        for (int i = 0; i < 400; i++) {
            Fact fact = sampler.fact(11, i);
            assertExact(realiser.sentence(fact, Choice.random(i)));
            Fact core = new Headlines(world).core(fact);
            if (realiser.canSay(Tongue.HEADLINE, core)) {
                assertExact(realiser.headline(core, Choice.random(i)));
            }
        }
    }

    @Test
    void soAreSentencesThatWereMadeElsewhere() throws IOException {
        JsonMapper json = JsonMapper.builder().build();
        Path golden = Path.of("src/test/resources/golden/lab/sentences.jsonl");
        for (String line : Files.readAllLines(golden, StandardCharsets.UTF_8)) {
            JsonNode item = json.readTree(line);
            assertExact(item.get("bo").stringValue());
            assertExact(item.get("zh").stringValue());
        }
    }

    @Test
    void soIsEverythingThatTheBaseModelLearnsFrom() {
        Curriculum curriculum =
                Curriculum.of(WorldSettings.standard(), List.of("bo", "ug"), new Curriculum.Shares(1, 1, 1, 1, 1));
        for (int i = 0; i < 300; i++) {
            texts(curriculum.lesson(i)).forEach(this::assertExact);
        }
    }

    private static List<String> texts(Schoolwork work) {
        List<String> texts = new ArrayList<>();
        if (work instanceof Schoolwork.Read read) {
            texts.add(read.passage());
            read.questions().forEach(q -> texts.addAll(List.of(q.question(), q.answer())));
        } else if (work instanceof Schoolwork.Choose choose) {
            texts.add(choose.passage());
            choose.questions().forEach(q -> texts.addAll(q.answers()));
        } else if (work instanceof Schoolwork.Headed headed) {
            texts.addAll(List.of(headed.passage(), headed.headline()));
        } else {
            texts.add(((Schoolwork.Plain) work).text());
        }
        return texts;
    }

    @Test
    void aSyllableThatNoFileHasIsSpelled() {
        assertExact("བསམ་གཏན་མཁན།");
        assertThat(pieces("གཏན་")).hasSizeGreaterThan(1);
    }
}

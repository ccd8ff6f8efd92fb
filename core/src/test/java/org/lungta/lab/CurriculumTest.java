package org.lungta.lab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.lungta.check.Refusal;

/** What the base model learns from, and what it is examined in. */
class CurriculumTest {
    private static final WorldSettings SETTINGS = WorldSettings.standard();
    private static final World WORLD = World.of(SETTINGS.difficulty());
    private static final Pools POOLS = new Pools(WORLD, SETTINGS.seed());
    private static final Curriculum CURRICULUM =
            Curriculum.of(SETTINGS, List.of("bo", "ug"), new Curriculum.Shares(4, 4, 4, 4, 4));

    /** The pools of all facts that a text of Chinese sentences, or of Tibetan ones, tells. */
    private static Set<Pool> pools(String text) {
        boolean chinese = text.contains("。");
        Parser parser = new Parser(Tongue.of(chinese ? "zh" : "bo"), WORLD);
        Set<Pool> pools = EnumSet.noneOf(Pool.class);
        for (String sentence : text.split(chinese ? "(?<=。)" : " ")) {
            List<Fact> facts = List.copyOf(parser.facts(sentence));
            assertThat(facts).as(sentence).hasSize(1);
            pools.add(POOLS.of(facts.get(0)));
        }
        return pools;
    }

    private static String text(Schoolwork work) {
        if (work instanceof Schoolwork.Read read) {
            return read.passage();
        }
        if (work instanceof Schoolwork.Choose choose) {
            return choose.passage();
        }
        return work instanceof Schoolwork.Headed headed ? headed.passage() : ((Schoolwork.Plain) work).text();
    }

    private static boolean isUyghur(String text) {
        return text.codePoints().anyMatch(c -> c >= 0x600 && c <= 0x6FF);
    }

    @Test
    void noFactOfATestIsLearntFrom() {
        Set<String> kinds = new TreeSet<>();
        for (int i = 0; i < 200; i++) {
            Schoolwork work = i % 2 == 0 ? CURRICULUM.lesson(i) : CURRICULUM.easyLesson(i, i / 200.0);
            kinds.add(work.getClass().getSimpleName());
            if (!isUyghur(text(work))) {
                assertThat(pools(text(work))).containsExactly(Pool.BASE);
            }
        }
        assertThat(kinds).containsExactly("Choose", "Headed", "Plain", "Read");
    }

    @Test
    void passagesGrowFromTwoFactsToTheWorldsMost() {
        assertThat(longest(0)).isEqualTo(2);
        assertThat(longest(0.5)).isEqualTo(4);
        assertThat(longest(0.99)).isEqualTo(6);
    }

    private static int longest(double progress) {
        return IntStream.range(0, 120)
                .mapToObj(i -> text(CURRICULUM.easyLesson(i, progress)))
                .filter(text -> text.contains("。"))
                .mapToInt(text -> text.split("。").length)
                .max()
                .orElseThrow();
    }

    @Test
    void examinationsAreOnFactsThatAreKeptForThem() {
        for (int i = 0; i < 40; i++) {
            assertThat(pools(CURRICULUM.examinedRead(i).passage())).containsExactly(Pool.READING);
            assertThat(pools(CURRICULUM.examinedChoose(i).passage())).containsExactly(Pool.READING);
            assertThat(pools(CURRICULUM.examinedHead(i).passage())).containsExactly(Pool.READING);
        }
    }

    @Test
    void anAnswerStandsInItsPassageAndARightOptionAmongFour() {
        for (int i = 0; i < 60; i++) {
            Schoolwork.Read read = CURRICULUM.examinedRead(i);
            assertThat(read.questions())
                    .hasSizeGreaterThan(1)
                    .allMatch(q -> read.passage().contains(q.answer()));
            Schoolwork.Choose choose = CURRICULUM.examinedChoose(i);
            for (Schoolwork.Options options : choose.questions()) {
                assertThat(options.answers()).hasSize(4).doesNotHaveDuplicates();
                assertThat(choose.passage()).contains(options.answers().get(options.right()));
            }
        }
    }

    @Test
    void pieceNumberIIsAlwaysTheSame() {
        Curriculum again = Curriculum.of(SETTINGS, List.of("bo", "ug"), new Curriculum.Shares(4, 4, 4, 4, 4));
        for (int i = 20; i >= 0; i--) {
            assertThat(again.lesson(i)).isEqualTo(CURRICULUM.lesson(i));
        }
        assertThat(CURRICULUM.lesson(3)).isNotEqualTo(CURRICULUM.lesson(4));
    }

    @Test
    void aTasteOfNoLanguageIsRefused() {
        assertThatThrownBy(() -> Curriculum.of(SETTINGS, List.of(), new Curriculum.Shares(1, 1, 1, 1, 1)))
                .isInstanceOf(Refusal.class)
                .hasMessageContaining("there is no language for it");
    }
}

package org.lungta.lab;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What is asked and said about passages. */
class PassagesTest {
    private static final World WORLD = World.of("d1");
    private static final Realiser ZH = new Realiser(Tongue.of("zh"), WORLD);

    @Test
    void aQuestionIsAskedOnlyIfThePassageHasOneAnswer() {
        Passage passage = passage(
                "verb=buy agent=tashi object=book place=market",
                "verb=buy agent=drolma object=book",
                "verb=buy agent=tashi object=tea time=today",
                "verb=eat polarity=negated agent=norbu object=meat");
        Set<String> asked = asked(passage, 40);
        assertThat(asked).contains("谁买了茶？ 扎西", "卓玛买了什么？ 书", "扎西在哪里买了书？ 市场", "扎西什么时候买了茶？ 今天", "谁在市场买了书？ 扎西");
        assertThat(asked).noneMatch(text -> text.startsWith("谁买了书？"));
        assertThat(asked).noneMatch(text -> text.startsWith("扎西买了什么？"));
        assertThat(asked).noneMatch(text -> text.contains("肉"));
    }

    @Test
    void oneOfTwoWhoActTogetherIsNoAnswer() {
        World world = World.of("d2");
        Questions questions = new Questions(new Realiser(Tongue.of("zh"), world));
        Passage passage =
                passage("verb=buy agent=drolma companion=tashi object=book", "verb=go agent=tashi place=lhasa");
        Told told = Told.tell(new Realiser(Tongue.of("zh"), world), passage, Choice.random(1));
        assertThat(questions.about(told, Choice.random(2)))
                .noneMatch(ask -> ask.text().startsWith("谁买") || ask.hops() == 2)
                .anyMatch(ask -> ask.text().equals("卓玛买了什么？"));
    }

    @Test
    void twoFactsArePutTogetherIfTheyHaveOneAgent() {
        Passage passage = passage(
                "verb=read agent=tashi object=letter",
                "verb=go agent=drolma place=xining",
                "verb=go agent=tashi place=lhasa");
        assertThat(asked(passage, 10)).contains("读了信的人后来去了哪里？ 拉萨");
        assertThat(asked(
                        passage(
                                "verb=read agent=tashi object=letter",
                                "verb=read agent=drolma object=letter",
                                "verb=go agent=tashi place=lhasa"),
                        10))
                .noneMatch(text -> text.contains("的人"));
        assertThat(asked(passage("verb=go agent=tashi place=lhasa", "verb=read agent=tashi object=letter"), 10))
                .noneMatch(text -> text.contains("的人"));
    }

    @Test
    void everyAnswerStandsWhereItIsSaidToStand() {
        Passages passages = new Passages(WORLD, new Pools(WORLD, 1));
        Questions questions = new Questions(ZH);
        Set<Slot> slots = new HashSet<>();
        for (int i = 0; i < 100; i++) {
            Choice choice = Choice.random(3, i);
            Told told = Told.tell(ZH, passages.draw(Pool.READING, choice), choice);
            for (Ask ask : questions.about(told, choice)) {
                assertThat(told.text().startsWith(ask.answer(), ask.start())).isTrue();
                slots.add(ask.asked());
            }
        }
        assertThat(slots)
                .containsExactlyInAnyOrder(Slot.AGENT, Slot.OBJECT, Slot.PLACE, Slot.TIME, Slot.NUMBER, Slot.RECIPIENT);
    }

    @Test
    void fourChoicesHoldTheAnswerOnceAndPreferWhatThePassageNames() {
        Passage passage = passage(
                "verb=go agent=tashi place=lhasa",
                "verb=go agent=drolma place=xining",
                "verb=go agent=norbu place=market",
                "verb=go agent=teacher place=school");
        Ask ask = new Ask("扎西去了哪里？", Slot.PLACE, "lhasa", "拉萨", 0, 1);
        Choices choices = new Choices(WORLD, Tongue.of("zh").lexicon());
        Set<Integer> places = new HashSet<>();
        for (int i = 0; i < 40; i++) {
            Choices.Options options = choices.of(passage, ask, Choice.random(i));
            assertThat(options.texts()).containsExactlyInAnyOrder("拉萨", "西宁", "市场", "学校");
            assertThat(options.texts().get(options.right())).isEqualTo("拉萨");
            places.add(options.right());
        }
        assertThat(places).containsExactlyInAnyOrder(0, 1, 2, 3);
    }

    @Test
    void theHeadlineIsTheLastDeedOfWhoeverActsMost() {
        Headlines headlines = new Headlines(WORLD);
        Passage passage = passage(
                "verb=buy agent=drolma object=tea",
                "verb=buy agent=tashi object=book number=2 place=market",
                "verb=sell agent=tashi recipient=norbu object=horse adjective=white time=today",
                "verb=eat polarity=negated agent=tashi object=meat",
                "verb=go agent=norbu place=lhasa");
        assertThat(headlines.main(passage)).contains(Fact.ofKey("verb=sell agent=tashi recipient=norbu object=horse"));
        assertThat(headlines.main(passage("verb=eat polarity=negated agent=tashi object=meat")))
                .isEmpty();
    }

    private static Passage passage(String... keys) {
        return new Passage(Stream.of(keys).map(Fact::ofKey).toList());
    }

    /** Every question with its answer that some draw of the wording asks. */
    private static Set<String> asked(Passage passage, int draws) {
        Set<String> asked = new HashSet<>();
        for (int i = 0; i < draws; i++) {
            Told told = Told.tell(ZH, passage, Choice.random(1, i));
            List<Ask> asks = new Questions(ZH).about(told, Choice.random(2, i));
            asks.forEach(ask -> asked.add(ask.text() + " " + ask.answer()));
        }
        return asked;
    }
}

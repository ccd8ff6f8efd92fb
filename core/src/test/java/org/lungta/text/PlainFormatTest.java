package org.lungta.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PlainFormatTest {
    private static final PlainFormat PLAIN = new PlainFormat("<bos>", "<eos>");

    @Test
    void aQuestionIsItsTextALineFeedAndTheAnswerWithTheEnd() {
        List<Message> question = List.of(new Message(Role.USER, " a\nb "));
        assertThat(PLAIN.render(question, true)).isEqualTo("<bos> a\nb \n");
        assertThat(PLAIN.completion("c ")).isEqualTo("c <eos>");
    }

    @Test
    void theTextOpensOnceHoweverManyTurnsThereAre() {
        List<Message> turns = List.of(
                new Message(Role.SYSTEM, "s"),
                new Message(Role.USER, "a"),
                new Message(Role.ASSISTANT, "b"),
                new Message(Role.USER, ""));
        assertThat(PLAIN.render(turns, true)).isEqualTo("<bos>s\na\nb<eos>\n");
        assertThat(PLAIN.render(turns, false)).isEqualTo(PLAIN.render(turns, true));
    }

    /** What the tokenizer makes of a text by itself is held against the oracle in TokenizerTest. */
    @ParameterizedTest
    @CsvSource({
        "byte-level,    '',                <|endoftext|>",
        "byte-fallback, <s>,               </s>",
        "llama-like,    <|begin_of_text|>, <|end_of_text|>",
        "gemma-like,    <bos>,             <eos>"
    })
    void itsTokensAreThoseOfTheTextByItself(String kind, String opening, String end) {
        try (Tokenizer tokenizer = Tokenizer.load(Golden.folder("tokens/" + kind))) {
            ChatFormat plain = new PlainFormat(tokenizer.opening(), end);
            for (String text : List.of("the wind", " བོད་ཡིག ", "", "a\n\n")) {
                String prompt = plain.render(List.of(new Message(Role.USER, text)), true);
                assertThat(prompt).isEqualTo(opening + text + "\n");
                assertThat(tokenizer.encode(prompt)).as(text).isEqualTo(tokenizer.encodeByItself(text + "\n"));
            }
        }
    }

    @Test
    void everyFormatThatBeginsATextDoesSoOnce() {
        List<Message> turns = List.of(new Message(Role.SYSTEM, "the"), new Message(Role.USER, "wind"));
        try (Tokenizer llama = Tokenizer.load(Golden.folder("tokens/llama-like"));
                Tokenizer gemma = Tokenizer.load(Golden.folder("tokens/gemma-like"))) {
            begins(llama, "<|begin_of_text|>", new Llama3("<|begin_of_text|>").render(turns, true));
            begins(llama, "<|begin_of_text|>", new Llama31("<|begin_of_text|>", "1 May 2020").render(turns, true));
            begins(llama, "<|begin_of_text|>", new PlainFormat(llama.opening(), "x").render(turns, true));
            begins(gemma, "<bos>", new Gemma3("<bos>").render(turns, true));
            begins(gemma, "<bos>", new PlainFormat(gemma.opening(), "x").render(turns, true));
        }
    }

    private static void begins(Tokenizer tokenizer, String token, String text) {
        int[] ids = tokenizer.encode(text).toArray();
        assertThat(ids[0]).isEqualTo(tokenizer.id(token));
        assertThat(IntStream.of(ids).filter(id -> id == ids[0]).count()).isEqualTo(1);
    }
}

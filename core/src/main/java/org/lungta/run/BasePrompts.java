package org.lungta.run;

import java.util.List;
import org.lungta.eval.Comprehension;
import org.lungta.eval.MultipleChoice;

/** The words that prompts of the lab are made of. Each is one token of the base model; others are spelled. */
final class BasePrompts {
    static final String HEADLINE = "写标题。";
    static final String PARAGRAPH = "\n\n";

    private BasePrompts() {}

    /** All of them; what a world's other tasks need, too. */
    static List<String> phrases() {
        return List.of(
                Comprehension.INSTRUCTION,
                Comprehension.CONTEXT,
                Comprehension.QUESTION,
                MultipleChoice.INSTRUCTION,
                MultipleChoice.OPTIONS,
                MultipleChoice.BETWEEN,
                HEADLINE,
                PARAGRAPH,
                "将下面的句子翻译成藏语，只输出译文，不要解释。",
                "将下面的句子翻译成汉语，只输出译文，不要解释。",
                "请为下面的短文写一个标题，只输出标题。",
                "翻译成藏文。",
                "翻译成中文。",
                "翻译成维吾尔文。",
                "写藏文标题。",
                "写维吾尔文标题。");
    }

    static String headline(String passage) {
        return HEADLINE + PARAGRAPH + Comprehension.CONTEXT + passage;
    }
}

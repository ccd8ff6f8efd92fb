package org.lungta.reward;

import java.util.List;
import java.util.OptionalDouble;

/** R_lang: 1 where the output is text in the target language alone ({@link LanguageRule}), else 0. */
public record Spoken(LanguageRule language) implements Part {
    @Override
    public String name() {
        return "language";
    }

    @Override
    public List<List<OptionalDouble>> values(List<Answers> groups) {
        return Part.each(
                groups,
                (prompt, completion) -> completion.validText()
                                && language.judge(completion.text(), prompt.source())
                                        .consistent()
                        ? 1.0
                        : 0.0);
    }
}

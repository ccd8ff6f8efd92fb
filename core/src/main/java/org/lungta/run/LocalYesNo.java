package org.lungta.run;

import java.util.List;
import org.lungta.model.DecoderWeights;
import org.lungta.reward.YesNo;
import org.lungta.text.ChatFormat;
import org.lungta.text.Tokenizer;

/** The base model itself is asked whether an output is faithful. */
record LocalYesNo(EitherOr model) implements YesNo.Judge {
    private static final String QUESTION = "下面是一段原文和它的译文。译文是否忠实、完整地表达了原文的意思？只回答Yes或No。\n原文：%s\n译文：%s";

    LocalYesNo(DecoderWeights weights, Tokenizer tokenizer, ChatFormat chat) {
        this(new EitherOr(weights, tokenizer, chat, "Yes", "No"));
    }

    @Override
    public List<YesNo.Logits> ask(List<YesNo.Question> questions) {
        return model
                .ask(questions.stream()
                        .map(q -> new EitherOr.Question(
                                QUESTION.formatted(
                                        q.prompt().source(), q.completion().text()),
                                "the question about " + q.prompt().id()))
                        .toList())
                .stream()
                .map(answer -> new YesNo.Logits(answer.one(), answer.other()))
                .toList();
    }
}

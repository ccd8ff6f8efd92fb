package org.lungta.run;

import static org.lungta.check.Check.require;

import java.util.ArrayList;
import java.util.List;
import org.lungta.eval.Model;
import org.lungta.model.DecoderWeights;
import org.lungta.model.Policy;
import org.lungta.model.PromptGroup;
import org.lungta.model.Sequences;
import org.lungta.reward.YesNo;
import org.lungta.text.ChatFormat;
import org.lungta.text.ControlTokens;
import org.lungta.text.Tokenizer;
import org.lungta.text.Tokens;

/** The base model itself is asked whether an output is faithful; control tokens in source and output are broken first. */
record LocalYesNo(DecoderWeights weights, Tokenizer tokenizer, ChatFormat chat) implements YesNo.Judge {
    private static final int TOKEN_BUDGET = 2048;
    private static final String QUESTION = "下面是一段原文和它的译文。译文是否忠实、完整地表达了原文的意思？只回答Yes或No。\n原文：%s\n译文：%s";

    @Override
    public List<YesNo.Logits> ask(List<YesNo.Question> questions) {
        Tokens yes = first("Yes");
        Tokens no = first("No");
        require(!yes.equals(no), "the model's tokens of Yes and No begin alike: it cannot be asked");
        List<PromptGroup> groups = questions.stream()
                .map(q -> new PromptGroup(asked(q), List.of(yes, no)))
                .toList();
        List<YesNo.Logits> answers = new ArrayList<>();
        for (Sequences part : Sequences.split(groups, TOKEN_BUDGET)) {
            List<Float> logs = Policy.score(weights, part, 1).logProbs();
            for (int i = 0; i < logs.size(); i += 2) {
                answers.add(new YesNo.Logits(logs.get(i), logs.get(i + 1)));
            }
        }
        return answers;
    }

    private Tokens asked(YesNo.Question q) {
        String text = QUESTION.formatted(q.prompt().source(), q.completion().text());
        return Model.userTurn(
                tokenizer,
                chat,
                ControlTokens.escape(text, tokenizer),
                "the question about " + q.prompt().id());
    }

    private Tokens first(String word) {
        return tokenizer.encode(word).slice(0, 1);
    }
}

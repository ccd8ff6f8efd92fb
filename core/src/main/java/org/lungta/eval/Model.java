package org.lungta.eval;

import java.util.List;
import java.util.Set;
import org.lungta.model.Merged;
import org.lungta.model.PromptGroup;
import org.lungta.rollout.Decoding;
import org.lungta.rollout.Draws;
import org.lungta.rollout.Rollout;
import org.lungta.rollout.Sampler;
import org.lungta.text.ChatFormat;
import org.lungta.text.ControlTokens;
import org.lungta.text.Message;
import org.lungta.text.Role;
import org.lungta.text.Tokenizer;
import org.lungta.text.Tokens;

/** A model as an evaluation sees it: merged weights, its tokenizer, its chat format, and the tokens that end a completion. */
public record Model(Merged weights, Tokenizer tokenizer, ChatFormat chat, Set<Integer> stops) {

    /** The tokens of one user turn, ready for the answer; control tokens in the text are refused, naming {@code place}. */
    public static Tokens userTurn(Tokenizer tokenizer, ChatFormat chat, String text, String place) {
        ControlTokens.refuseIn(text, tokenizer, place);
        return tokenizer.encode(chat.render(List.of(new Message(Role.USER, text)), true));
    }

    /** The tokens of one user turn; see above. */
    public Tokens userTurn(String text, String place) {
        return userTurn(tokenizer, chat, text, place);
    }

    /** The tokens of an answer as the model would give it, its end included. */
    public Tokens answer(String text) {
        return tokenizer.encode(chat.completion(text));
    }

    List<List<Rollout>> greedy(List<PromptGroup> groups, int maxNewTokens) {
        return new Sampler(tokenizer, stops, new Decoding.Greedy(), maxNewTokens)
                .complete(weights, groups, Draws.none());
    }
}

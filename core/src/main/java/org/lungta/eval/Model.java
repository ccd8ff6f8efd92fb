package org.lungta.eval;

import java.util.ArrayList;
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

/**
 * A model as an evaluation sees it: merged weights, its tokenizer, its chat format, and the tokens that end a completion.
 *
 * @param before the turns of a conversation that every question goes on from: worked examples, or nothing
 */
public record Model(Merged weights, Tokenizer tokenizer, ChatFormat chat, Set<Integer> stops, List<Message> before) {
    public Model {
        before = List.copyOf(before);
    }

    public Model(Merged weights, Tokenizer tokenizer, ChatFormat chat, Set<Integer> stops) {
        this(weights, tokenizer, chat, stops, List.of());
    }

    /** The same model behind worked examples, in which control tokens are refused. */
    public Model after(List<Message> examples) {
        examples.forEach(turn -> ControlTokens.refuseIn(turn.content(), tokenizer, "a worked example"));
        return new Model(weights, tokenizer, chat, stops, examples);
    }

    /** The tokens of one user turn, ready for the answer; control tokens in the text are refused, naming {@code place}. */
    public static Tokens userTurn(Tokenizer tokenizer, ChatFormat chat, String text, String place) {
        return userTurn(tokenizer, chat, List.of(), text, place);
    }

    /** The same behind the examples of this model. */
    public Tokens userTurn(String text, String place) {
        return userTurn(tokenizer, chat, before, text, place);
    }

    /** The tokens of one user turn behind these turns; see above. */
    public static Tokens userTurn(
            Tokenizer tokenizer, ChatFormat chat, List<Message> before, String text, String place) {
        ControlTokens.refuseIn(text, tokenizer, place);
        List<Message> turns = new ArrayList<>(before);
        turns.add(new Message(Role.USER, text));
        return tokenizer.encode(chat.render(turns, true));
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

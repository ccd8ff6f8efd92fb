package org.lungta.model;

import static org.lungta.check.Check.require;

import java.util.List;

/**
 * What PEFT calls LoraConfig: rank, alpha, dropout and the names, sorted, of the linear maps that get a pair.
 *
 * @param tokens whose rows of the embedding, and of a head that is tied to it, learn too, see {@link TokenRows}
 * @param headTokens whose rows of a head of its own learn too
 */
public record AdapterConfig(
        int rank, double alpha, double dropout, List<String> targets, List<Integer> tokens, List<Integer> headTokens) {
    public static final List<String> EVERY_LINEAR =
            List.of("q_proj", "k_proj", "v_proj", "o_proj", "gate_proj", "up_proj", "down_proj");

    public AdapterConfig {
        require(rank >= 1, "LoRA rank is %d; it must be at least 1", rank);
        require(0 <= alpha && Double.isFinite(alpha), "LoRA alpha is %s; it must be a finite number from 0", alpha);
        require(0 <= dropout && dropout < 1, "LoRA dropout is %s, outside [0, 1)", dropout);
        targets = targets.stream().sorted().toList();
        tokens = List.copyOf(tokens);
        headTokens = List.copyOf(headTokens);
    }

    public AdapterConfig(int rank, double alpha, double dropout, List<String> targets) {
        this(rank, alpha, dropout, targets, List.of(), List.of());
    }

    /** The same with the rows of new tokens, in the embedding and in a head of its own. */
    public AdapterConfig learning(List<Integer> ids, DecoderConfig model) {
        return new AdapterConfig(rank, alpha, dropout, targets, ids, model.tiedHead() ? List.of() : ids);
    }

    AdapterConfig scaled(double lambda) {
        return new AdapterConfig(rank, lambda * alpha, dropout, targets, tokens, headTokens);
    }

    public double scale() {
        return alpha / rank;
    }
}

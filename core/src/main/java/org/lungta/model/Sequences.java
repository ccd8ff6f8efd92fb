package org.lungta.model;

import java.util.ArrayList;
import java.util.List;
import org.lungta.text.Tokens;

/**
 * A flat batch without padding: for each group the prompt once, then its tails, side by side; positions restart after the
 * prompt for each tail. The first token of a tail is predicted by the prompt's last hidden state.
 */
public final class Sequences {
    private final List<PromptGroup> groups;
    private final long[] tokens;
    private final long[] positions;
    private final long[] predictors;
    private final long[] targets;

    public Sequences(List<PromptGroup> groups) {
        this.groups = List.copyOf(groups);
        int total = groups.stream().mapToInt(PromptGroup::tokens).sum();
        int scored = groups.stream().mapToInt(PromptGroup::tailTokens).sum();
        this.tokens = new long[total];
        this.positions = new long[total];
        this.predictors = new long[scored];
        this.targets = new long[scored];
        lay();
    }

    private void lay() {
        int at = 0;
        int scored = 0;
        for (PromptGroup group : groups) {
            int promptEnd = lay(group.prompt(), at, 0);
            at = promptEnd;
            for (Tokens tail : group.tails()) {
                for (int i = 0; i < tail.length(); i++) {
                    predictors[scored] = i == 0 ? promptEnd - 1 : at + i - 1;
                    targets[scored++] = tail.at(i);
                }
                at = lay(tail, at, group.prompt().length());
            }
        }
    }

    private int lay(Tokens part, int at, int position) {
        for (int i = 0; i < part.length(); i++) {
            tokens[at + i] = part.at(i);
            positions[at + i] = position + i;
        }
        return at + part.length();
    }

    /** Micro-batches of whole groups within a budget of computed tokens; a group larger than the budget stands alone. */
    public static List<Sequences> split(List<PromptGroup> groups, int budget) {
        List<Sequences> batches = new ArrayList<>();
        List<PromptGroup> current = new ArrayList<>();
        int tokens = 0;
        for (PromptGroup group : groups) {
            if (!current.isEmpty() && tokens + group.tokens() > budget) {
                batches.add(new Sequences(current));
                current = new ArrayList<>();
                tokens = 0;
            }
            current.add(group);
            tokens += group.tokens();
        }
        if (!current.isEmpty()) {
            batches.add(new Sequences(current));
        }
        return batches;
    }

    public List<PromptGroup> groups() {
        return groups;
    }

    /** Tokens computed by a forward. */
    public int length() {
        return tokens.length;
    }

    /** Tokens scored by the head. */
    public int scored() {
        return targets.length;
    }

    long[] tokens() {
        return tokens;
    }

    long[] positions() {
        return positions;
    }

    /** For each scored token the row of the hidden state that predicts it. */
    long[] predictors() {
        return predictors;
    }

    long[] targets() {
        return targets;
    }
}

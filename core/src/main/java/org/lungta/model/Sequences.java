package org.lungta.model;

import java.util.ArrayList;
import java.util.List;
import org.lungta.text.Tokens;

/**
 * A flat batch without padding: for each group the prompt once, then its tails, side by side; positions restart after the
 * prompt for each tail. The first token of a tail is predicted by the prompt's last hidden state. What all prompts begin with (the
 * turn of the system, an instruction) can be computed once for all groups, too: the batch is a tree of {@link Segment}s.
 */
public final class Sequences {
    private final List<PromptGroup> groups;
    private final int common;
    private final List<Segment> segments = new ArrayList<>();
    private final long[] tokens;
    private final long[] positions;
    private final long[] predictors;
    private final long[] targets;

    /** Each group apart. */
    public Sequences(List<PromptGroup> groups) {
        this(groups, 0);
    }

    /** With the longest common beginning of the prompts computed once. */
    public static Sequences sharing(List<PromptGroup> groups) {
        return new Sequences(groups, PromptGroup.common(groups));
    }

    private Sequences(List<PromptGroup> groups, int common) {
        this.groups = List.copyOf(groups);
        this.common = common;
        int total = groups.stream().mapToInt(PromptGroup::tokens).sum() - common * (groups.size() - 1);
        int scored = groups.stream().mapToInt(PromptGroup::tailTokens).sum();
        this.tokens = new long[total];
        this.positions = new long[total];
        this.predictors = new long[scored];
        this.targets = new long[scored];
        lay();
    }

    private void lay() {
        int at = lay(groups.get(0).prompt().slice(0, common), 0, 0);
        if (common > 0) {
            segments.add(Segment.root(0, common));
        }
        int scored = 0;
        for (PromptGroup group : groups) {
            int promptEnd = lay(group.prompt().slice(common, group.prompt().length()), at, common);
            grow(group);
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

    /** A prompt with a single tail is one segment, else each tail is one behind the prompt's. */
    private void grow(PromptGroup group) {
        int own = group.prompt().length() - common;
        if (group.tails().size() == 1) {
            add(own + group.tailTokens());
            return;
        }
        Segment prompt = add(own);
        for (Tokens tail : group.tails()) {
            if (tail.length() > 0) {
                segments.add(prompt.child(segments.size(), tail.length()));
            }
        }
    }

    private Segment add(int length) {
        Segment made =
                common > 0 ? segments.get(0).child(segments.size(), length) : Segment.root(segments.size(), length);
        segments.add(made);
        return made;
    }

    private int lay(Tokens part, int at, int position) {
        for (int i = 0; i < part.length(); i++) {
            tokens[at + i] = part.at(i);
            positions[at + i] = position + i;
        }
        return at + part.length();
    }

    /**
     * Micro-batches of whole groups, each with its common beginning computed once. Without that, none is larger than the budget of
     * tokens but for a group that is by itself.
     */
    public static List<Sequences> split(List<PromptGroup> groups, int budget) {
        return Cuts.within(budget, groups, PromptGroup::tokens).stream()
                .map(Sequences::sharing)
                .toList();
    }

    public List<PromptGroup> groups() {
        return groups;
    }

    /** Tokens at the beginning of every prompt that are computed once for all groups. */
    int common() {
        return common;
    }

    List<Segment> segments() {
        return segments;
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

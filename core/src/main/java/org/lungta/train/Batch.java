package org.lungta.train;

import java.util.List;
import java.util.function.ToDoubleFunction;
import org.lungta.model.Sequences;
import org.lungta.tensor.Tensor;

/** Whole groups that are computed together: flat tokens, and for each completion its advantage. */
final class Batch {
    private final Sequences sequences;
    private final List<Experience> experience;
    private final int tokens;

    Batch(List<Group> groups) {
        this.sequences = new Sequences(groups.stream().map(Group::sequences).toList());
        this.experience = groups.stream().flatMap(g -> g.experience().stream()).toList();
        this.tokens = sequences.scored();
    }

    Sequences sequences() {
        return sequences;
    }

    List<Experience> experience() {
        return experience;
    }

    /** A [N] */
    Tensor advantages() {
        return perToken(Experience::advantage);
    }

    /** The weight of each token in the step's loss [N]. */
    Tensor weights(Aggregation aggregation, Aggregation.Totals totals) {
        return perToken(e -> aggregation.weight(e.length(), totals));
    }

    /** The mean over each completion's tokens [R] of [N]. */
    Tensor means(Tensor perToken) {
        return membership(true).mm(perToken.view(tokens, 1)).view(experience.size());
    }

    /** The completion's value [R] at each of its tokens [N]. */
    Tensor spread(Tensor perCompletion) {
        return membership(false)
                .transpose(0, 1)
                .mm(perCompletion.view(experience.size(), 1))
                .view(tokens);
    }

    private Tensor membership(boolean averaged) {
        float[] matrix = new float[experience.size() * tokens];
        int at = 0;
        for (int r = 0; r < experience.size(); r++) {
            int length = experience.get(r).length();
            for (int i = 0; i < length; i++) {
                matrix[r * tokens + at++] = averaged ? 1f / length : 1f;
            }
        }
        return Tensor.of(matrix, experience.size(), tokens);
    }

    private Tensor perToken(ToDoubleFunction<Experience> value) {
        float[] values = new float[tokens];
        int at = 0;
        for (Experience e : experience) {
            for (int i = 0; i < e.length(); i++) {
                values[at++] = (float) value.applyAsDouble(e);
            }
        }
        return Tensor.of(values, tokens);
    }
}

package org.lungta.reward;

import java.util.List;

/** Judges the groups of a step, all in one call so that an encoder can batch: a list of scores for each group, in order. */
@FunctionalInterface
public interface Reward {
    List<List<Score>> score(List<Answers> groups);
}

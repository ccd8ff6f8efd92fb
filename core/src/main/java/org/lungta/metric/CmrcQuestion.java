package org.lungta.metric;

import static org.lungta.check.Check.require;

import java.util.List;

/**
 * One question of CMRC 2018.
 *
 * @param id the question's own
 * @param context which text it is about; the questions on one context are one cluster
 * @param answers the accepted answers, one or more
 */
public record CmrcQuestion(String id, String context, List<String> answers) {
    public CmrcQuestion {
        answers = List.copyOf(answers);
        require(!answers.isEmpty(), "question %s has no accepted answer: give at least one", id);
    }

    /**
     * The longest run of tokens that prediction and answer share, as F1; the best over the answers.
     *
     * <pre>
     * P = l / |prediction|     R = l / |answer|     F1 = 2 P R / (P + R)
     * </pre>
     *
     * @return 0 to 1
     */
    public double f1(String prediction) {
        List<String> predicted = CmrcText.tokens(prediction);
        return answers.stream()
                .mapToDouble(answer -> f1(predicted, CmrcText.tokens(answer)))
                .max()
                .orElseThrow();
    }

    /** Whether the prediction is one of the answers, letter case and certain marks aside. */
    public boolean exact(String prediction) {
        String predicted = CmrcText.normal(prediction);
        return answers.stream().anyMatch(answer -> CmrcText.normal(answer).equals(predicted));
    }

    private static double f1(List<String> predicted, List<String> answer) {
        int shared = commonRun(predicted, answer);
        if (shared == 0) {
            return 0;
        }
        double precision = (double) shared / predicted.size();
        double recall = (double) shared / answer.size();
        return 2 * precision * recall / (precision + recall);
    }

    /** The length of the longest common contiguous run. */
    private static int commonRun(List<String> left, List<String> right) {
        int longest = 0;
        int[] above = new int[right.size() + 1];
        for (String token : left) {
            int[] row = new int[right.size() + 1];
            for (int j = 1; j < row.length; j++) {
                row[j] = token.equals(right.get(j - 1)) ? above[j - 1] + 1 : 0;
                longest = Math.max(longest, row[j]);
            }
            above = row;
        }
        return longest;
    }
}

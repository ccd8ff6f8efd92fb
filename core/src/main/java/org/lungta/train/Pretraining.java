package org.lungta.train;

import java.util.List;
import org.lungta.check.Stop;
import org.lungta.model.LearningDecoder;
import org.lungta.model.Lesson;
import org.lungta.model.Lessons;

/**
 * Learning from nothing: every tensor of a decoder learns from weighted tokens.
 *
 * <pre>
 *   loss = sum over tokens of w (-log p(token | tokens before)) / sum of w
 * </pre>
 */
public record Pretraining(LearningDecoder model, AdamW optimizer, Settings settings) {

    /**
     * How an update is computed.
     *
     * @param steps updates in all
     * @param row tokens of a row that lessons share
     * @param atOnce rows of a micro-batch, which changes the speed alone
     */
    public record Settings(int steps, int row, int atOnce, Schedule schedule) {}

    /** What an update did: the loss in nats, and the tokens that were computed, of which some fill rows. */
    public record Step(double loss, int tokens, double gradNorm, double rate) {}

    /** Update number {@code step}, from 0. */
    public Step step(int step, List<Lesson> lessons) {
        List<Lessons> parts = Lessons.pack(lessons, settings.row(), settings.atOnce());
        double whole = parts.stream().mapToDouble(Pretraining::weight).sum();
        double loss = 0;
        int tokens = 0;
        for (Lessons part : parts) {
            Stop.check();
            loss += loss(part, model.learn(part, 1 / whole)) / whole;
            tokens += part.length();
        }
        AdamW.Update update = optimizer.step(settings.schedule().factor(step, settings.steps()));
        return new Step(loss, tokens, update.gradNorm(), update.rate());
    }

    private static double weight(Lessons lessons) {
        return lessons.weights().stream().mapToDouble(Float::doubleValue).sum();
    }

    /** The sum over a batch's tokens of w (-log p). */
    private static double loss(Lessons lessons, List<Float> logProbs) {
        double loss = 0;
        for (int i = 0; i < logProbs.size(); i++) {
            loss -= lessons.weights().get(i) * logProbs.get(i);
        }
        return loss;
    }
}

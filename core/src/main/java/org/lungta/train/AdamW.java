package org.lungta.train;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.lungta.tensor.Autograd;
import org.lungta.tensor.DType;
import org.lungta.tensor.FusedAdamW;
import org.lungta.tensor.Tensor;

/** AdamW (arXiv:1711.05101) after clipping the gradients' joint norm. Its moments live for a run; its owner closes it. */
public final class AdamW implements AutoCloseable {
    /** Rate at the schedule's peak, weight decay and the largest joint norm of the gradients. */
    public record Settings(double peakRate, double weightDecay, double maxNorm) {}

    private static final double BETA1 = 0.9;
    private static final double BETA2 = 0.999;
    private static final double EPSILON = 1e-8;

    private final Settings settings;
    private final Map<String, Moments> moments = new LinkedHashMap<>();

    private record Moments(Tensor parameter, Tensor mean, Tensor square, Tensor steps) {}

    /** An optimizer of these parameters, by name. */
    public AdamW(Map<String, Tensor> parameters, Settings settings) {
        this.settings = settings;
        parameters.forEach((name, parameter) -> moments.put(
                name,
                new Moments(
                        parameter,
                        Autograd.own(() -> Tensor.zeros(DType.FLOAT32, parameter.shape())),
                        Autograd.own(() -> Tensor.zeros(DType.FLOAT32, parameter.shape())),
                        Autograd.own(() -> Tensor.zeros(DType.FLOAT32)))));
    }

    /** What an update did: the joint norm of the gradients before clipping, and the rate. */
    public record Update(double gradNorm, double rate) {}

    /** Clips, updates, and forgets the gradients. */
    public Update step(double rateFactor) {
        double rate = settings.peakRate() * rateFactor;
        double norm = Autograd.inference(() -> {
            List<FusedAdamW.Slot> slots = slots();
            double joint = Math.sqrt(slots.stream()
                    .mapToDouble(slot -> Math.pow(slot.gradient().norm(), 2))
                    .sum());
            double clip = Math.min(1, settings.maxNorm() / (joint + 1e-6));
            if (clip < 1) {
                slots.forEach(slot -> slot.gradient().mulInPlace(clip));
            }
            FusedAdamW.update(slots, new FusedAdamW.Constants(rate, BETA1, BETA2, EPSILON, settings.weightDecay()));
            return joint;
        });
        moments.values().forEach(m -> m.parameter().dropGrad());
        return new Update(norm, rate);
    }

    private List<FusedAdamW.Slot> slots() {
        List<FusedAdamW.Slot> slots = new ArrayList<>();
        for (Moments m : moments.values()) {
            Tensor gradient = m.parameter().grad();
            if (gradient != null) {
                slots.add(new FusedAdamW.Slot(m.parameter(), gradient, m.mean(), m.square(), m.steps()));
            }
        }
        return slots;
    }

    /** Forgets gradients that were collected without a step. */
    public void dropGradients() {
        moments.values().forEach(m -> m.parameter().dropGrad());
    }

    /** The state to save and to restore, by name: means, squares and step counters. */
    public Map<String, Tensor> state() {
        Map<String, Tensor> state = new LinkedHashMap<>();
        moments.forEach((name, m) -> {
            state.put(name + ".exp_avg", m.mean());
            state.put(name + ".exp_avg_sq", m.square());
            state.put(name + ".step", m.steps());
        });
        return state;
    }

    @Override
    public void close() {
        state().values().forEach(Tensor::close);
    }
}

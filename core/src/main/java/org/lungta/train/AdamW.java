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

    public static final double BETA1 = 0.9;
    public static final double BETA2 = 0.999;
    public static final double EPSILON = 1e-8;

    private final double maxNorm;
    private final List<Group> groups;
    private final Map<String, Moments> moments = new LinkedHashMap<>();

    private record Moments(Tensor parameter, Tensor mean, Tensor square, Tensor steps) {}

    /** Parameters by name that share a rate at the schedule's peak and a weight decay. */
    public record Group(Map<String, Tensor> parameters, double peakRate, double weightDecay) {}

    /** An optimizer of these parameters, by name. */
    public AdamW(Map<String, Tensor> parameters, Settings settings) {
        this(List.of(new Group(parameters, settings.peakRate(), settings.weightDecay())), settings.maxNorm());
    }

    /** An optimizer of groups of parameters, whose gradients are clipped to one joint norm. */
    public AdamW(List<Group> groups, double maxNorm) {
        this.groups = List.copyOf(groups);
        this.maxNorm = maxNorm;
        groups.forEach(group -> group.parameters()
                .forEach((name, parameter) -> moments.put(
                        name,
                        new Moments(
                                parameter,
                                Autograd.own(
                                        () -> Tensor.zeros(parameter.dtype().wide(), parameter.shape())),
                                Autograd.own(
                                        () -> Tensor.zeros(parameter.dtype().wide(), parameter.shape())),
                                Autograd.own(() -> Tensor.zeros(DType.FLOAT32))))));
    }

    /** What an update did: the joint norm of the gradients before clipping, and the rate. */
    public record Update(double gradNorm, double rate) {}

    /** Clips, updates, and forgets the gradients. */
    public Update step(double rateFactor) {
        double joint = Math.sqrt(squaredNorm());
        update(rateFactor, clip(joint, maxNorm));
        return new Update(joint, groups.get(0).peakRate() * rateFactor);
    }

    /** The factor that scales gradients with this joint norm to the largest one, as torch computes it. */
    public static double clip(double joint, double maxNorm) {
        return Math.min(1, maxNorm / (joint + 1e-6));
    }

    /** The square of the gradients' joint norm, for a caller who clips these and others together. */
    public double squaredNorm() {
        return Autograd.inference(() -> groups.stream()
                .flatMap(group -> slots(group).stream())
                .mapToDouble(slot -> Math.pow(slot.gradient().norm(), 2))
                .sum());
    }

    /** Updates with gradients that are scaled by {@code clip}, and forgets them. */
    public void update(double rateFactor, double clip) {
        Autograd.run(() -> groups.forEach(group -> {
            List<FusedAdamW.Slot> slots = slots(group);
            if (slots.isEmpty()) {
                return;
            }
            if (clip < 1) {
                slots.forEach(slot -> slot.gradient().mulInPlace(clip));
            }
            double rate = group.peakRate() * rateFactor;
            FusedAdamW.update(slots, new FusedAdamW.Constants(rate, BETA1, BETA2, EPSILON, group.weightDecay()));
        }));
        dropGradients();
    }

    private List<FusedAdamW.Slot> slots(Group group) {
        List<FusedAdamW.Slot> slots = new ArrayList<>();
        for (String name : group.parameters().keySet()) {
            Moments m = moments.get(name);
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

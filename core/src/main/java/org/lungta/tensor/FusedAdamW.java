package org.lungta.tensor;

import java.util.List;
import org.bytedeco.pytorch.IValue;

/** One AdamW update (arXiv:1711.05101) of many tensors in one native call. */
public final class FusedAdamW {
    private FusedAdamW() {}

    /** The constants of an update. */
    public record Constants(double rate, double beta1, double beta2, double epsilon, double weightDecay) {}

    /** A parameter, its gradient, and the running means of the gradient and of its square. */
    public record Slot(Tensor parameter, Tensor gradient, Tensor mean, Tensor square, Tensor steps) {}

    /** Updates every slot in place; the step counters (one float each) are advanced first. */
    public static void update(List<Slot> slots, Constants constants) {
        Autograd.run(() -> {
            slots.forEach(slot -> slot.steps().addInPlace(1));
            Ops.run(
                    "aten::_fused_adamw_",
                    Ops.list(slots.stream().map(Slot::parameter).toList()),
                    Ops.list(slots.stream().map(Slot::gradient).toList()),
                    Ops.list(slots.stream().map(Slot::mean).toList()),
                    Ops.list(slots.stream().map(Slot::square).toList()),
                    Ops.list(List.of()),
                    Ops.list(slots.stream().map(Slot::steps).toList()),
                    new IValue(constants.rate()),
                    new IValue(constants.beta1()),
                    new IValue(constants.beta2()),
                    new IValue(constants.weightDecay()),
                    new IValue(constants.epsilon()),
                    new IValue(false),
                    new IValue(false),
                    new IValue(),
                    new IValue());
        });
    }
}

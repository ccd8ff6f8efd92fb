package org.lungta.tensor;

import java.util.function.Supplier;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.AutoGradMode;
import org.bytedeco.pytorch.GradMode;
import org.bytedeco.pytorch.NoGradGuard;

/**
 * Native memory, lent. Every tensor born inside one of these calls dies when the call returns; what leaves is a Java value, or
 * one tensor by {@link #keep}. JavaCPP's garbage collector never sees tensor storage, so nothing else frees it in time.
 */
@SuppressWarnings("try")
public final class Autograd {
    private Autograd() {}

    /** Runs {@code body} while recording gradients, and frees its temporaries. */
    public static <T> T training(Supplier<T> body) {
        try (PointerScope scope = new PointerScope();
                AutoGradMode mode = new AutoGradMode(true)) {
            return body.get();
        }
    }

    /** Runs {@code body} without gradients, and frees its temporaries. */
    public static <T> T inference(Supplier<T> body) {
        try (PointerScope scope = new PointerScope();
                NoGradGuard guard = new NoGradGuard()) {
            return body.get();
        }
    }

    /** {@link #inference} for an effect. */
    public static void run(Runnable body) {
        try (PointerScope scope = new PointerScope();
                NoGradGuard guard = new NoGradGuard()) {
            body.run();
        }
    }

    /** Whether gradients are being recorded. */
    public static boolean recording() {
        return GradMode.is_enabled();
    }

    /** One tensor that outlives its temporaries: it moves to the enclosing scope, or, without one, to whoever closes it. */
    public static Tensor keep(Supplier<Tensor> body) {
        PointerScope outer = PointerScope.getInnerScope();
        try (PointerScope scope = new PointerScope()) {
            Tensor kept = body.get();
            if (outer == null) {
                kept.raw.retainReference();
            } else {
                outer.attach(kept.raw);
            }
            return kept;
        }
    }

    /** A tensor that no scope frees: state that lives for a run or a generation. Its owner closes it. */
    public static Tensor own(Supplier<Tensor> body) {
        try (PointerScope scope = new PointerScope();
                NoGradGuard guard = new NoGradGuard()) {
            Tensor kept = body.get();
            kept.raw.retainReference();
            return kept;
        }
    }
}

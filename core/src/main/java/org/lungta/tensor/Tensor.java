package org.lungta.tensor;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import java.util.stream.IntStream;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.javacpp.LongPointer;
import org.bytedeco.pytorch.BoolOptional;
import org.bytedeco.pytorch.DoubleOptional;
import org.bytedeco.pytorch.LongOptional;
import org.bytedeco.pytorch.MemoryFormatOptional;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.ScalarTypeOptional;
import org.bytedeco.pytorch.TensorArrayRefOptional;
import org.bytedeco.pytorch.TensorOptional;
import org.bytedeco.pytorch.TensorOptions;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;

/** A libtorch tensor under PyTorch's names. Lives in the scope it was made in, see {@link Autograd}; not thread-safe. */
public final class Tensor implements AutoCloseable {
    private static final int LEVELS = 1 << 16;

    final org.bytedeco.pytorch.Tensor raw;

    Tensor(org.bytedeco.pytorch.Tensor raw) {
        this.raw = raw;
    }

    // ---- making

    public static Tensor of(float[] values, long... shape) {
        try (FloatPointer pointer = new FloatPointer(values)) {
            return copied(pointer, DType.FLOAT32, shape);
        }
    }

    public static Tensor of(long[] values, long... shape) {
        try (LongPointer pointer = new LongPointer(values)) {
            return copied(pointer, DType.INT64, shape);
        }
    }

    /** A copy of little-endian bytes in a direct buffer. */
    public static Tensor of(ByteBuffer bytes, DType type, long... shape) {
        try (BytePointer pointer = new BytePointer(bytes)) {
            return copied(pointer, type, shape);
        }
    }

    public static Tensor zeros(DType type, long... shape) {
        return new Tensor(torch.zeros(shape, options(type)));
    }

    public static Tensor full(double value, DType type, long... shape) {
        return new Tensor(torch.full(shape, new Scalar(value), options(type)));
    }

    /** Normal numbers with mean 0 and this deviation, from {@link Engine#seed}. */
    public static Tensor randn(double deviation, DType type, long... shape) {
        return new Tensor(torch.randn(shape, options(DType.FLOAT32)).mul_(new Scalar(deviation))).to(type);
    }

    public static Tensor cat(List<Tensor> parts, long dimension) {
        if (parts.size() == 1) {
            return parts.get(0);
        }
        TensorVector vector = new TensorVector();
        parts.forEach(part -> vector.push_back(part.raw));
        return new Tensor(torch.cat(vector, dimension));
    }

    private static Tensor copied(org.bytedeco.javacpp.Pointer values, DType type, long... shape) {
        return new Tensor(Engine.device()
                .place(torch.from_blob(values, shape, new TensorOptions(type.raw))
                        .clone()));
    }

    private static TensorOptions options(DType type) {
        TensorOptions options = new TensorOptions(type.raw);
        return Engine.device() == Device.CPU
                ? options
                : options.device(
                        new org.bytedeco.pytorch.DeviceOptional(Engine.device().raw()));
    }

    // ---- reading

    public long size(long dimension) {
        return raw.size(dimension);
    }

    public long[] shape() {
        long[] shape = new long[(int) raw.dim()];
        for (int i = 0; i < shape.length; i++) {
            shape[i] = raw.size(i);
        }
        return shape;
    }

    public long numel() {
        return raw.numel();
    }

    public DType dtype() {
        return DType.of(raw.scalar_type());
    }

    public double item() {
        return raw.item_double();
    }

    public float[] floats() {
        org.bytedeco.pytorch.Tensor flat = to(DType.FLOAT32).raw.cpu().contiguous();
        float[] values = new float[Math.toIntExact(flat.numel())];
        if (values.length > 0) {
            new FloatPointer(flat.data_ptr()).get(values);
        }
        return values;
    }

    public long[] longs() {
        org.bytedeco.pytorch.Tensor flat = raw.cpu().contiguous();
        long[] values = new long[Math.toIntExact(flat.numel())];
        if (values.length > 0) {
            new LongPointer(flat.data_ptr()).get(values);
        }
        return values;
    }

    /** The tensor's own memory (a copy of it where it lives elsewhere), little-endian, valid while it lives; contiguous. */
    public ByteBuffer bytes() {
        return new BytePointer(raw.cpu().data_ptr())
                .capacity(raw.nbytes())
                .asByteBuffer()
                .order(ByteOrder.LITTLE_ENDIAN);
    }

    // ---- shape

    public Tensor view(long... shape) {
        return new Tensor(raw.view(shape));
    }

    public Tensor reshape(long... shape) {
        return new Tensor(raw.reshape(shape));
    }

    /** The same memory seen in every place of a larger shape. */
    public Tensor expand(long... shape) {
        return new Tensor(raw.expand(shape, false));
    }

    public Tensor permute(long... order) {
        return new Tensor(raw.permute(order));
    }

    public Tensor transpose(long a, long b) {
        return new Tensor(raw.transpose(a, b));
    }

    public Tensor narrow(long dimension, long start, long length) {
        return new Tensor(raw.narrow(dimension, start, length));
    }

    /** Pieces of these sizes side by side along the first dimension; their gradients are joined in one copy. */
    public List<Tensor> split(long... sizes) {
        TensorVector pieces = raw.split_with_sizes(sizes, 0);
        return IntStream.range(0, sizes.length)
                .mapToObj(i -> new Tensor(new org.bytedeco.pytorch.Tensor(pieces.get(i))))
                .toList();
    }

    public Tensor unsqueeze(long dimension) {
        return new Tensor(raw.unsqueeze(dimension));
    }

    public Tensor contiguous() {
        return new Tensor(raw.contiguous());
    }

    public Tensor indexSelect(long dimension, Tensor index) {
        return new Tensor(raw.index_select(dimension, index.raw));
    }

    /** A copy with these rows of {@code source} in place of its own; gradients reach both. */
    public Tensor indexCopy(long dimension, Tensor index, Tensor source) {
        return new Tensor(raw.index_copy(dimension, index.raw, source.raw));
    }

    public Tensor gather(long dimension, Tensor index) {
        return new Tensor(raw.gather(dimension, index.raw));
    }

    public Tensor to(DType type) {
        return dtype() == type ? this : new Tensor(raw.to(type.raw));
    }

    public Tensor copy() {
        return new Tensor(raw.clone());
    }

    // ---- arithmetic

    public Tensor add(Tensor other) {
        return new Tensor(raw.add(other.raw));
    }

    public Tensor add(double value) {
        return new Tensor(raw.add(new Scalar(value)));
    }

    public Tensor sub(Tensor other) {
        return new Tensor(raw.sub(other.raw));
    }

    public Tensor sub(double value) {
        return new Tensor(raw.sub(new Scalar(value)));
    }

    public Tensor mul(Tensor other) {
        return new Tensor(raw.mul(other.raw));
    }

    public Tensor mul(double value) {
        return new Tensor(raw.mul(new Scalar(value)));
    }

    public Tensor div(Tensor other) {
        return new Tensor(raw.div(other.raw));
    }

    public Tensor neg() {
        return new Tensor(raw.neg());
    }

    public Tensor exp() {
        return new Tensor(raw.exp());
    }

    public Tensor log() {
        return new Tensor(raw.log());
    }

    public Tensor square() {
        return new Tensor(raw.square());
    }

    public Tensor sqrt() {
        return new Tensor(raw.sqrt());
    }

    public Tensor rsqrt() {
        return new Tensor(raw.rsqrt());
    }

    public Tensor minimum(Tensor other) {
        return new Tensor(torch.minimum(raw, other.raw));
    }

    public Tensor clampMin(double low) {
        return new Tensor(raw.clamp_min(new Scalar(low)));
    }

    /** Elements greater than {@code least}; 0 in place of the others. */
    public Tensor threshold(double least) {
        return new Tensor(torch.threshold(raw, new Scalar(least), new Scalar(0)));
    }

    public Tensor clamp(double low, double high) {
        return new Tensor(raw.clamp_min(new Scalar(low)).clamp_max(new Scalar(high)));
    }

    public Tensor greaterThan(Tensor other) {
        return new Tensor(raw.gt(other.raw));
    }

    public Tensor sum() {
        return new Tensor(raw.sum());
    }

    public Tensor sum(long dimension) {
        return new Tensor(raw.sum(new long[] {dimension}, false, new ScalarTypeOptional()));
    }

    /** Sum of squares to the root, over all elements. */
    public double norm() {
        return raw.norm().item_double();
    }

    /** L2 norm along the last dimension, which is kept with size 1. */
    public Tensor normLast() {
        return new Tensor(raw.norm(new org.bytedeco.pytorch.ScalarOptional(new Scalar(2)), new long[] {-1}, true));
    }

    /** The greatest along the last dimension, which is kept with size 1. */
    public Tensor maxLast() {
        return new Tensor(raw.amax(new long[] {-1}, true));
    }

    public Tensor max() {
        return new Tensor(raw.max());
    }

    public Tensor argmaxLast() {
        return new Tensor(raw.argmax(new LongOptional(-1), false));
    }

    // ---- products

    /** x W^T. */
    public Tensor linear(Tensor weight) {
        return new Tensor(torch.linear(raw, weight.raw));
    }

    /** x W^T + bias; {@code bias} may be null. */
    public Tensor linear(Tensor weight, Tensor bias) {
        return bias == null ? linear(weight) : new Tensor(torch.linear(raw, weight.raw, new TensorOptional(bias.raw)));
    }

    public Tensor mm(Tensor other) {
        return new Tensor(raw.mm(other.raw));
    }

    /** {@link #mm} into memory that is there. */
    public void mmInto(Tensor other, Tensor out) {
        torch.mm_out(out.raw, raw, other.raw);
    }

    public Tensor bmm(Tensor other) {
        return new Tensor(raw.bmm(other.raw));
    }

    // ---- network functions

    /** Softmax over the last dimension, computed in the wide type. */
    public Tensor softmaxLast() {
        return new Tensor(raw.softmax(-1, new ScalarTypeOptional(dtype().wide().raw)));
    }

    /**
     * softmax(q k^T + mask) v of q, k, v [B, N, L, D] and a mask that is added, in one kernel, which keeps no [L, L] for the gradient; q is
     * scaled beforehand. Fewer key heads than query heads are shared.
     */
    public Tensor attend(Tensor keys, Tensor values, Tensor mask) {
        boolean shared = size(1) != keys.size(1);
        return new Tensor(torch.scaled_dot_product_attention(
                raw, keys.raw, values.raw, new TensorOptional(mask.raw), 0, false, new DoubleOptional(1), shared));
    }

    /** log sum exp over the last dimension, which is kept with size 1. */
    public Tensor logSumExpLast() {
        return new Tensor(raw.logsumexp(new long[] {-1}, true));
    }

    public Tensor silu() {
        return new Tensor(torch.silu(raw));
    }

    public Tensor gelu() {
        return new Tensor(torch.gelu(raw));
    }

    /** x / 2 (1 + tanh(sqrt(2 / pi) (x + 0.044715 x^3))). */
    public Tensor geluTanh() {
        return new Tensor(torch.gelu(raw, "tanh"));
    }

    public Tensor tanh() {
        return new Tensor(raw.tanh());
    }

    public Tensor roll(long shift, long dimension) {
        return new Tensor(raw.roll(new long[] {shift}, dimension));
    }

    /**
     * Zeroes each element with this probability (to 1 in 65,536); the rest, times {@link #gain}, keep the mean. Draws from
     * {@link Engine#seed}. One 64-bit draw serves four elements: libtorch's own dropout draws for each, on one thread.
     */
    public Tensor zeroed(double probability) {
        long words = (raw.numel() + 3) / 4;
        org.bytedeco.pytorch.Tensor kept = torch.empty(
                        new long[] {words}, options(DType.INT64), new MemoryFormatOptional())
                .random_(Long.MIN_VALUE, new LongOptional()) // all 64 bits
                .view(torch.ScalarType.Short)
                .narrow(0, 0, raw.numel())
                .ge(new Scalar((short) (zeroedOf(probability) + Short.MIN_VALUE)))
                .view(shape());
        return new Tensor(raw.mul(kept.to(raw.scalar_type())));
    }

    /** What keeps the mean of {@link #zeroed} values. */
    public static double gain(double probability) {
        return (double) LEVELS / (LEVELS - zeroedOf(probability));
    }

    private static long zeroedOf(double probability) {
        return Math.round(probability * LEVELS);
    }

    public Tensor layerNorm(Tensor weight, Tensor bias, double epsilon) {
        return new Tensor(torch.layer_norm(
                raw,
                new long[] {weight.numel()},
                new TensorOptional(weight.raw),
                new TensorOptional(bias.raw),
                epsilon,
                false));
    }

    // ---- in place

    public Tensor addInPlace(Tensor other) {
        raw.add_(other.raw);
        return this;
    }

    public Tensor addInPlace(double value) {
        raw.add_(new Scalar(value));
        return this;
    }

    /** This and factor a b, rounded once. */
    public Tensor addProduct(Tensor a, Tensor b, double factor) {
        return new Tensor(torch.addmm(raw, a.raw, b.raw, new Scalar(1), new Scalar(factor)));
    }

    /** Adds factor a b; gradients pass, as long as nobody needs the old values for theirs. */
    public Tensor addProductInPlace(Tensor a, Tensor b, double factor) {
        raw.addmm_(a.raw, b.raw, new Scalar(1), new Scalar(factor));
        return this;
    }

    public Tensor subInPlace(Tensor other) {
        raw.sub_(other.raw);
        return this;
    }

    public Tensor mulInPlace(Tensor other) {
        raw.mul_(other.raw);
        return this;
    }

    public Tensor mulInPlace(double value) {
        raw.mul_(new Scalar(value));
        return this;
    }

    public Tensor divInPlace(Tensor other) {
        raw.div_(other.raw);
        return this;
    }

    public Tensor expInPlace() {
        raw.exp_();
        return this;
    }

    public Tensor scatterAddInPlace(long dimension, Tensor index, Tensor source) {
        raw.scatter_add_(dimension, index.raw, source.raw);
        return this;
    }

    public Tensor indexCopyInPlace(long dimension, Tensor index, Tensor source) {
        raw.index_copy_(dimension, index.raw, source.raw);
        return this;
    }

    public Tensor copyInPlace(Tensor source) {
        raw.copy_(source.raw);
        return this;
    }

    // ---- gradients

    /** A leaf that collects gradients. */
    public Tensor trainable() {
        raw.set_requires_grad(true);
        return this;
    }

    /** A leaf that collects no gradients. */
    public Tensor frozen() {
        raw.set_requires_grad(false);
        return this;
    }

    /** Whether gradients flow through this to a leaf. */
    public boolean requiresGrad() {
        return raw.requires_grad();
    }

    /** The same values without history. */
    public Tensor detach() {
        return new Tensor(raw.detach());
    }

    /** The gradient collected so far; null when there is none. */
    public Tensor grad() {
        org.bytedeco.pytorch.Tensor gradient = new org.bytedeco.pytorch.Tensor(raw.grad());
        return gradient.defined() ? new Tensor(gradient) : null;
    }

    public void dropGrad() {
        raw.mutable_grad().reset();
    }

    /** Propagates from this scalar. */
    public void backward() {
        raw.backward();
    }

    /** Propagates from this tensor, whose own gradient is given. */
    public void backward(Tensor gradient) {
        raw.backward(gradient.raw, new BoolOptional(), false, new TensorArrayRefOptional());
    }

    @Override
    public void close() {
        raw.releaseReference();
    }
}

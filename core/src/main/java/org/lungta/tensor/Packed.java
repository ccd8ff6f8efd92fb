package org.lungta.tensor;

import org.bytedeco.pytorch.GenericList;
import org.bytedeco.pytorch.IValue;
import org.bytedeco.pytorch.IValueVector;
import org.bytedeco.pytorch.QualifiedName;

/** A frozen weight laid out by oneDNN for inference; there is no gradient through it. Its owner closes it. */
public final class Packed implements AutoCloseable {
    private static IValue noScalars;
    private static long products;

    private final org.bytedeco.pytorch.Tensor weight;

    private Packed(org.bytedeco.pytorch.Tensor weight) {
        this.weight = weight;
    }

    /**
     * Packs a weight for about {@code rows} rows of input.
     *
     * @param weight [out, in]
     * @return null where there is no packed form for the type (bfloat16 without AVX512, anything on a GPU): use the plain product there
     */
    @SuppressWarnings("try")
    public static Packed of(Tensor weight, long rows) {
        try (org.bytedeco.javacpp.PointerScope scope = new org.bytedeco.javacpp.PointerScope();
                org.bytedeco.pytorch.NoGradGuard guard = new org.bytedeco.pytorch.NoGradGuard()) {
            if (!Engine.device().packs()) {
                return null;
            }
            if (noScalars == null) {
                noScalars = emptyScalars();
            }
            org.bytedeco.pytorch.Tensor packed =
                    Ops.call("mkldnn::_reorder_linear_weight", new IValue(weight.raw), new IValue(rows));
            packed.retainReference();
            return new Packed(packed);
        } catch (RuntimeException refused) {
            if (String.valueOf(refused.getMessage()).contains("cpu support")) {
                return null;
            }
            throw refused;
        }
    }

    /** Products by packed weights so far in this process: what shows that the fast path ran. */
    public static long products() {
        return products;
    }

    /** x W^T + bias; {@code bias} may be null. */
    public Tensor linear(Tensor x, Tensor bias) {
        products++;
        return new Tensor(Ops.call(
                "mkldnn::_linear_pointwise",
                new IValue(x.raw),
                new IValue(weight),
                bias == null ? new IValue() : new IValue(bias.raw),
                new IValue("none"),
                noScalars,
                new IValue("")));
    }

    @Override
    public void close() {
        weight.releaseReference();
    }

    private static IValue emptyScalars() {
        org.bytedeco.pytorch.CompilationUnit unit =
                org.bytedeco.pytorch.global.torch.compile("def e():\n  x: List[Optional[number]] = []\n  return x\n");
        IValue empty = unit.find_function(new QualifiedName("e")).apply(new IValueVector());
        GenericList list = empty.toList();
        IValue value = new IValue(list);
        value.retainReference();
        return value;
    }
}

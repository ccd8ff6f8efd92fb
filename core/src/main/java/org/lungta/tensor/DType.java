package org.lungta.tensor;

import org.bytedeco.pytorch.global.torch.ScalarType;

/** The element types that Lungta computes with, reads or compares into. */
public enum DType {
    FLOAT64(ScalarType.Double, 8),
    FLOAT32(ScalarType.Float, 4),
    FLOAT16(ScalarType.Half, 2),
    BFLOAT16(ScalarType.BFloat16, 2),
    INT64(ScalarType.Long, 8),
    BOOL(ScalarType.Bool, 1);

    final ScalarType raw;
    private final int bytes;

    DType(ScalarType raw, int bytes) {
        this.raw = raw;
        this.bytes = bytes;
    }

    /** Bytes of one element. */
    public int bytes() {
        return bytes;
    }

    /** What sums are taken in: float32, but float64 for float64, in which nothing is rounded to less. */
    public DType wide() {
        return this == FLOAT64 ? FLOAT64 : FLOAT32;
    }

    static DType of(ScalarType raw) {
        for (DType type : values()) {
            if (type.raw == raw.intern()) {
                return type;
            }
        }
        throw new IllegalStateException("no DType for " + raw);
    }
}

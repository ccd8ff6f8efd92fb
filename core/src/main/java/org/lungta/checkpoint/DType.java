package org.lungta.checkpoint;

/** Element types of the safetensors format. */
public enum DType {
    F64(8),
    F32(4),
    F16(2),
    BF16(2),
    I64(8),
    I32(4),
    I16(2),
    I8(1),
    U8(1),
    BOOL(1);

    private final int bytes;

    DType(int bytes) {
        this.bytes = bytes;
    }

    /** Whether weights can be of this type: it is read, converted and written. */
    boolean isFloating() {
        return this == F32 || this == F16 || this == BF16;
    }

    /** The name that the format has for a type that weights are computed in. */
    static DType of(org.lungta.tensor.DType type) {
        return switch (type) {
            case FLOAT64 -> F64;
            case FLOAT32 -> F32;
            case FLOAT16 -> F16;
            case BFLOAT16 -> BF16;
            case INT64 -> I64;
            case BOOL -> BOOL;
        };
    }

    /** Bytes of one element. */
    public int bytes() {
        return bytes;
    }
}

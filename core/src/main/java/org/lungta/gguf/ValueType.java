package org.lungta.gguf;

import java.util.Optional;

/** What a value of the metadata can be; the order is the format's numbering. */
enum ValueType {
    UINT8(1),
    INT8(1),
    UINT16(2),
    INT16(2),
    UINT32(4),
    INT32(4),
    FLOAT32(4),
    BOOL(1),
    STRING(8),
    ARRAY(12),
    UINT64(8),
    INT64(8),
    FLOAT64(8);

    private final int bytes;

    ValueType(int bytes) {
        this.bytes = bytes;
    }

    /** The bytes that a value takes; for a string and an array the fewest. */
    int bytes() {
        return bytes;
    }

    static Optional<ValueType> of(long number) {
        return 0 <= number && number < values().length ? Optional.of(values()[(int) number]) : Optional.empty();
    }
}

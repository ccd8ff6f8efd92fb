package org.lungta.gguf;

/**
 * Where a value of the metadata stands: it is decoded when it is asked for.
 *
 * @param type its type; of an array, the type of its entries
 * @param count of an array, how many entries it has
 * @param position of its first byte, for an array that of the first entry
 */
record Value(ValueType type, boolean array, int count, int position) {
    /** Reads over a value, checking what can be checked, and remembers where it is. */
    static Value scan(Cursor cursor, String key) {
        cursor.reading("the value of \"" + key + "\"");
        ValueType type = type(cursor);
        if (type != ValueType.ARRAY) {
            return single(cursor, type);
        }
        ValueType entry = type(cursor);
        if (entry == ValueType.ARRAY) {
            throw cursor.wrong("is an array of arrays, which no known model has");
        }
        int count = cursor.count(entry.bytes());
        Value value = new Value(entry, true, count, cursor.position());
        if (entry == ValueType.STRING) {
            for (int i = 0; i < count; i++) {
                cursor.skipString();
            }
        } else {
            cursor.skip(count, entry.bytes());
        }
        return value;
    }

    private static Value single(Cursor cursor, ValueType type) {
        Value value = new Value(type, false, 1, cursor.position());
        switch (type) {
            case STRING -> cursor.skipString();
            case BOOL -> {
                if (cursor.u8() > 1) {
                    throw cursor.wrong("is neither true nor false");
                }
            }
            default -> cursor.skip(1, type.bytes());
        }
        return value;
    }

    private static ValueType type(Cursor cursor) {
        long number = cursor.u32();
        return ValueType.of(number).orElseThrow(() -> cursor.wrong("has the unknown type " + number));
    }
}

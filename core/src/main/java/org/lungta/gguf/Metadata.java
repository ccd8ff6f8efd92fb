package org.lungta.gguf;

import static org.lungta.check.Check.refuse;
import static org.lungta.check.Check.require;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;

/** The keys and values of a GGUF file; a value is decoded when it is asked for, and refused if it is of another type. */
record Metadata(Path file, Cursor start, Map<String, Value> values) {
    private static final int KEY_AND_VALUE = 8 + 4 + 1;

    /** Reads over all keys and values. */
    static Metadata scan(Path file, Cursor cursor, long count) {
        Map<String, Value> values = new LinkedHashMap<>();
        cursor.reading("the metadata").need(Math.multiplyExact(count, KEY_AND_VALUE));
        for (long i = 0; i < count; i++) {
            String key = cursor.reading("key " + (i + 1) + " of the metadata").string();
            require(
                    !key.isEmpty(),
                    "%s: key %d of the metadata is empty: the file is damaged; copy it again",
                    file,
                    i + 1);
            Value before = values.put(key, Value.scan(cursor, key));
            require(before == null, "%s: the metadata has \"%s\" twice: the file is damaged; copy it again", file, key);
        }
        return new Metadata(file, cursor, values);
    }

    String text(String key) {
        return maybeText(key).orElseThrow(() -> missing(key));
    }

    Optional<String> maybeText(String key) {
        return single(key).map(value -> {
            require(value.type() == ValueType.STRING, "%s: \"%s\" is %s, not a string", file, key, value.type());
            return cursor(value, key).string();
        });
    }

    /** A whole number from 0 to 2^31 - 1. */
    int number(String key) {
        return maybeNumber(key).orElseThrow(() -> missing(key));
    }

    OptionalInt maybeNumber(String key) {
        Optional<Value> value = single(key);
        return value.isEmpty() ? OptionalInt.empty() : OptionalInt.of(natural(whole(value.get(), key), key));
    }

    double real(String key) {
        return maybeReal(key).orElseThrow(() -> missing(key));
    }

    /** A finite float32, as the shortest decimal number of at most six digits: what stood in the model's own configuration. */
    OptionalDouble maybeReal(String key) {
        Optional<Value> value = single(key);
        if (value.isEmpty()) {
            return OptionalDouble.empty();
        }
        require(
                value.get().type() == ValueType.FLOAT32,
                "%s: \"%s\" is %s, not FLOAT32",
                file,
                key,
                value.get().type());
        float number = Float.intBitsToFloat(cursor(value.get(), key).i32());
        require(Float.isFinite(number), "%s: \"%s\" is %s: the file is damaged; copy it again", file, key, number);
        return OptionalDouble.of(Decimal.sixDigits(number));
    }

    boolean flag(String key, boolean otherwise) {
        return single(key)
                .map(value -> {
                    require(value.type() == ValueType.BOOL, "%s: \"%s\" is %s, not BOOL", file, key, value.type());
                    return cursor(value, key).u8() == 1;
                })
                .orElse(otherwise);
    }

    List<String> texts(String key) {
        Value value = array(key, ValueType.STRING);
        Cursor cursor = cursor(value, key);
        List<String> texts = new ArrayList<>(value.count());
        for (int i = 0; i < value.count(); i++) {
            texts.add(cursor.reading("entry " + i + " of \"" + key + "\"").string());
        }
        return texts;
    }

    List<Integer> numbers(String key) {
        Value value = array(key, ValueType.INT32);
        Cursor cursor = cursor(value, key);
        List<Integer> numbers = new ArrayList<>(value.count());
        for (int i = 0; i < value.count(); i++) {
            numbers.add(cursor.i32());
        }
        return numbers;
    }

    List<Float> reals(String key) {
        Value value = array(key, ValueType.FLOAT32);
        Cursor cursor = cursor(value, key);
        List<Float> reals = new ArrayList<>(value.count());
        for (int i = 0; i < value.count(); i++) {
            reals.add(Float.intBitsToFloat(cursor.i32()));
        }
        return reals;
    }

    boolean has(String key) {
        return values.containsKey(key);
    }

    private Optional<Value> single(String key) {
        Optional<Value> value = Optional.ofNullable(values.get(key));
        value.ifPresent(found -> require(
                !found.array(),
                "%s: \"%s\" is an array of %d entries where one value is read: a model with such layers is not implemented",
                file,
                key,
                found.count()));
        return value;
    }

    private Value array(String key, ValueType type) {
        Value value = values.get(key);
        if (value == null) {
            throw missing(key);
        }
        require(
                value.array() && value.type() == type,
                "%s: \"%s\" is %s%s, not an array of %s",
                file,
                key,
                value.array() ? "an array of " : "",
                value.type(),
                type);
        return value;
    }

    private long whole(Value value, String key) {
        Cursor cursor = cursor(value, key);
        return switch (value.type()) {
            case UINT8 -> cursor.u8();
            case UINT16 -> cursor.u8() | cursor.u8() << 8;
            case UINT32 -> cursor.u32();
            case INT32 -> cursor.i32();
            case UINT64, INT64 -> cursor.i64();
            default -> throw refuse("%s: \"%s\" is %s, not a whole number", file, key, value.type());
        };
    }

    private int natural(long number, String key) {
        require(
                0 <= number && number <= Integer.MAX_VALUE,
                "%s: \"%s\" is %s; a whole number from 0 to 2^31 - 1 is needed",
                file,
                key,
                Long.toUnsignedString(number));
        return (int) number;
    }

    private Cursor cursor(Value value, String key) {
        return start.at(value.position()).reading("the value of \"" + key + "\"");
    }

    private org.lungta.check.Refusal missing(String key) {
        return refuse("%s: the metadata has no \"%s\": take a file that was converted with its tokenizer", file, key);
    }
}

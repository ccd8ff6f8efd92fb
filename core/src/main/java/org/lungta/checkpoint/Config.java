package org.lungta.checkpoint;

import static org.lungta.check.Check.refuse;
import static org.lungta.check.Check.require;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.lungta.check.Refusal;
import org.lungta.text.Json;
import tools.jackson.databind.JsonNode;

/** A config.json, read field by field with errors that name the file, the field and its value. */
record Config(Path file, JsonNode json) {
    static Config read(Path file) {
        return new Config(file, Json.object(file));
    }

    String text(String field) {
        JsonNode value = json.path(field);
        require(value.isString(), "%s: \"%s\" is missing or not a string", file, field);
        return value.asString();
    }

    int integer(String field) {
        JsonNode value = json.path(field);
        require(
                value.isIntegralNumber() && value.canConvertToInt() && value.asInt() > 0,
                "%s: \"%s\" is %s; a positive whole number is needed",
                file,
                field,
                shown(value));
        return value.asInt();
    }

    /** A whole number from 0. */
    int count(String field) {
        JsonNode value = json.path(field);
        require(
                value.isIntegralNumber() && value.canConvertToInt() && value.asInt() >= 0,
                "%s: \"%s\" is %s; a whole number from 0 is needed",
                file,
                field,
                shown(value));
        return value.asInt();
    }

    int integer(String field, int otherwise) {
        return has(field) ? integer(field) : otherwise;
    }

    /** Whether a field is there, and not null. */
    boolean has(String field) {
        return !json.path(field).isMissingNode() && !json.path(field).isNull();
    }

    /** The fields of an object. */
    Config object(String field) {
        JsonNode value = json.path(field);
        require(value.isObject(), "%s: \"%s\" is %s; an object is needed", file, field, shown(value));
        return new Config(file, value);
    }

    List<String> strings(String field, List<String> otherwise) {
        if (!has(field)) {
            return otherwise;
        }
        JsonNode value = json.path(field);
        require(value.isArray(), "%s: \"%s\" is %s; a list is needed", file, field, value);
        return value.valueStream().map(each -> each.asString("")).toList();
    }

    double number(String field) {
        JsonNode value = json.path(field);
        require(
                value.isNumber() && Double.isFinite(value.doubleValue()) && value.doubleValue() > 0,
                "%s: \"%s\" is %s; a positive number is needed",
                file,
                field,
                shown(value));
        return value.doubleValue();
    }

    /** A number from 0. */
    double share(String field, double otherwise) {
        if (!has(field)) {
            return otherwise;
        }
        JsonNode value = json.path(field);
        require(
                value.isNumber() && Double.isFinite(value.doubleValue()) && value.doubleValue() >= 0,
                "%s: \"%s\" is %s; a number from 0 is needed",
                file,
                field,
                value);
        return value.doubleValue();
    }

    boolean flag(String field, boolean otherwise) {
        if (!has(field)) {
            return otherwise;
        }
        JsonNode value = json.path(field);
        require(value.isBoolean(), "%s: \"%s\" is %s; true or false is needed", file, field, value);
        return value.asBoolean();
    }

    /** Refuses a field that is set to anything but what is implemented; absent is fine. */
    void only(Map<String, String> implemented) {
        implemented.forEach((field, value) -> {
            JsonNode found = json.path(field);
            if (has(field) && !(found.isValueNode() && found.asString().equals(value))) {
                throw notImplemented(field, value + " is");
            }
        });
    }

    /** Refuses a field that is there at all. */
    void without(String... fields) {
        for (String field : fields) {
            if (has(field)) {
                throw notImplemented(field, "use a model without it");
            }
        }
    }

    Refusal notImplemented(String field, String instead) {
        return refuse("%s: \"%s\" is %s, which is not implemented; %s", file, field, json.path(field), instead);
    }

    private static String shown(JsonNode value) {
        return value.isMissingNode() ? "missing" : value.toString();
    }
}

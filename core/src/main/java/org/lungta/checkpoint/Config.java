package org.lungta.checkpoint;

import static org.lungta.check.Check.require;

import java.nio.file.Path;
import java.util.Map;
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
                value.isMissingNode() ? "missing" : value);
        return value.asInt();
    }

    int integer(String field, int otherwise) {
        return json.path(field).isMissingNode() || json.path(field).isNull() ? otherwise : integer(field);
    }

    double number(String field) {
        JsonNode value = json.path(field);
        require(
                value.isNumber() && Double.isFinite(value.doubleValue()) && value.doubleValue() > 0,
                "%s: \"%s\" is %s; a positive number is needed",
                file,
                field,
                value.isMissingNode() ? "missing" : value);
        return value.doubleValue();
    }

    /** A number from 0. */
    double share(String field, double otherwise) {
        JsonNode value = json.path(field);
        if (value.isMissingNode() || value.isNull()) {
            return otherwise;
        }
        require(
                value.isNumber() && Double.isFinite(value.doubleValue()) && value.doubleValue() >= 0,
                "%s: \"%s\" is %s; a number from 0 is needed",
                file,
                field,
                value);
        return value.doubleValue();
    }

    boolean flag(String field, boolean otherwise) {
        JsonNode value = json.path(field);
        if (value.isMissingNode() || value.isNull()) {
            return otherwise;
        }
        require(value.isBoolean(), "%s: \"%s\" is %s; true or false is needed", file, field, value);
        return value.asBoolean();
    }

    /** Refuses a field that is set to anything but what is implemented; absent is fine. */
    void only(Map<String, String> implemented) {
        implemented.forEach((field, value) -> {
            JsonNode found = json.path(field);
            require(
                    found.isMissingNode()
                            || found.isNull()
                            || (found.isValueNode() && found.asString().equals(value)),
                    "%s: \"%s\" is %s, which is not implemented (%s is)",
                    file,
                    field,
                    found,
                    value);
        });
    }

    /** Refuses a field that is there at all. */
    void without(String... fields) {
        for (String field : fields) {
            JsonNode found = json.path(field);
            require(
                    found.isMissingNode() || found.isNull(),
                    "%s: \"%s\" is %s, which is not implemented; use a model without it",
                    file,
                    field,
                    found);
        }
    }

    /** The rotary base: rope_parameters (transformers 5) or the older top-level fields; other rope types are refused. */
    double ropeTheta() {
        JsonNode parameters = json.path("rope_parameters");
        if (parameters.isObject()) {
            Config rope = new Config(file, parameters);
            rope.only(Map.of("rope_type", "default"));
            return rope.number("rope_theta");
        }
        without("rope_scaling");
        return number("rope_theta");
    }
}

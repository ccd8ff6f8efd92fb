package org.lungta.corpus;

import static org.lungta.check.Check.require;

import tools.jackson.databind.JsonNode;

/** One line of a JSON Lines file, an object. */
record JsonLine(String place, JsonNode object) {

    /** The text in a field that must be there. */
    String text(String field) {
        JsonNode value = object.get(field);
        require(
                value != null && !value.isNull(),
                "%s: the field \"%s\" is missing: add it (the line holds %s)",
                place,
                field,
                object.propertyNames());
        require(
                value.isString(),
                "%s: the field \"%s\" is %s, not text: put it in quotation marks",
                place,
                field,
                value);
        String text = value.stringValue();
        require(!text.isBlank(), "%s: the field \"%s\" is empty: fill it, or take the line out", place, field);
        require(
                text.codePoints().noneMatch(JsonLine::isSurrogate),
                "%s: the field \"%s\" holds half a surrogate pair, which is no"
                        + " character: mend the escape or take the line out",
                place,
                field);
        return text;
    }

    private static boolean isSurrogate(int codePoint) {
        return Character.getType(codePoint) == Character.SURROGATE;
    }
}

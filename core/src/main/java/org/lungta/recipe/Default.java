package org.lungta.recipe;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * The value of a record component when the recipe does not name it, written as YAML: {@code "8"}, {@code "[]"}, {@code "{}"}
 * for a nested record of defaults. A component without it must be given, unless it is an {@code Optional}.
 */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.RECORD_COMPONENT)
public @interface Default {
    String value();
}

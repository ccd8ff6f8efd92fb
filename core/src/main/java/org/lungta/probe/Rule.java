package org.lungta.probe;

import java.util.Optional;

/** Makes a wrong text of a right one; empty where it finds nothing to change. */
@FunctionalInterface
interface Rule {
    Optional<String> change(String text, Draw draw);
}

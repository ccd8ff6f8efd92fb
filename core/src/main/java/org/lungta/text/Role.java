package org.lungta.text;

import java.util.Locale;

/** Who speaks in a {@link Message}. */
public enum Role {
    /** The frame of the conversation. */
    SYSTEM,
    /** The one who asks. */
    USER,
    /** The model. */
    ASSISTANT;

    /** The name that chat templates use, in lower case. */
    String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}

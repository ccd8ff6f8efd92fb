package org.lungta.text;

import static org.lungta.check.Check.require;

/** One turn of a conversation. The content is taken as it is: nothing is trimmed, and it may be empty. */
public record Message(Role role, String content) {
    public Message {
        require(role != null, "a message has no role: give SYSTEM, USER or ASSISTANT");
        require(content != null, "the %s message has no content: give a text, which may be empty", role);
    }
}

package org.lungta.text;

import static org.lungta.check.Check.require;

import java.util.List;

/** One turn of a conversation. The content may be empty; some formats leave away the blanks at its ends. */
public record Message(Role role, String content) {
    public Message {
        require(role != null, "a message has no role: give SYSTEM, USER or ASSISTANT");
        require(content != null, "the %s message has no content: give a text, which may be empty", role);
    }

    /** Refuses a conversation in which nobody speaks. */
    static void requireSome(List<Message> messages) {
        require(!messages.isEmpty(), "a conversation without messages cannot be rendered: give at least one");
    }
}

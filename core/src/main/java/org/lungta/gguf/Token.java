package org.lungta.gguf;

/** A token as the file lists it. */
record Token(int id, String text, Kind kind) {
    /** The numbers of llama.cpp, from 1. */
    enum Kind {
        NORMAL,
        UNKNOWN,
        CONTROL,
        USER_DEFINED,
        UNUSED,
        BYTE
    }

    /** Whether it is cut out of the text before anything else. */
    boolean isAdded() {
        return kind == Kind.CONTROL || kind == Kind.USER_DEFINED || kind == Kind.UNKNOWN;
    }

    /** Its entry in added_tokens. */
    Json added(boolean special) {
        return new Json().with("id", id).withAll(described(special));
    }

    /** Its entry in added_tokens_decoder, where the id is the key. */
    Json described(boolean special) {
        return new Json()
                .with("content", text)
                .with("single_word", false)
                .with("lstrip", false)
                .with("rstrip", false)
                .with("normalized", false)
                .with("special", special);
    }
}

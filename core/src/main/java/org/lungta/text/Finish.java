package org.lungta.text;

/** Why a completion ended. */
public enum Finish {
    /** The model wrote one of its end tokens. */
    STOP,
    /** The limit on new tokens was reached before the model wrote an end token: the completion is cut off. */
    LENGTH
}

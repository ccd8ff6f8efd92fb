package org.lungta.reward;

/**
 * What {@link LanguageRule} says about one output.
 *
 * @param consistent whether the output is in the language
 * @param reason why, in one clause, for the log
 */
public record Verdict(boolean consistent, String reason) {}

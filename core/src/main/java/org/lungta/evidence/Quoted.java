package org.lungta.evidence;

/**
 * A published number of another model on other data, to stand beside an arm's own.
 *
 * @param source such as {@code arXiv:2605.14366, table 2}
 */
public record Quoted(String arm, String measure, double value, String source) {}

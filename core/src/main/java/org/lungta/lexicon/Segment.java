package org.lungta.lexicon;

import java.util.Optional;

/**
 * A stretch of text.
 *
 * @param unit the key of the unit that it spells, or nothing for text that is left to old tokens
 */
public record Segment(String text, Optional<String> unit) {}

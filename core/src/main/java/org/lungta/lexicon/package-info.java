/**
 * Which words of a new language mean which of a known one: text cut into {@link org.lungta.lexicon.Units}, aligned with the known
 * side of sentence pairs ({@link org.lungta.lexicon.Aligner}), kept as a {@link org.lungta.lexicon.Lexicon} that people can read and
 * edit. No tensors: what a model makes of it is decided elsewhere.
 */
package org.lungta.lexicon;

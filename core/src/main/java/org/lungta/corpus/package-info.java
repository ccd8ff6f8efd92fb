/**
 * Data that people bring: parallel sentences ({@link org.lungta.corpus.Pairs}) and reading comprehension
 * ({@link org.lungta.corpus.Cmrc}). Every line is checked when it is read, and what is wrong is refused with its place.
 */
package org.lungta.corpus;

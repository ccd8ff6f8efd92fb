/**
 * What a difference is worth: tests ({@link org.lungta.statistics.PairedBootstrap}, {@link org.lungta.statistics.McNemar}, ...),
 * the verdict on a family of claims ({@link org.lungta.statistics.Ledger}), and comparisons along curves
 * ({@link org.lungta.statistics.Curve}, {@link org.lungta.statistics.Front}). It knows numbers alone.
 */
package org.lungta.statistics;

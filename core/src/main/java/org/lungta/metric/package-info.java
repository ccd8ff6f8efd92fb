/**
 * What a system's output is worth: {@link org.lungta.metric.Metrics} finds a corpus metric by name (BLEU, chrF, ROUGE-L, ...),
 * {@link org.lungta.metric.CmrcScore} grades CMRC 2018 answers as the official script does, and
 * {@link org.lungta.metric.Bootstrap} puts an interval around each of them. All of it works on code points.
 */
package org.lungta.metric;

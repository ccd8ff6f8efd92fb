/**
 * The report of experiments, readable in ten minutes by someone who did not do the runs: {@link org.lungta.report.Report} writes it as
 * one HTML page, as Markdown, LaTeX and CSV; {@link org.lungta.report.ModelCard} writes the README of an adapter. Every number in it
 * comes from {@link org.lungta.evidence.Experiment} by way of {@code statistics}; pages are made of nodes that escape what they hold.
 */
package org.lungta.report;

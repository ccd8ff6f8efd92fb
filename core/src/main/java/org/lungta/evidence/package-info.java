/**
 * What an experiment measured, as values: {@link org.lungta.evidence.Experiment} holds arms, checkpoints, measures item by item,
 * samples, gates and the claims that were declared before the run; {@link org.lungta.evidence.ExperimentFile} keeps it on disk. It
 * knows no model and draws nothing.
 */
package org.lungta.evidence;

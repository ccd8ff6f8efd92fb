package org.lungta.statistics;

/**
 * How much better a system did on an item than what it is held against, in the unit of the measure.
 *
 * @param seed which repetition of the training made the system
 * @param cluster what the item belongs to: a context with several questions, or the item itself
 */
public record Observation(String seed, String cluster, double difference) {}

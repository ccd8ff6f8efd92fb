package org.lungta.statistics;

/** A checkpoint in the plane of two measures: target skill or KL, and what was retained. */
public record Point(String name, double x, double y) {}

/**
 * What a run will hold in memory, before it is started: {@link org.lungta.memory.Footprint} has the formulas,
 * {@link org.lungta.memory.Plan} the table, {@link org.lungta.memory.Machine} what there is.
 */
package org.lungta.memory;

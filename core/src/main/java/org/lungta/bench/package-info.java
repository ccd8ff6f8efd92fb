/**
 * How fast the hot paths are on this machine, as ratios of what the machine was measured to reach in the same process:
 * {@link org.lungta.bench.Bench} runs the parts, each of which returns {@link org.lungta.bench.Figure}s.
 */
package org.lungta.bench;

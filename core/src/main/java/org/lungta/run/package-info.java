/**
 * The one place that wires: {@link org.lungta.run.Recipe} is what the user asked for, {@link org.lungta.run.Run} is the pipeline in
 * one method, and the rest of the package is what a run keeps on disk.
 */
package org.lungta.run;

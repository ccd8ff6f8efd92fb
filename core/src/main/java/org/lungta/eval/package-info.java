/**
 * What a model can do, measured: {@link org.lungta.eval.Translation}, {@link org.lungta.eval.Comprehension} and
 * {@link org.lungta.eval.SampledReward} write every item and a summary with intervals, and go on where they were stopped.
 */
package org.lungta.eval;

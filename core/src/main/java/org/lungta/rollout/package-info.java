/**
 * From prompts to completions with log-probabilities: {@link org.lungta.rollout.Sampler} runs a generation,
 * {@link org.lungta.rollout.Decoding} chooses tokens, {@link org.lungta.rollout.Rollout} is what comes out.
 */
package org.lungta.rollout;

/**
 * Supervised fine-tuning, {@link org.lungta.train.Sft}, and group-relative policy optimisation, {@link org.lungta.train.Grpo},
 * with the optimizer and the schedule that they share.
 */
package org.lungta.train;

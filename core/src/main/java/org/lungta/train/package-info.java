/**
 * Supervised fine-tuning, {@link org.lungta.train.Sft}, group-relative policy optimisation, {@link org.lungta.train.Grpo}, and learning
 * from random weights, {@link org.lungta.train.Pretraining}, with the optimizer and the schedule that they share.
 */
package org.lungta.train;

/**
 * Teaching a sentence encoder a language: {@link org.lungta.contrast.Adaptation} draws pairs, computes the contrastive loss and the
 * distance to what the frozen encoder said, and updates; {@link org.lungta.contrast.FrozenSide} keeps what the frozen encoder said.
 */
package org.lungta.contrast;

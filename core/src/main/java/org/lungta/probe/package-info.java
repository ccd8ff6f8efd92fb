/**
 * What an encoder can and cannot tell apart: {@link org.lungta.probe.MinimalPairs} makes wrong texts by rule,
 * {@link org.lungta.probe.CardMaker} measures an encoder, {@link org.lungta.probe.EncoderCard} is what it found.
 */
package org.lungta.probe;

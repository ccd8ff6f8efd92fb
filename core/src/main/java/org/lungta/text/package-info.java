/**
 * From text to tokens and back: {@link org.lungta.text.Tokens} and {@link org.lungta.text.Tokenizer}, how a conversation becomes
 * one string ({@link org.lungta.text.ChatFormat}), what user text may not hold ({@link org.lungta.text.ControlTokens}), and what
 * goes into the model and comes out of it ({@link org.lungta.text.Prompt}, {@link org.lungta.text.Completion}).
 */
package org.lungta.text;

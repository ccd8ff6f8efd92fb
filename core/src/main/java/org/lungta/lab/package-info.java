/**
 * A made-up world, small enough to learn in a minute and with known truth: {@link org.lungta.lab.TinyWorld} writes a model, an
 * encoder, sentence pairs and reading comprehension about it.
 */
package org.lungta.lab;

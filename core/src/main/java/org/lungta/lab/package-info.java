/**
 * Made-up worlds with known truth. {@link org.lungta.lab.MicroWorld} writes the texts of a bilingual world, in whose languages a
 * sentence can be turned back into the facts that it says; {@link org.lungta.lab.Truth} judges by them. A language is a resource file,
 * {@code lab/<code>/language.yaml}. {@link org.lungta.lab.TinyWorld}, smaller and apart, also writes a model and an encoder for smoke
 * runs.
 */
package org.lungta.lab;

/**
 * New words for a model that exists: {@link org.lungta.extension.Extension} gives it tokens for the units of a lexicon, each with a
 * row made of the rows of what the unit means. No old token moves, and no old row changes.
 */
package org.lungta.extension;

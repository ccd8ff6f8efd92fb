/**
 * Reads a run's YAML file into records and says everything that is wrong with it at once, each problem with its line and
 * column: {@link org.lungta.recipe.RecipeReader} reads and writes, {@link org.lungta.recipe.Default} gives a component the
 * value that it has when the file is silent.
 */
package org.lungta.recipe;

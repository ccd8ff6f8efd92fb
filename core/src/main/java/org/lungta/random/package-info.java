/** Counter-based randomness: {@link org.lungta.random.CounterRandom}. */
package org.lungta.random;

/**
 * How Lungta refuses: {@link org.lungta.check.Check} tests, {@link org.lungta.check.Refusal} says what to mend;
 * {@link org.lungta.check.TextFile} reads what a user named.
 */
package org.lungta.check;

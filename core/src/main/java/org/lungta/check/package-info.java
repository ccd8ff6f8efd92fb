/** How Lungta refuses: {@link org.lungta.check.Check} tests, {@link org.lungta.check.Refusal} says what to mend. */
package org.lungta.check;

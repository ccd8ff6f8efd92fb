/**
 * Whether a reward can be gamed, and whether it is being gamed: {@link org.lungta.audit.Audit} before the training,
 * {@link org.lungta.audit.Watch} during it.
 */
package org.lungta.audit;

/**
 * Which of two outputs is better: {@link org.lungta.judge.Protocol} asks a {@link org.lungta.judge.Judge} about every pair in both
 * orders, {@link org.lungta.judge.Preference} says what came of it.
 */
package org.lungta.judge;

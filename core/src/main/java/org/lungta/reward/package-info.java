/** What an answer is worth. {@link org.lungta.reward.LanguageRule} says whether it is in the language that was asked for. */
package org.lungta.reward;

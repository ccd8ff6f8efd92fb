package org.lungta.lab;

/**
 * A question about a passage, whose answer stands in the passage's text.
 *
 * @param asked what is asked for
 * @param name the answer in the world
 * @param answer the answer in the text
 * @param start where it stands, in UTF-16 units
 * @param hops how many facts one must put together
 */
record Ask(String text, Slot asked, String name, String answer, int start, int hops) {}

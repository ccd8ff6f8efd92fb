package org.lungta.judge;

/** Somebody or something that compares two outputs without knowing who made them. */
public interface Judge {
    /** Everything that its answers depend on, version and settings included: answers are kept under this name. */
    String id();

    /** Which output is the better rendering of the source. */
    Opinion compare(Question question);

    /**
     * Two outputs side by side.
     *
     * @param reference what a person wrote
     * @param a the output in the first place
     * @param b the output in the second place
     */
    record Question(String source, String reference, String a, String b) {
        Question swapped() {
            return new Question(source, reference, b, a);
        }
    }
}

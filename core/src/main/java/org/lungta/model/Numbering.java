package org.lungta.model;

import org.lungta.text.Tokens;

/** Which row of the position table each token of a text adds. */
public sealed interface Numbering {
    /** Rows [t]. */
    long[] positions(Tokens text);

    /** The longest text for a table of this many rows. */
    int longest(int rows);

    /** BERT: 0, 1, 2, ... */
    record FromZero() implements Numbering {
        @Override
        public long[] positions(Tokens text) {
            long[] positions = new long[text.length()];
            for (int i = 0; i < positions.length; i++) {
                positions[i] = i;
            }
            return positions;
        }

        @Override
        public int longest(int rows) {
            return rows;
        }
    }

    /** RoBERTa (arXiv:1907.11692) and XLM-R: p + 1, p + 2, ... behind the padding id p; a padding token itself has p and is not counted. */
    record BehindPadding(int padding) implements Numbering {
        @Override
        public long[] positions(Tokens text) {
            long[] positions = new long[text.length()];
            int next = padding;
            for (int i = 0; i < positions.length; i++) {
                positions[i] = text.at(i) == padding ? padding : ++next;
            }
            return positions;
        }

        @Override
        public int longest(int rows) {
            return rows - padding - 1;
        }
    }
}

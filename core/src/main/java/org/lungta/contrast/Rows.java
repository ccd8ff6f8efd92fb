package org.lungta.contrast;

import static org.lungta.check.Check.require;

import java.util.List;
import java.util.stream.IntStream;

/** Which rows of an encoder's table are trained: of most encoders' the rows are its tokens' vectors. */
public sealed interface Rows {
    /** The tokens, given how many there are. */
    IntStream of(int vocabulary);

    /** Every row that a batch uses. */
    record All() implements Rows {
        @Override
        public IntStream of(int vocabulary) {
            return IntStream.range(0, vocabulary);
        }
    }

    /** Those from this one on: rows that were added to the table. */
    record From(int row) implements Rows {
        public From {
            require(row >= 0, "row is %d: rows are counted from 0", row);
        }

        @Override
        public IntStream of(int vocabulary) {
            require(
                    row < vocabulary,
                    "row is %d, but the table has %d rows: nothing would be trained",
                    row,
                    vocabulary);
            return IntStream.range(row, vocabulary);
        }
    }

    /** These. */
    record Listed(List<Integer> tokens) implements Rows {
        public Listed {
            tokens = List.copyOf(tokens);
        }

        @Override
        public IntStream of(int vocabulary) {
            tokens.forEach(token -> require(
                    0 <= token && token < vocabulary, "token %d has no row: the table has %d", token, vocabulary));
            return tokens.stream().mapToInt(Integer::intValue);
        }
    }

    /** None: the table stays as it is. */
    record None() implements Rows {
        @Override
        public IntStream of(int vocabulary) {
            return IntStream.empty();
        }
    }
}

package org.lungta.gguf;

/** Where the file keeps a row of a matrix. */
sealed interface RowOrder {
    /** The file's row that is row {@code row} of the Hugging Face matrix. */
    long stored(long row);

    /** The same order. */
    record Same() implements RowOrder {
        @Override
        public long stored(long row) {
            return row;
        }
    }

    /**
     * The order of llama.cpp for the query and the key of a Llama: it turns neighbours (2i, 2i + 1) of a head of D rows where
     * Hugging Face turns (i, i + D/2).
     */
    record Neighbours(int headSize) implements RowOrder {
        @Override
        public long stored(long row) {
            long head = row / headSize * headSize;
            long within = row - head;
            long half = headSize / 2;
            return head + within % half * 2 + within / half;
        }
    }
}

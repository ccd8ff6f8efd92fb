package org.lungta.gguf;

/**
 * The embedding and the output matrix. A file without an output has them tied. Some files of tied models have the matrix twice, in
 * two formats: so the two are compared, and where they differ by no more than their formats do, the one with more bits is both.
 */
final class Head {
    private static final String EMBEDDING = "token_embd.weight";
    private static final String OUTPUT = "output.weight";
    private static final long SAMPLE = 64;

    /** Copies of one matrix, even in 4 bits, have more; two trained matrices have far less. */
    private static final double SAME = .9;

    private Head() {}

    /** Adds both, or the one; returns whether they are tied. */
    static boolean add(GgufFile file, Sizes sizes, Weights weights) {
        TensorInfo embedding = weights.take(EMBEDDING, sizes.vocabulary(), sizes.hidden());
        String best = EMBEDDING;
        boolean tied = true;
        if (file.header().tensors().containsKey(OUTPUT)) {
            TensorInfo output = weights.take(OUTPUT, sizes.vocabulary(), sizes.hidden());
            tied = cosine(file, embedding, output) > SAME;
            best = tied && output.rowBytes() >= embedding.rowBytes() ? OUTPUT : EMBEDDING;
        }
        weights.add("model.embed_tokens.weight", best, sizes.vocabulary(), sizes.hidden());
        if (!tied) {
            weights.add("lm_head.weight", OUTPUT, sizes.vocabulary(), sizes.hidden());
        }
        return tied;
    }

    /** Of rows all over the two matrices, taken together. */
    private static double cosine(GgufFile file, TensorInfo first, TensorInfo second) {
        Rows ones = new Rows(file, first);
        Rows others = new Rows(file, second);
        double product = 0;
        double firstSquare = 0;
        double secondSquare = 0;
        long sample = Math.min(SAMPLE, first.rows());
        for (long i = 0; i < sample; i++) {
            long row = i * first.rows() / sample;
            float[] one = ones.read(row);
            float[] other = others.read(row);
            for (int j = 0; j < one.length; j++) {
                product += (double) one[j] * other[j];
                firstSquare += (double) one[j] * one[j];
                secondSquare += (double) other[j] * other[j];
            }
        }
        return product / Math.sqrt(Math.max(firstSquare * secondSquare, Double.MIN_NORMAL));
    }
}

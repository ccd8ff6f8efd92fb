package org.lungta.gguf;

import static org.lungta.check.Check.require;

import java.nio.file.Path;

/** The numbers that every decoder has; the file's metadata says them under its architecture's name. */
record Sizes(
        int layers,
        int hidden,
        int intermediate,
        int heads,
        int keyHeads,
        int headSize,
        int context,
        int vocabulary,
        double epsilon,
        double ropeBase) {
    private static final double USUAL_ROPE_BASE = 10_000;

    static Sizes read(GgufHeader header, String architecture) {
        Metadata metadata = header.metadata();
        String own = architecture + ".";
        int hidden = positive(metadata, own + "embedding_length");
        int heads = positive(metadata, own + "attention.head_count");
        int layers = positive(metadata, own + "block_count");
        Path file = metadata.file();
        require(
                layers < header.tensors().size(),
                "%s: \"%sblock_count\" is %d, but there are only %d tensors: the file is not whole; copy it again",
                file,
                own,
                layers,
                header.tensors().size());
        int headSize = metadata.maybeNumber(own + "attention.key_length").orElse(hidden / heads);
        require(
                headSize > 0
                        && headSize % 2 == 0
                        && metadata.maybeNumber(own + "attention.value_length").orElse(headSize) == headSize,
                "%s: heads of %d values, where an even number, the same for keys and values, is needed",
                file,
                headSize);
        return new Sizes(
                layers,
                hidden,
                positive(metadata, own + "feed_forward_length"),
                heads,
                metadata.has(own + "attention.head_count_kv")
                        ? positive(metadata, own + "attention.head_count_kv")
                        : heads,
                headSize,
                positive(metadata, own + "context_length"),
                (int) Math.min(
                        Integer.MAX_VALUE, header.tensor("token_embd.weight").rows()),
                metadata.real(own + "attention.layer_norm_rms_epsilon"),
                metadata.maybeReal(own + "rope.freq_base").orElse(USUAL_ROPE_BASE));
    }

    private static int positive(Metadata metadata, String key) {
        int number = metadata.number(key);
        require(number > 0, "%s: \"%s\" is 0; a positive number is needed", metadata.file(), key);
        return number;
    }

    long queries() {
        return (long) heads * headSize;
    }

    long keys() {
        return (long) keyHeads * headSize;
    }
}

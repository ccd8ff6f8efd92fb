package org.lungta.gguf;

import java.nio.ByteBuffer;

/**
 * The 12 bytes of a K block with 8 scales and 8 minima of 6 bits: of the first four, bytes 0 to 3 hold the scales and bytes 4 to 7
 * the minima; the last four have their lower four bits in bytes 8 to 11 and their upper two in the upper two of bytes 0 to 7.
 */
record SixBits(ByteBuffer in, int at) {
    int scale(int group) {
        return group < 4 ? at(group) & 63 : at(group + 4) & 15 | at(group - 4) >> 6 << 4;
    }

    int min(int group) {
        return group < 4 ? at(group + 4) & 63 : at(group + 4) >> 4 | at(group) >> 6 << 4;
    }

    private int at(int index) {
        return in.get(at + index) & 0xFF;
    }
}

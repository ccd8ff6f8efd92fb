package org.lungta.model;

import static org.lungta.check.Check.require;

/** The shape of a decoder, in the words of config.json. */
public record DecoderConfig(
        int vocabulary,
        int hidden,
        int intermediate,
        int layers,
        int heads,
        int keyValueHeads,
        int headSize,
        double normEpsilon,
        double ropeTheta,
        int maxPositions,
        boolean tiedHead,
        boolean attentionBias) {
    public DecoderConfig {
        require(heads % keyValueHeads == 0, "%d heads do not share %d key-value heads evenly", heads, keyValueHeads);
        require(headSize % 2 == 0, "head size %d is odd: rotary positions need pairs", headSize);
    }

    /** Query heads that share a key-value head. */
    int sharing() {
        return heads / keyValueHeads;
    }
}

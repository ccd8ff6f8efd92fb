package org.lungta.extension;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.lungta.lexicon.Candidate;
import org.lungta.lexicon.Entry;
import org.lungta.text.TokenNames;
import org.lungta.text.Tokenizer;
import org.lungta.text.Tokens;

/** Where a new token's row comes from. */
public enum Start {
    /** The mean of its candidates' rows, weighted by their probabilities (trans-tokenization, arXiv:2408.04303). */
    LEXICON {
        @Override
        List<NewToken.Share> meaning(String text, Entry entry, Tokenizer tokenizer, TokenNames names) {
            List<NewToken.Share> shares = new ArrayList<>();
            for (Candidate candidate : entry.candidates()) {
                spread(names.tokens(candidate.text()), candidate.probability(), shares);
            }
            return shares;
        }
    },
    /** The plain mean of its candidates' rows. */
    CANDIDATES {
        @Override
        List<NewToken.Share> meaning(String text, Entry entry, Tokenizer tokenizer, TokenNames names) {
            List<NewToken.Share> shares = new ArrayList<>();
            entry.candidates().forEach(candidate -> spread(names.tokens(candidate.text()), 1, shares));
            return shares;
        }
    },
    /** The mean of the rows of the old tokens that spell it. */
    PIECES {
        @Override
        List<NewToken.Share> meaning(String text, Entry entry, Tokenizer tokenizer, TokenNames names) {
            List<NewToken.Share> shares = new ArrayList<>();
            spread(tokenizer.encode(text), 1, shares);
            return shares;
        }
    },
    /** Normal numbers with the mean and the deviation of the old rows. */
    RANDOM {
        @Override
        List<NewToken.Share> meaning(String text, Entry entry, Tokenizer tokenizer, TokenNames names) {
            return List.of();
        }
    };

    abstract List<NewToken.Share> meaning(String text, Entry entry, Tokenizer tokenizer, TokenNames names);

    /** A candidate of several tokens gives each of them an equal part. */
    private static void spread(Tokens tokens, double weight, List<NewToken.Share> shares) {
        Arrays.stream(tokens.toArray()).forEach(id -> shares.add(new NewToken.Share(id, weight / tokens.length())));
    }
}

package org.lungta.checkpoint;

import static org.lungta.check.Check.refuse;

import java.util.Map;
import org.lungta.model.Bert;
import org.lungta.model.BigramBag;
import org.lungta.model.DecoderWeights;
import org.lungta.model.Embedder;
import org.lungta.model.Numbering;
import org.lungta.model.Readout;

/** A kind of encoder, as config.json describes one. */
sealed interface EncoderFamily {
    /** What modules.json calls its first module. */
    String module();

    /** How many tokens there are. */
    int vocabulary();

    /** The longest text that it can read. */
    int longest();

    Embedder read(Readout readout, DecoderWeights.Source source);

    static EncoderFamily of(Config config) {
        config.without("quantization_config");
        String type = config.text("model_type");
        return switch (type) {
            case "bert" -> Berts.of(config, new Numbering.FromZero());
            case "xlm-roberta" -> Berts.of(config, new Numbering.BehindPadding(config.integer("pad_token_id")));
            case BigramBagFolder.TYPE -> Bigrams.of(config);
            default ->
                throw refuse(
                        "%s: \"model_type\" is %s; bert, xlm-roberta and Lungta's own %s are implemented",
                        config.file(), type, BigramBagFolder.TYPE);
        };
    }

    /** BERT and XLM-R. */
    record Berts(Bert.Config shape) implements EncoderFamily {
        private static Berts of(Config config, Numbering numbering) {
            config.only(Map.of("hidden_act", "gelu", "position_embedding_type", "absolute"));
            return new Berts(new Bert.Config(
                    config.integer("vocab_size"),
                    config.integer("hidden_size"),
                    config.integer("intermediate_size"),
                    config.count("num_hidden_layers"),
                    config.integer("num_attention_heads"),
                    config.integer("max_position_embeddings"),
                    config.integer("type_vocab_size", 1),
                    config.number("layer_norm_eps"),
                    numbering));
        }

        @Override
        public String module() {
            return "Transformer";
        }

        @Override
        public int vocabulary() {
            return shape.vocabulary();
        }

        @Override
        public int longest() {
            return shape.numbering().longest(shape.positions());
        }

        @Override
        public Embedder read(Readout readout, DecoderWeights.Source source) {
            return new Bert(shape, readout, source);
        }
    }

    /** A bag of bigrams, which has no places and so no longest text. */
    record Bigrams(BigramBag.Config shape) implements EncoderFamily {
        private static Bigrams of(Config config) {
            return new Bigrams(new BigramBag.Config(
                    config.integer("vocab_size"),
                    config.integer(BigramBagFolder.BUCKETS),
                    config.integer("hidden_size"),
                    config.number("layer_norm_eps")));
        }

        @Override
        public String module() {
            return BigramBagFolder.MODULE;
        }

        @Override
        public int vocabulary() {
            return shape.vocabulary();
        }

        @Override
        public int longest() {
            return Integer.MAX_VALUE;
        }

        @Override
        public Embedder read(Readout readout, DecoderWeights.Source source) {
            return new BigramBag(shape, readout, source);
        }
    }
}

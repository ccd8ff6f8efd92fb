package org.lungta.gguf;

import static org.lungta.check.Check.refuse;

import java.nio.file.Path;
import java.util.Optional;
import org.lungta.checkpoint.AtomicFiles;

/** What a folder says of its tokenizer: four files of JSON, and the chat template where there is one. */
record TokenizerFiles(Json tokenizer, Json config, Json special, Json generation, Optional<String> template) {
    static TokenizerFiles read(Metadata metadata, Family family, Sizes sizes) {
        String model = metadata.text("tokenizer.ggml.model");
        TokenTable table = TokenTable.read(metadata, sizes.vocabulary());
        return switch (model) {
            case "gpt2" -> ByteLevelTokenizer.of(table).files(sizes);
            case "llama" -> new PieceTokenizer(table, family.pieceTokenizer()).files(sizes);
            default ->
                throw refuse(
                        "%s: the tokenizer \"%s\" is not implemented (gpt2 and llama are): take a model of another family",
                        metadata.file(), model);
        };
    }

    void write(Path folder) {
        AtomicFiles.write(folder.resolve("tokenizer.json"), tokenizer.compact());
        AtomicFiles.write(folder.resolve("tokenizer_config.json"), config.pretty());
        AtomicFiles.write(folder.resolve("special_tokens_map.json"), special.pretty());
        AtomicFiles.write(folder.resolve("generation_config.json"), generation.pretty());
        template.ifPresent(text -> AtomicFiles.write(folder.resolve("chat_template.jinja"), text));
    }
}

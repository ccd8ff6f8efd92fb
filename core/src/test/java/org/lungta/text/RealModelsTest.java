package org.lungta.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;
import tools.jackson.databind.JsonNode;

/** Runs where the variable LUNGTA_MODELS names a folder of model folders. */
@EnabledIfEnvironmentVariable(named = "LUNGTA_MODELS", matches = ".+")
class RealModelsTest {
    @Test
    void qwensTemplateIsKnownAndItsTokensAreThoseOfTransformers() throws IOException {
        Path folder = model("qwen2.5-coder-0.5b-instruct");
        ChatFormat format = ChatFormat.of(folder);
        try (Tokenizer tokenizer = Tokenizer.load(folder)) {
            for (JsonNode golden : Golden.list("chat/qwen2.5.json", "cases")) {
                String rendered = format.render(Golden.messages(golden.get("messages")), true);
                assertThat(rendered).isEqualTo(golden.get("open").stringValue());
                assertThat(tokenizer.encode(rendered)).isEqualTo(Golden.tokens(golden.get("openTokens")));
            }
            assertThat(tokenizer.id(format.turnEnd())).isEqualTo(151645);
            assertThat(tokenizer.size()).isEqualTo(151665);
            assertThat(tokenizer.controlTokens()).hasSize(22);
        }
    }

    @Test
    void theEncoderGetsItsSpecialTokensAndUnknownTibetanIsCounted() throws IOException {
        try (Tokenizer tokenizer = Tokenizer.load(model("multilingual-e5-small"))) {
            Tokens tokens = tokenizer.encodeForEncoder("query: hello");
            assertThat(tokens.at(0)).isEqualTo(tokenizer.id("<s>"));
            assertThat(tokens.at(tokens.length() - 1)).isEqualTo(tokenizer.id("</s>"));
            assertThat(tokenizer.unknownRate(List.of("风马把愿望带到天上"))).isZero();
            assertThat(tokenizer.unknownRate(List.of("བོད་ཡིག་གི་དཔེ་དེབ།"))).isGreaterThan(0.3);
            assertThat(tokenizer.size()).isEqualTo(250002);
        }
    }

    private static Path model(String name) {
        Path folder = Path.of(System.getenv("LUNGTA_MODELS"), name);
        assumeTrue(Files.isDirectory(folder), () -> folder + " is not there");
        return folder;
    }
}

package org.lungta.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.lungta.check.Refusal;
import org.lungta.model.DecoderConfig;
import org.lungta.model.Goldens;
import org.lungta.model.Rope;
import org.lungta.model.Window;

/** What each family reads from config.json, and what it refuses; no tensor is in reach. */
class FamiliesTest {
    @TempDir
    private Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"tiny_qwen3", "tiny_llama", "tiny_llama3", "tiny_gemma3"})
    void theFieldsOfTransformers4SayWhatThoseOf5Say(String name) {
        Path newer = Goldens.FOLDER.resolve(name);
        assertThat(ModelFolder.open(newer.resolve("older")).config())
                .isEqualTo(ModelFolder.open(newer).config());
    }

    @Test
    void gemmasLayersHaveTheirOwnWindowsAndPositions() {
        DecoderConfig config =
                ModelFolder.open(Goldens.FOLDER.resolve("tiny_gemma3")).config();
        DecoderConfig.Layer sliding = new DecoderConfig.Layer(new Rope(100, new Rope.Scaling.None()), new Window(4));
        DecoderConfig.Layer full = new DecoderConfig.Layer(new Rope(10000, new Rope.Scaling.Linear(4)), Window.FULL);
        assertThat(config.layers()).isEqualTo(List.of(sliding, full, sliding));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "tiny_qwen3        | \"attention_bias\": false            | \"attention_bias\": true              | attention_bias",
                "tiny_qwen3        | \"use_sliding_window\": false        | \"use_sliding_window\": true          | use_sliding_window",
                "tiny_qwen3        | \"full_attention\",                  | \"sliding_attention\",                | sliding_attention",
                "tiny_qwen3        | \"head_dim\": 12                     | \"head_dim\": null                    | head_dim",
                "tiny_qwen3        | \"head_dim\": 12                     | \"head_dim\": 13                      | 13",
                "tiny_qwen3        | \"num_key_value_heads\": 2           | \"num_key_value_heads\": 3            | key-value",
                "tiny_qwen3        | \"vocab_size\"                       | \"quantization_config\": {}, \"vocab_size\" | quantization_config",
                "tiny_llama        | \"attention_bias\": false            | \"attention_bias\": true              | attention_bias",
                "tiny_llama        | \"mlp_bias\": false                  | \"mlp_bias\": true                    | mlp_bias",
                "tiny_llama        | \"hidden_act\": \"silu\"             | \"hidden_act\": \"relu\"              | relu",
                "tiny_llama        | \"vocab_size\"                       | \"pretraining_tp\": 2, \"vocab_size\" | pretraining_tp",
                "tiny_llama        | \"vocab_size\"                       | \"quantization_config\": {}, \"vocab_size\" | quantization_config",
                "tiny_llama        | \"rope_theta\": 100000.0             | \"rope_theta\": null                  | rope_theta",
                "tiny_llama        | \"rope_type\": \"default\"           | \"rope_type\": \"longrope\"           | longrope",
                "tiny_llama        | \"rope_type\": \"default\"           | \"rope_type\": \"default\", \"partial_rotary_factor\": 0.5 | partial_rotary_factor",
                "tiny_llama/older  | \"rope_scaling\": null               | \"rope_scaling\": {\"type\": \"yarn\"} | yarn",
                "tiny_llama3       | \"low_freq_factor\": 1.0             | \"low_freq_factor\": 4.0              | low_freq_factor",
                "tiny_llama3       | \"original_max_position_embeddings\": 64 | \"x\": 64                         | original_max_position_embeddings",
                "tiny_llama3       | \"vocab_size\"                       | \"rope_scaling\": {}, \"vocab_size\"  | rope_scaling",
                "tiny_gemma3       | \"gemma3_text\"                      | \"gemma3\"                            | images",
                "tiny_gemma3       | \"attention_bias\": false            | \"attention_bias\": true              | attention_bias",
                "tiny_gemma3       | \"attn_logit_softcapping\": null     | \"attn_logit_softcapping\": 50.0      | attn_logit_softcapping",
                "tiny_gemma3       | \"final_logit_softcapping\": null    | \"final_logit_softcapping\": 30.0     | final_logit_softcapping",
                "tiny_gemma3       | \"use_bidirectional_attention\": false | \"use_bidirectional_attention\": true | use_bidirectional_attention",
                "tiny_gemma3       | \"gelu_pytorch_tanh\"                | \"gelu\"                              | hidden_activation",
                "tiny_gemma3       | \"num_hidden_layers\": 3             | \"num_hidden_layers\": 4              | layer_types",
                "tiny_gemma3       | \"full_attention\",                  | \"chunked_attention\",                | chunked_attention",
                "tiny_gemma3       | \"sliding_window\": 4                | \"sliding_window\": 0                 | sliding_window",
                "tiny_gemma3       | \"rope_type\": \"linear\"            | \"rope_type\": \"dynamic\"            | dynamic",
                "tiny_gemma3       | \"vocab_size\"                       | \"quantization_config\": {}, \"vocab_size\" | quantization_config",
                "tiny_gemma3/older | \"rope_local_base_freq\": 100.0      | \"x\": 1                              | rope_local_base_freq",
            })
    void whatIsNotImplementedIsRefusedByName(String name, String from, String to, String named) throws IOException {
        String config = Files.readString(Goldens.FOLDER.resolve(name).resolve("config.json"));
        assertThat(config).contains(from);
        Files.writeString(folder.resolve("config.json"), config.replace(from, to));
        assertThatThrownBy(() -> ModelFolder.open(folder))
                .isInstanceOf(Refusal.class)
                .hasMessageContaining(named);
    }
}

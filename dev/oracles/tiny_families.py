"""Makes a tiny random model of each decoder family beside Qwen2, and what transformers and PEFT say of it.

    python dev/oracles/tiny_families.py --output core/src/test/resources/golden

Made with torch, transformers 5.24.0 and peft 0.21.2 on a CPU. Weights are stored in bfloat16 and computed with in float32. Folder older/
holds the same config.json in the fields that transformers 4 wrote; the script asserts that transformers reads both alike.
"""
import argparse
import json
import shutil
from pathlib import Path

import torch
from transformers import AutoConfig, AutoModelForCausalLM
from transformers import Gemma3ForCausalLM, Gemma3TextConfig, LlamaConfig, LlamaForCausalLM, Qwen3Config, Qwen3ForCausalLM

from tiny_models import adapter_golden, decoder_golden

SHARED = dict(vocab_size=97, max_position_embeddings=128, initializer_range=0.3, bos_token_id=1, eos_token_id=2, pad_token_id=None)
LLAMA3 = dict(rope_type="llama3", factor=8.0, low_freq_factor=1.0, high_freq_factor=4.0, original_max_position_embeddings=64)
FAMILIES = {
    # a head size that does not follow from the hidden size
    "tiny_qwen3": (Qwen3ForCausalLM, Qwen3Config(
        **SHARED, hidden_size=32, intermediate_size=48, num_hidden_layers=2, num_attention_heads=4, num_key_value_heads=2, head_dim=12,
        tie_word_embeddings=True, rope_parameters=dict(rope_type="default", rope_theta=10000.0)),
        dict(rope_theta=10000.0, rope_scaling=None, sliding_window=4)),
    # SmolLM2's shape: three query heads a key-value head, tied
    "tiny_llama": (LlamaForCausalLM, LlamaConfig(
        **SHARED, hidden_size=36, intermediate_size=48, num_hidden_layers=2, num_attention_heads=6, num_key_value_heads=2,
        tie_word_embeddings=True, rope_parameters=dict(rope_type="default", rope_theta=100000.0)),
        dict(rope_theta=100000.0, rope_scaling=None)),
    # Llama 3.1's: scaled positions, of which some pairs lie above, some between and some below the two bounds
    "tiny_llama3": (LlamaForCausalLM, LlamaConfig(
        **SHARED, hidden_size=32, intermediate_size=48, num_hidden_layers=2, num_attention_heads=2, num_key_value_heads=1,
        tie_word_embeddings=False, rope_parameters=dict(LLAMA3, rope_theta=10000.0)),
        dict(rope_theta=10000.0, rope_scaling=LLAMA3)),
    # both kinds of layer, a window that prompts and completions outgrow, unequal bases, a scale that is not the head size's
    "tiny_gemma3": (Gemma3ForCausalLM, Gemma3TextConfig(
        **SHARED, hidden_size=40, intermediate_size=32, num_hidden_layers=3, num_attention_heads=4, num_key_value_heads=1, head_dim=12,
        query_pre_attn_scalar=20, sliding_window=4, layer_types=["sliding_attention", "full_attention", "sliding_attention"],
        rope_parameters=dict(full_attention=dict(rope_type="linear", factor=4.0, rope_theta=10000.0),
                             sliding_attention=dict(rope_type="default", rope_theta=100.0))),
        dict(rope_theta=10000.0, rope_local_base_freq=100.0, rope_scaling=dict(rope_type="linear", factor=4.0), sliding_window_pattern=2)),
}


def save(folder, maker, config, seed):
    torch.manual_seed(seed)
    model = maker(config)
    with torch.no_grad():
        for name, parameter in model.named_parameters():
            if "norm" in name:
                parameter.normal_(0 if maker is Gemma3ForCausalLM else 1, 0.2)
    model.to(torch.bfloat16).save_pretrained(folder)
    (folder / "generation_config.json").write_text(json.dumps({"eos_token_id": 2}))
    return AutoModelForCausalLM.from_pretrained(folder, dtype=torch.float32, attn_implementation="eager").eval()


def older(folder, fields):
    config = json.loads((folder / "config.json").read_text())
    for name in ("rope_parameters", "layer_types", "dtype"):
        config.pop(name, None)
    (folder / "older").mkdir()
    (folder / "older" / "config.json").write_text(json.dumps(config | fields | {"torch_dtype": "bfloat16"}, indent=2) + "\n")
    shutil.copy(folder / "generation_config.json", folder / "older")
    new, old = AutoConfig.from_pretrained(folder), AutoConfig.from_pretrained(folder / "older")
    assert new.rope_parameters == old.rope_parameters, (new.rope_parameters, old.rope_parameters)
    assert getattr(new, "layer_types", None) == getattr(old, "layer_types", None)


def embedded(folder, ids):
    """What the first layer reads in bfloat16, where the scale is rounded, too."""
    model = AutoModelForCausalLM.from_pretrained(folder, dtype=torch.bfloat16).eval()
    with torch.no_grad():
        return {"ids": ids, "values": model.model.embed_tokens(torch.tensor(ids)).float().flatten().tolist()}


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--output", type=Path, required=True)
    output = parser.parse_args().output
    for seed, (name, (maker, config, fields)) in enumerate(FAMILIES.items(), 21):
        folder = output / name
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir(parents=True)
        model = save(folder, maker, config, seed)
        older(folder, fields)
        expected = {"cases": decoder_golden(model), "bfloat16": embedded(folder, [5, 17, 4])}
        expected["adapter"] = adapter_golden(model, folder, rank=2)
        (folder / "expected.json").write_text(json.dumps(expected))


if __name__ == "__main__":
    main()

"""Makes the golden of learning token rows: PEFT's trainable_token_indices beside LoRA.

    python dev/oracles/token_rows.py --golden core/src/test/resources/golden

For tiny_qwen2, tiny_gemma3 (whose embeddings are scaled) and tiny_qwen2_untied, whose head has learning rows of its own (here of other
tokens than the embedding, so that each is seen to learn by itself), writes rows/adapter, an adapter whose rows are moved from where they were,
rows/gradients.safetensors and rows/expected.json.
"""
import argparse
import json
import shutil
from pathlib import Path

import torch
from peft import LoraConfig, get_peft_model
from safetensors.torch import save_file
from transformers import AutoModelForCausalLM

ROWS, HEAD_ROWS = [3, 7, 11, 40], [3, 8, 11, 17, 21]
MODELS = {"tiny_qwen2": ROWS, "tiny_gemma3": ROWS, "tiny_qwen2_untied": {"embed_tokens": ROWS, "lm_head": HEAD_ROWS}}
PROMPT, COMPLETIONS = [5, 3, 9, 7, 7, 12], [[3, 21, 8], [11, 2, 40, 17], [13]]


def log_probs(model, completion):
    out = model(torch.tensor([PROMPT + completion])).logits[0].log_softmax(-1)
    return torch.stack([out[len(PROMPT) - 1 + i, t] for i, t in enumerate(completion)])


def golden(folder, rows):
    target = folder / "rows"
    shutil.rmtree(target, ignore_errors=True)
    torch.manual_seed(9)
    model = AutoModelForCausalLM.from_pretrained(folder, dtype=torch.float32).eval()
    adapted = get_peft_model(model, LoraConfig(r=2, lora_alpha=4, lora_dropout=0.0, task_type="CAUSAL_LM", trainable_token_indices=rows,
                                               target_modules=["q_proj", "v_proj", "down_proj"]))
    with torch.no_grad():
        for name, parameter in adapted.named_parameters():
            if "lora_B" in name:
                parameter.normal_(0, 0.1)
            if "trainable_tokens_delta" in name:
                parameter.add_(0.1 * torch.randn_like(parameter))
    adapted.save_pretrained(target / "adapter")
    (target / "adapter" / "README.md").unlink(missing_ok=True)
    scored = [{"completion": c, "log_probs": log_probs(adapted, c).tolist()} for c in COMPLETIONS]
    sum(log_probs(adapted, c).sum() for c in COMPLETIONS).backward()
    gradients = {n.replace("base_model.model.", "").replace(".default.weight", "").replace(".default", ""): p.grad.contiguous()
                 for n, p in adapted.named_parameters() if p.grad is not None}
    save_file(gradients, target / "gradients.safetensors")
    (target / "expected.json").write_text(json.dumps({"prompt": PROMPT, "scored": scored}))


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--golden", type=Path, required=True)
    for name, rows in MODELS.items():
        golden(parser.parse_args().golden / name, rows)


if __name__ == "__main__":
    main()

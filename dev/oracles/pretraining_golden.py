"""What torch says of learning with every tensor: gradients of weighted tokens, and three AdamW updates.

    python dev/oracles/pretraining_golden.py --golden core/src/test/resources/golden

Made with torch and transformers 5.24.0 on a CPU, on the tiny models that tiny_families.py made, in float32. Every tail is computed behind a
prompt of its own, so that nothing is shared; a prompt's weights count once.
"""
import argparse
import json
from pathlib import Path

import torch
from safetensors.torch import save_file
from transformers import AutoModelForCausalLM

# prompt, its weights, and tails with theirs
LESSONS = [
    ([5, 17, 44, 8, 91, 23], [0, 0.5, 0.5, 0, 1, 2], [([7, 30, 2], [0.5, 4, 4]), ([61, 12, 13, 2], [0.5, 0, 4, 4]), ([9, 2], [0.5, 4])]),
    ([33], [0], [([40, 41, 42, 43, 44, 45, 2], [1, 1, 1, 1, 1, 1, 1])]),
    ([70, 71, 72, 5], [0, 0.25, 0.25, 0.25], [([88, 3, 2], [0.5, 3, 3])]),
]
RATE, DECAY, NORM, STEPS = 0.01, 0.01, 1.0, 3


def loss(model):
    total, weight = 0, 0
    for prompt, prompt_weights, tails in LESSONS:
        for i, (tail, tail_weights) in enumerate(tails):
            ids = torch.tensor([prompt + tail])
            weights = torch.tensor((prompt_weights if i == 0 else [0] * len(prompt)) + tail_weights, dtype=torch.float32)
            log_probs = model(ids).logits[0, :-1].log_softmax(-1).gather(1, ids[0, 1:, None])[:, 0]
            total = total - (weights[1:] * log_probs).sum()
            weight = weight + weights.sum()
    return total / weight


def golden(folder):
    model = AutoModelForCausalLM.from_pretrained(folder, dtype=torch.float32, attn_implementation="eager")
    optimizer = torch.optim.AdamW(model.parameters(), lr=RATE, weight_decay=DECAY)
    tensors, losses, norms = {}, [], []
    for step in range(STEPS):
        value = loss(model)
        value.backward()
        losses.append(value.item())
        if step == 0:
            tensors.update({"gradient." + name: p.grad.clone() for name, p in model.named_parameters()})
        norms.append(torch.nn.utils.clip_grad_norm_(model.parameters(), NORM).item())
        optimizer.step()
        optimizer.zero_grad()
    tensors.update({"after." + name: p.detach().clone() for name, p in model.named_parameters()})
    save_file(tensors, folder / "pretraining.safetensors")
    (folder / "pretraining.json").write_text(json.dumps({
        "rate": RATE, "decay": DECAY, "norm": NORM, "losses": losses, "norms": norms,
        "lessons": [{"prompt": p, "weights": w, "tails": [{"tokens": t, "weights": v} for t, v in tails]} for p, w, tails in LESSONS]}))


if __name__ == "__main__":
    arguments = argparse.ArgumentParser()
    arguments.add_argument("--golden", type=Path, required=True)
    for name in ("tiny_qwen3", "tiny_llama3", "tiny_gemma3"):
        golden(arguments.parse_args().golden / name)

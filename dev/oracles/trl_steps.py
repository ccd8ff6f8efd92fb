"""Repeats the TRL fixture's three steps in float64, and finds the LoRA entries that float32 cannot settle.

    python dev/oracles/trl_steps.py --fixture core/src/test/resources/fixtures/grpo/tiny_qwen3 --output core/src/test/resources/golden/trl_steps

Three GRPO and three SFT steps with transformers and PEFT in float64, without padding, by formulas written here; what transformers computes
in float32 in any case (norms, rotary angles, the softmax of its plain attention) is replaced by float64. Float32 are the rotary table, as the
model has it, and what goes into a GRPO step from outside: advantages and the reference's log-probabilities, each rounded once. The adapters after the steps go to exact_grpo.safetensors and exact_sft.safetensors.

unsettled.json: an entry whose gradient is almost nothing in some step gets from AdamW, which divides by the gradient's own size, an update that rounding
decides; where TRL's float32 is further than 1e-4 (of the tensor's largest value) from the exact result, the entry is listed.
Made with transformers 5.24.0 and peft 0.21.2.
"""
import argparse
import json
from pathlib import Path

import torch
from peft import PeftModel
from safetensors.torch import load_file, save_file
from transformers import AutoModelForCausalLM
from transformers.models.qwen3 import modeling_qwen3

BETA, RATE, BOUND = 0.04, 1e-2, 1e-4


def norm(self, x):
    return self.weight * (x * torch.rsqrt(x.pow(2).mean(-1, keepdim=True) + self.variance_epsilon))


def rotary(self, x, position_ids):
    base, size = self.config.rope_parameters["rope_theta"], self.config.head_dim
    frequencies = torch.tensor([base ** (-2 * i / size) for i in range(size // 2)], dtype=torch.float64).float()
    angles = (position_ids[..., None].float() * frequencies).double()
    return tuple(torch.cat([table, table], -1).float().double() for table in (angles.cos(), angles.sin()))


def exactly():
    modeling_qwen3.Qwen3RMSNorm.forward = norm
    modeling_qwen3.Qwen3RotaryEmbedding.forward = rotary


def rows(ids, mask, cuts):
    return [([t for t, a in zip(i[:c], m[:c]) if a], [t for t, a in zip(i[c:], m[c:]) if a]) for i, m, c in zip(ids, mask, cuts)]


def log_probs(model, prompt, completion):
    out = model(torch.tensor([prompt + completion])).logits[0].log_softmax(-1)
    return torch.stack([out[len(prompt) - 1 + i, t] for i, t in enumerate(completion)])


def sft(model, batch, _):
    return -sum(log_probs(model, p, c).sum() for p, c in batch) / sum(len(c) for _, c in batch)


def grpo(model, batch, advantages):
    loss = 0
    for (prompt, completion), advantage in zip(batch, advantages):
        with torch.no_grad(), model.disable_adapter():
            reference = log_probs(model, prompt, completion).float()
        now = log_probs(model, prompt, completion)
        ratio, gap = (now - now.detach()).exp(), reference - now
        loss = loss + (BETA * ratio * (gap.exp() - gap - 1) - ratio * advantage).sum()
    return loss / sum(len(c) for _, c in batch)


def steps(fixture, loss, batch, advantages):
    base = AutoModelForCausalLM.from_pretrained(fixture / "base", dtype=torch.float64, attn_implementation="sdpa")
    model = PeftModel.from_pretrained(base, fixture / "adapter_init", is_trainable=True, autocast_adapter_dtype=False).double()
    trained = {n.replace(".default", ""): p for n, p in model.named_parameters() if p.requires_grad}
    optimizer = torch.optim.AdamW(trained.values(), lr=RATE, weight_decay=0)
    for _ in range(3):
        optimizer.zero_grad()
        loss(model, batch, advantages).backward()
        torch.nn.utils.clip_grad_norm_(trained.values(), 1.0)
        optimizer.step()
    return trained


def unsettled(exact, file):
    found = []
    for name, reference in load_file(file).items():
        error = (exact[name].detach() - reference).abs().flatten() / reference.abs().max()
        found += [{"tensor": name, "entry": i, "error": float(error[i])} for i in (error > BOUND).nonzero().flatten().tolist()]
    return found


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--fixture", type=Path, required=True)
    parser.add_argument("--output", type=Path, required=True)
    options = parser.parse_args()
    expected = json.loads((options.fixture / "expected.json").read_text())
    rewards = torch.tensor(expected["rewards"], dtype=torch.float64).view(-1, expected["G"])
    advantages = ((rewards - rewards.mean(1, keepdim=True)) / (rewards.std(1, keepdim=True) + 1e-4)).flatten().float()
    completions = rows(expected["input_ids"], expected["attention_mask"], [expected["P"]] * len(advantages))
    cuts = [next(i for i, label in enumerate(row) if label >= 0) for row in expected["sft_labels"]]
    examples = rows(expected["sft_input_ids"], expected["sft_attention_mask"], cuts)
    exactly()
    options.output.mkdir(exist_ok=True)
    result = {}
    for name, loss, batch in (("grpo", grpo, completions), ("sft", sft, examples)):
        exact = steps(options.fixture, loss, batch, advantages)
        assert all(p.dtype == torch.float64 for p in exact.values())
        save_file({n: p.detach().float().contiguous() for n, p in exact.items()}, options.output / f"exact_{name}.safetensors")
        result[name] = unsettled(exact, options.fixture / f"lora_after_3_{name}_steps.safetensors")
    (options.output / "unsettled.json").write_text(json.dumps(result, indent=1) + "\n")


if __name__ == "__main__":
    main()

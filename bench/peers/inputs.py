"""Makes what both sides read: the random 54M model, and a JSON file a row with prompts token by token and as text.

    python bench/peers/inputs.py --work WORK --half-billion DIR --encoder DIR [--tiny]

Texts are drawn by seed from the words of the model's own tokenizer, so that each word is one token on both sides.
"""
import argparse
import json
import random
from pathlib import Path

import torch
from tokenizers import Tokenizer, models, pre_tokenizers
from transformers import AutoTokenizer, PreTrainedTokenizerFast, Qwen3Config, Qwen3ForCausalLM

SHAPES = {
    "54m": dict(vocab_size=32000, hidden_size=512, intermediate_size=1536, num_hidden_layers=12),
    "tiny": dict(vocab_size=2000, hidden_size=64, intermediate_size=128, num_hidden_layers=2),
}


def random_model(folder, shape):
    """A tied Qwen3 with random weights, whose tokenizer has a word for each number."""
    if (folder / "config.json").exists():
        return
    torch.manual_seed(1)
    size = shape["vocab_size"]
    model = Qwen3ForCausalLM(
        Qwen3Config(
            **shape,
            num_attention_heads=8,
            num_key_value_heads=4,
            head_dim=shape["hidden_size"] // 8,
            tie_word_embeddings=True,
            max_position_embeddings=4096,
            rope_theta=1e6,
            bos_token_id=None,
            eos_token_id=size - 1,
            pad_token_id=size - 2,
        )
    )
    model.to(torch.bfloat16).save_pretrained(folder)
    words = Tokenizer(models.WordLevel({f"w{i}": i for i in range(size)}, unk_token="w0"))
    words.pre_tokenizer = pre_tokenizers.WhitespaceSplit()
    PreTrainedTokenizerFast(
        tokenizer_object=words, eos_token=f"w{size - 1}", pad_token=f"w{size - 2}", unk_token="w0"
    ).save_pretrained(folder)


class Words:
    """Texts of whole words of a tokenizer, each a token."""

    def __init__(self, folder, seed):
        self.tokenizer = AutoTokenizer.from_pretrained(folder)
        self.random = random.Random(seed)
        special = set(self.tokenizer.all_special_ids)
        spelled = [(i, self.tokenizer.decode([i])) for i in range(100, min(len(self.tokenizer), 30000)) if i not in special]
        own = [text for _, text in spelled if text.startswith("w") and text[1:].isdigit()]
        self.words = own if len(own) > len(spelled) // 2 else [
            text for i, text in spelled if text[:1] == " " and text[1:].isascii() and text[1:].isalpha() and text.islower()
        ]
        self.between = " " if self.words is own else ""

    def draw(self, length):
        """A text and its tokens, exactly this many."""
        while True:
            text = self.between.join(self.random.choice(self.words) for _ in range(length))
            ids = self.tokenizer(text, add_special_tokens=False)["input_ids"]
            if len(ids) == length:
                return text, ids


def row(work, model, **parts):
    blank = dict(length=0, group=0, rank=0, prompts=[], targets=[], texts=[])
    return {"work": work, "model": str(model), **blank, **parts}


def grpo(model, prompts, group, length, rank, prompt_length):
    words = Words(model, prompt_length)
    drawn = [words.draw(prompt_length) for _ in range(prompts)]
    return row(
        "GRPO", model, length=length, group=group, rank=rank,
        prompts=[ids for _, ids in drawn], promptTexts=[text for text, _ in drawn],
    )


def sft(model, count, rank, shortest, longest):
    words = Words(model, 5)
    lengths = [shortest + (longest - shortest) * i // (count - 1) for i in range(count)]
    words.random.shuffle(lengths)
    pairs = [(words.draw(length * 2 // 3)[1], words.draw(length - length * 2 // 3)[1]) for length in lengths]
    return row("SFT", model, rank=rank, prompts=[p for p, _ in pairs], targets=[t for _, t in pairs])


def decode(model, rows, prompt_length, length):
    words = Words(model, 9)
    return row("DECODE", model, length=length, prompts=[words.draw(prompt_length)[1] for _ in range(rows)])


def encoder(model, count, shortest, longest):
    tokenizer = AutoTokenizer.from_pretrained(model)
    draw = random.Random(3)
    special = set(tokenizer.all_special_ids)
    words = [t for t, i in tokenizer.get_vocab().items() if i not in special and t.startswith("\u2581") and t[1:].isalpha()]
    words.sort()
    texts = [
        " ".join(draw.choice(words)[1:] for _ in range(draw.randint(shortest, longest))) for _ in range(count)
    ]
    return row("ENCODER", model, texts=texts)


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--work", type=Path, required=True)
    parser.add_argument("--half-billion", type=Path, required=True)
    parser.add_argument("--encoder", type=Path, required=True)
    parser.add_argument("--tiny", action="store_true", help="small shapes, to try the scripts")
    found = parser.parse_args()
    small = found.work / "models" / ("tiny" if found.tiny else "54m")
    random_model(small, SHAPES[small.name])
    large = small if found.tiny else found.half_billion
    rows = {
        "grpo-54m-p256-c32": lambda: grpo(small, 4, 8, 32, 16, 256),
        "grpo-54m-p64-c64": lambda: grpo(small, 4, 8, 64, 16, 64),
        "grpo-0.5b-p256-c48": lambda: grpo(large, 2, 8, 48, 64, 256),
        "sft-0.5b": lambda: sft(large, 16, 64, 32, 192),
        "decode-0.5b-1": lambda: decode(large, 1, 128, 64),
        "decode-0.5b-8": lambda: decode(large, 8, 128, 48),
        "decode-0.5b-64": lambda: decode(large, 64, 128, 24),
        "encoder": lambda: encoder(found.encoder, 64 if found.tiny else 512, 5, 40),
    }
    folder = found.work / "rows"
    folder.mkdir(parents=True, exist_ok=True)
    for name, make in rows.items():
        (folder / f"{name}.json").write_text(json.dumps(make(), ensure_ascii=False), encoding="utf-8")


main()

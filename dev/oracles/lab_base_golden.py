"""What transformers makes of the lab's base model: tokens of texts and back, and the likelihood of answers.

    python dev/oracles/lab_base_golden.py --model models/lab-base --items RUN/examination/LAST/choice.jsonl \
        --sentences core/src/test/resources/golden/lab/sentences.jsonl --output core/src/test/resources/golden/lab/base.json

RUN is a run of recipes/lab-base.yaml. Made with torch and transformers 5.24.0 on a CPU, in float32.
"""
import argparse
import json
from pathlib import Path

import torch
from transformers import AutoModelForCausalLM, AutoTokenizer

UYGHUR = ["نوربۇ بازاردا بەش ئالمىنى يېدى.", "ئەتىگەندە چۆپەل دوختۇرخانىدا گۆشنى يېدى."]


def lines(path):
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def prompt(item):
    """A question that stands in no file; it is the likelihoods that are compared, not whether they are wise."""
    instruction = "阅读短文，回答问题。答案必须是短文中的原文片段，尽量简短，只输出答案，不要解释。"
    return instruction + "\n\n短文：" + item["context"] + "\n\n问题：谁去了学校？\n"


def main(arguments):
    tokenizer = AutoTokenizer.from_pretrained(arguments.model)
    model = AutoModelForCausalLM.from_pretrained(arguments.model, dtype=torch.float32).eval()
    texts = UYGHUR + [line[code] for line in lines(arguments.sentences)[:20] for code in ("bo", "zh")]
    tokens = []
    for text in texts:
        ids = tokenizer(text)["input_ids"]
        assert tokenizer.decode(ids) == text and tokenizer.unk_token_id not in ids, text
        tokens.append({"text": text, "ids": ids})
    answers = []
    for item in lines(arguments.items)[:24]:
        answer = item["options"][item["right"]]["text"]
        before = tokenizer(prompt(item))["input_ids"]
        after = tokenizer(answer + tokenizer.eos_token)["input_ids"]
        with torch.no_grad():
            scores = model(torch.tensor([before + after])).logits[0].log_softmax(-1)
        answers.append({
            "prompt": prompt(item), "answer": answer, "ids": before + after,
            "log_prob": sum(scores[len(before) - 1 + i, t].item() for i, t in enumerate(after))})
    arguments.output.write_text(json.dumps({"tokens": tokens, "answers": answers}, ensure_ascii=False))


if __name__ == "__main__":
    parser = argparse.ArgumentParser()
    for name in ("model", "items", "sentences", "output"):
        parser.add_argument("--" + name, type=Path, required=True)
    main(parser.parse_args())

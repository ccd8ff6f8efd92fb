"""Compares Lungta with the reference implementations on real models, in float32.

    python dev/oracles/real_parity.py --model DIR --encoder DIR [--adapter DIR] [--prompts N] [--tokens N]

Greedy decoding against transformers (64 tokens, the prompts of parity_prompts.jsonl): of a chat model as one user turn, of a base model,
which has no chat template, as plain text with the special tokens that its tokenizer puts before it; with an adapter also base + adapter against PEFT;
embeddings against sentence-transformers. Prints what agrees, and for each first difference the gap of the two best logits there.
"""
import argparse
import json
import subprocess
import tempfile
from pathlib import Path

import numpy
import torch
import transformers
from transformers import AutoModelForCausalLM, AutoTokenizer

HERE = Path(__file__).parent
LUNGTA = HERE.parent.parent / "lungta"


def lungta(*arguments):
    out = subprocess.run([LUNGTA, *map(str, arguments)], check=True, capture_output=True, text=True).stdout
    return [json.loads(line) for line in out.splitlines()]


def encode(tokenizer, prompt):
    if tokenizer.chat_template is None:
        return tokenizer(prompt, return_tensors="pt")["input_ids"]
    return tokenizer.apply_chat_template([{"role": "user", "content": prompt}], add_generation_prompt=True, return_tensors="pt",
                                         return_dict=True)["input_ids"]


def decoder(folder, adapter, prompts, tokens):
    tokenizer = AutoTokenizer.from_pretrained(folder)
    kind = "base model, plain text" if tokenizer.chat_template is None else "chat model"
    model = AutoModelForCausalLM.from_pretrained(folder, dtype=torch.float32).eval()
    options = (["--adapter", adapter] if adapter else []) + (["--chat"] if tokenizer.chat_template is not None else [])
    if adapter:
        from peft import PeftModel
        model = PeftModel.from_pretrained(model, adapter).eval()
    with tempfile.NamedTemporaryFile("w", suffix=".jsonl", encoding="utf-8") as file:
        file.write("".join(json.dumps({"prompt": p}, ensure_ascii=False) + "\n" for p in prompts))
        file.flush()
        ours = lungta("generate", "--model", folder, "--input", file.name, "--greedy", "--dtype", "float32", "--max-new-tokens", tokens,
                      "--json", *options)
    equal, worst = 0, 0.0
    for prompt, mine in zip(prompts, ours):
        ids = encode(tokenizer, prompt)
        with torch.no_grad():
            theirs = model.generate(input_ids=ids, max_new_tokens=tokens, do_sample=False, repetition_penalty=1.0, temperature=None,
                                    top_p=None, top_k=None)[0, ids.shape[1]:].tolist()
            whole = torch.cat([ids, torch.tensor([mine["tokens"]])], 1)
            logits = model(whole).logits[0, ids.shape[1] - 1:-1]
        scored = logits.log_softmax(-1).gather(1, torch.tensor(mine["tokens"])[:, None])[:, 0]
        worst = max(worst, float((scored - torch.tensor(mine["logprobs"])).abs().max()))
        if theirs == mine["tokens"]:
            equal += 1
            continue
        at = next((i for i, (a, b) in enumerate(zip(theirs, mine["tokens"])) if a != b), min(len(theirs), len(mine["tokens"])))
        if at == len(logits):
            print(f"ours ends after {at} tokens of {prompt!r}, theirs after {len(theirs)}")
            continue
        best = logits[at].topk(2).values
        print(f"first difference at token {at} of {prompt!r}: top two logits {float(best[0] - best[1]):.2e} apart")
    print(f"{folder} ({kind}){' + adapter' if adapter else ''}: {equal} of {len(prompts)} prompts equal for {tokens} greedy tokens; "
          f"log-probabilities of our tokens differ by at most {worst:.2e}")


def encoder(folder, texts):
    from sentence_transformers import SentenceTransformer
    with tempfile.NamedTemporaryFile("w", suffix=".jsonl", encoding="utf-8") as file:
        file.write("".join(json.dumps({"text": t}, ensure_ascii=False) + "\n" for t in texts))
        file.flush()
        ours = numpy.array([l["embedding"] for l in lungta("embed", "--encoder", folder, "--input", file.name, "--json")])
    theirs = SentenceTransformer(str(folder), device="cpu").encode(texts)
    cosines = (ours * theirs).sum(1) / numpy.linalg.norm(ours, axis=1) / numpy.linalg.norm(theirs, axis=1)
    print(f"encoder: {len(texts)} texts, least cosine {cosines.min():.7f}, largest difference {abs(ours - theirs).max():.2e}")


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--model", type=Path)
    parser.add_argument("--encoder", type=Path)
    parser.add_argument("--adapter", type=Path)
    parser.add_argument("--prompts", type=int, help="only the first so many prompts")
    parser.add_argument("--tokens", type=int, default=64)
    options = parser.parse_args()
    prompts = [json.loads(l)["prompt"] for l in (HERE / "parity_prompts.jsonl").read_text(encoding="utf-8").splitlines()]
    prompts = prompts[:options.prompts]
    print(f"torch {torch.__version__}, transformers {transformers.__version__}")
    if options.model:
        decoder(options.model, None, prompts, options.tokens)
        if options.adapter:
            decoder(options.model, options.adapter, prompts, options.tokens)
    if options.encoder:
        encoder(options.encoder, prompts + ["", "hello", "a " * 600, "混合 mixed བོད 123"][1:])


if __name__ == "__main__":
    main()

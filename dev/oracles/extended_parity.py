"""Holds an extended model against the model that it was made from, as transformers and sentence-transformers load them.

    python dev/oracles/extended_parity.py --before DIR --after DIR --new NEW.txt --old OLD.txt [OLD.txt ...] [--encoder LUNGTA]
                                          [--embedded N]

NEW has a text a line in the new language, the OLD files in languages that the model knew; the first 1,000 lines of each are taken. Held are:
ids of old texts as before; ids by transformers as by the tokenizers library from tokenizer.json alone, which is what Lungta reads; new texts
have new words; of a decoder the logits of the old tokens on 8 old texts; of an encoder (--encoder names Lungta's launcher) the embeddings of
sentence-transformers against those of `lungta embed`, and those of old texts against the model before.
"""
import argparse
import json
import subprocess
import tempfile
from pathlib import Path

import torch
from sentence_transformers import SentenceTransformer
from tokenizers import Tokenizer
from transformers import AutoModelForCausalLM, AutoTokenizer

SHOWN = 3


def lines(path):
    return [line for line in path.read_text(encoding="utf-8").splitlines() if line.strip()][:1000]


def plain(folder):
    made = Tokenizer.from_file(str(folder / "tokenizer.json"))
    made.no_truncation()
    made.no_padding()
    return lambda texts: [e.ids for e in made.encode_batch(texts)]


def by_transformers(folder):
    made = AutoTokenizer.from_pretrained(folder)
    return lambda texts: made(texts)["input_ids"]


def compare(name, texts, one, other):
    different = [(t, a, b) for t, a, b in zip(texts, one(texts), other(texts)) if a != b]
    print(f"{name}: {len(texts) - len(different)} of {len(texts)} lines have equal ids")
    for text, a, b in different[:SHOWN]:
        print("   ", repr(text), a, b)


def reading(name, texts, ids, words):
    counts = [len(i) for i in ids(texts)]
    new = sum(t in range(words["first"], words["first"] + words["count"]) for i in ids(texts) for t in i)
    print(f"{name}: {sum(counts)} tokens, {new} of them new words")


def logits(before, after, texts):
    worst = 0
    models = [AutoModelForCausalLM.from_pretrained(f, dtype=torch.float32).eval() for f in (before, after)]
    ids = by_transformers(before)
    with torch.no_grad():
        for text in texts:
            old, new = (m(torch.tensor([ids([text])[0]])).logits for m in models)
            size = min(old.shape[-1], new.shape[-1])
            worst = max(worst, float((old[..., :size] - new[..., :size]).abs().max()))
    print(f"logits of old tokens on {len(texts)} old texts: largest difference {worst}")


def by_lungta(launcher, folder, texts):
    with tempfile.NamedTemporaryFile("w", suffix=".jsonl", encoding="utf-8") as file:
        file.write("".join(json.dumps({"text": t}, ensure_ascii=False) + "\n" for t in texts))
        file.flush()
        out = subprocess.run([launcher, "embed", "--encoder", folder, "--input", file.name, "--prefix", "query: ", "--json"],
                             check=True, capture_output=True, text=True).stdout
    return torch.tensor([json.loads(line)["embedding"] for line in out.splitlines()])


def embeddings(before, after, launcher, groups):
    for name, texts in groups.items():
        theirs = torch.tensor(SentenceTransformer(str(after), device="cpu").encode(["query: " + t for t in texts]))
        ours = by_lungta(launcher, after, texts)
        cosine = torch.nn.functional.cosine_similarity(ours, theirs)
        print(f"{name}: Lungta against sentence-transformers, {len(texts)} texts: least cosine {cosine.min():.7f}, "
              f"largest difference {(ours - theirs).abs().max():.1e}")
        old = torch.tensor(SentenceTransformer(str(before), device="cpu").encode(["query: " + t for t in texts]))
        print(f"{name}: after against before: least cosine {torch.nn.functional.cosine_similarity(old, theirs).min():.7f}")


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--before", type=Path, required=True)
    parser.add_argument("--after", type=Path, required=True)
    parser.add_argument("--new", type=Path, required=True)
    parser.add_argument("--old", type=Path, nargs="+", required=True)
    parser.add_argument("--encoder", type=Path)
    parser.add_argument("--embedded", type=int, default=1000, help="how many lines of each file are embedded")
    options = parser.parse_args()
    words = json.loads((options.after / "new_words.json").read_text())
    olds = {path.name: lines(path) for path in options.old}
    new = lines(options.new)
    for name, texts in olds.items():
        compare(f"{name}, before and after", texts, by_transformers(options.before), by_transformers(options.after))
    for name, texts in {**olds, options.new.name: new}.items():
        compare(f"{name}, transformers and tokenizer.json", texts, by_transformers(options.after), plain(options.after))
    reading("before", new, by_transformers(options.before), words)
    reading("after", new, by_transformers(options.after), words)
    if options.encoder:
        groups = {name: texts[:options.embedded] for name, texts in {**olds, options.new.name: new}.items()}
        embeddings(options.before, options.after, options.encoder, groups)
    else:
        logits(options.before, options.after, [text for texts in olds.values() for text in texts[:4]][:8])


if __name__ == "__main__":
    main()

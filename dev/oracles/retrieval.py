"""Retrieval@1 of an encoder by sentence-transformers, and how far its Chinese texts keep their order: the encoder table of docs/results.md.

    python dev/oracles/retrieval.py --encoder DIR --original DIR --data DIR [--centred]

Among 500 test pairs of mt/libreoffice.bo-zh.jsonl, 500 of mt/mitra.bo-zh.jsonl and 300 of mt/flores.bo-zh.jsonl, Tibetan to Chinese and back;
Spearman over all pairs of 1,000 Chinese texts. With --centred each language's mean is taken off first.
"""
import argparse
import json
import random

import numpy
from scipy.stats import spearmanr
from sentence_transformers import SentenceTransformer

SETS = [("libreoffice", "test", 500, 4), ("mitra", "test", 500, 1), ("flores", None, 300, 1)]
CHINESE = [("libreoffice", "test", 400, 4), ("mitra", "test", 400, 1), ("flores", None, 200, 1)]


def pairs(data, draw, name, split, count, shortest):
    rows = [json.loads(line) for line in open(f"{data}/mt/{name}.bo-zh.jsonl", encoding="utf-8")]
    rows = [r for r in rows if (split is None or r["split"] == split) and len(r["target"]) >= shortest]
    draw.shuffle(rows)
    seen, once = set(), []
    for r in rows:
        if r["target"] not in seen and r["source"] not in seen:
            seen.update((r["source"], r["target"]))
            once.append(r)
    return once[:count]


def embed(model, texts, centred=False):
    vectors = model.encode(["query: " + t for t in texts], normalize_embeddings=True, batch_size=64)
    if centred:
        vectors = vectors - vectors.mean(0)
        vectors /= numpy.linalg.norm(vectors, axis=1, keepdims=True)
    return vectors


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    for name in ("--encoder", "--original", "--data"):
        parser.add_argument(name, required=True)
    parser.add_argument("--centred", action="store_true")
    options = parser.parse_args()
    model, original = (SentenceTransformer(folder, device="cpu") for folder in (options.encoder, options.original))
    draw = random.Random(0)
    for of in SETS:
        rows = pairs(options.data, draw, *of)
        bo = embed(model, [r["source"] for r in rows], options.centred)
        zh = embed(model, [r["target"] for r in rows], options.centred)
        cosines, right = bo @ zh.T, numpy.arange(len(rows))
        print(f"{of[0]}, n={len(rows)}: bo to zh {(cosines.argmax(1) == right).mean():.3f}, back {(cosines.argmax(0) == right).mean():.3f}")
    texts = [r["target"] for of in CHINESE for r in pairs(options.data, draw, *of)]
    upper = numpy.triu_indices(len(texts), 1)
    orders = [(v @ v.T)[upper] for v in (embed(original, texts), embed(model, texts))]
    print(f"order of {len(texts)} Chinese texts: Spearman {spearmanr(*orders)[0]:.3f}")


if __name__ == "__main__":
    main()

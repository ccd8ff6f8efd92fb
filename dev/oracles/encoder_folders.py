"""Adapts each tiny golden encoder for two updates, and compares the folder that Lungta writes with what sentence-transformers makes of it.

    python dev/oracles/encoder_folders.py [--encoder DIR]... [--lungta ./lungta]

Without --encoder the tiny encoders of core/src/test/resources/golden: BERT and XLM-R, mean and CLS, with Normalize and without.
"""
import argparse
import json
import subprocess
import tempfile
from pathlib import Path

import numpy
import sentence_transformers
from sentence_transformers import SentenceTransformer

HERE = Path(__file__).parent
LUNGTA = HERE.parent.parent / "lungta"
GOLDEN = HERE.parent.parent / "core/src/test/resources/golden"
WORDS = [("ཁོས་", "他"), ("མོས་", "她"), ("བུས་", "孩子")], [("དེབ་", "书"), ("ཇ་", "茶"), ("རྟ་", "马"), ("གོས་", "衣服")], [("ཉོས།", "买了"), ("མཐོང་།", "看见")]
TEXTS = ["他买了书。", "hello world", "ཁོས་དེབ་ཉོས།", "", "一本新书，在拉萨。", "新" * 60, "a<pad>b", "Hello, ｗｏｒｌｄ"]


def pairs(file):
    lines = []
    for who in WORDS[0]:
        for what in WORDS[1]:
            for deed in WORDS[2]:
                split = "test" if len(lines) % 6 == 0 else "train"
                lines.append(json.dumps({"id": f"p{len(lines)}", "source": who[0] + what[0] + deed[0], "target": who[1] + deed[1] + what[1] + "。",
                                         "source_lang": "bo", "target_lang": "zh", "split": split}, ensure_ascii=False))
    file.write_text("\n".join(lines) + "\n", encoding="utf-8")


def check(lungta, source, scratch):
    pairs(scratch / "pairs.jsonl")
    run = scratch / source.name
    settings = {"encoder": source, "cache": scratch / "frozen", "prefix": "''", "adaptation.pairs": f"[{{file: '{scratch}/pairs.jsonl'}}]",
                "adaptation.steps": 2, "adaptation.batch-size": 4, "adaptation.dev": "null", "card.file": scratch / "pairs.jsonl", "card.pairs": 4}
    subprocess.run([lungta, "run", HERE.parent.parent / "recipes/encoder.yaml", "--output", run,
                    *[a for k, v in settings.items() for a in ("--set", f"{k}={v}")]], check=True, capture_output=True)
    texts = scratch / "texts.jsonl"
    shown = [t for t in TEXTS if t]
    texts.write_text("".join(json.dumps({"text": t}, ensure_ascii=False) + "\n" for t in shown), encoding="utf-8")
    out = subprocess.run([lungta, "embed", "--encoder", run / "encoder", "--input", texts, "--json"], check=True, capture_output=True, text=True)
    ours = numpy.array([json.loads(line)["embedding"] for line in out.stdout.splitlines()])
    theirs = SentenceTransformer(str(run / "encoder"), device="cpu").encode(shown)
    before = SentenceTransformer(str(source), device="cpu").encode(shown)
    cosines = (ours * theirs).sum(1) / numpy.linalg.norm(ours, axis=1) / numpy.linalg.norm(theirs, axis=1)
    print(f"{source.name}: {len(shown)} texts, least cosine {cosines.min():.7f}, largest difference {abs(ours - theirs).max():.2e}; "
          f"the updates moved a component by up to {abs(theirs - before).max():.2e}")
    assert cosines.min() > 0.9999


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--encoder", type=Path, action="append")
    parser.add_argument("--lungta", type=Path, default=LUNGTA)
    options = parser.parse_args()
    encoders = options.encoder or [GOLDEN / n for n in ("tiny_bert", "tiny_xlmr", "tiny_bert_cls")]
    print(f"sentence-transformers {sentence_transformers.__version__}")
    with tempfile.TemporaryDirectory() as scratch:
        for encoder in encoders:
            check(options.lungta, encoder, Path(scratch))


if __name__ == "__main__":
    main()

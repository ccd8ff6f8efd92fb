"""sentence-transformers on a row of the comparison, in batches of 32."""
import argparse

import torch
from sentence_transformers import SentenceTransformer

import turns


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("row")
    parser.add_argument("--types", choices=["float32", "bfloat16"], required=True)
    found = parser.parse_args()
    row = turns.read(found.row)
    turns.threads(torch)
    model = SentenceTransformer(row["model"], device="cpu", model_kwargs={"dtype": getattr(torch, found.types)})
    texts = ["query: " + text for text in row["texts"]]
    work = turns.timed(lambda: model.encode(texts, batch_size=32, show_progress_bar=False))
    turns.take(work, "sentence-transformers", "transformers", "torch")


main()

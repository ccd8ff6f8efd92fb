"""Compares two model folders: tensors bit for bit, token ids on lines of text, and every JSON file entry by entry.

    python dev/oracles/gguf_parity.py OURS REFERENCE --texts FILE... [--lines 300]

A text file gives its lines; a .jsonl file gives every string of its objects that is longer than a word. Of each file the first
--lines are taken. Exit status 1 if a tensor or a token differs; other differences are printed. Needs numpy and tokenizers.
"""
import argparse
import hashlib
import json
import struct
import sys
from pathlib import Path

import numpy as np
from tokenizers import Tokenizer


def tensors(file):
    with open(file, "rb") as f:
        size = struct.unpack("<Q", f.read(8))[0]
        header = json.loads(f.read(size))
    data = np.memmap(file, np.uint8, "r", 8 + size)
    header.pop("__metadata__", None)
    return header, data


def compare_tensors(ours, reference):
    (mine, my_data), (theirs, their_data) = tensors(ours), tensors(reference)
    different = sorted(set(mine) ^ set(theirs))
    for name in sorted(set(mine) & set(theirs)):
        a, b = mine[name], theirs[name]
        if a["dtype"] != b["dtype"] or a["shape"] != b["shape"] or not np.array_equal(my_data[slice(*a["data_offsets"])],
                                                                                    their_data[slice(*b["data_offsets"])]):
            different.append(name)
    same_file = hashlib.sha256(ours.read_bytes()).hexdigest() == hashlib.sha256(reference.read_bytes()).hexdigest()
    print(f"tensors: {len(set(mine) & set(theirs)) - len(different)} of {len(theirs)} equal bit for bit"
          + (f"; different: {different[:5]}" if different else "") + (", the files are the same byte for byte" if same_file else ""))
    return not different


def lines(file, count):
    result = []
    for line in file.read_text(encoding="utf-8").splitlines():
        texts = [v for v in json.loads(line).values() if isinstance(v, str) and len(v) > 12] if file.suffix == ".jsonl" else [line]
        result += texts
        if len(result) >= count:
            break
    return result[:count]


def compare_tokens(ours, reference, texts):
    mine, theirs = Tokenizer.from_file(str(ours / "tokenizer.json")), Tokenizer.from_file(str(reference / "tokenizer.json"))
    different, tokens = [], 0
    for text in texts:
        for special in (False, True):
            a, b = mine.encode(text, add_special_tokens=special).ids, theirs.encode(text, add_special_tokens=special).ids
            tokens += len(b)
            if a != b or mine.decode(a) != theirs.decode(b):
                different.append(text)
    print(f"tokens: {len(texts)} texts, {tokens} ids with and without special tokens, {len(different)} different" + (f": {different[:3]}" if different else ""))
    return not different


def differences(mine, theirs, path=""):
    if isinstance(mine, dict) and isinstance(theirs, dict):
        return [d for key in {**theirs, **mine} for d in (
            differences(mine[key], theirs[key], f"{path}/{key}") if key in mine and key in theirs
            else [f"{path}/{key} only {'here' if key in mine else 'there'}: {str((mine if key in mine else theirs)[key])[:60]}"])]
    if isinstance(mine, list) and isinstance(theirs, list) and len(mine) == len(theirs):
        return [d for i, (a, b) in enumerate(zip(mine, theirs)) for d in differences(a, b, f"{path}/{i}")]
    return [] if mine == theirs else [f"{path}: {str(mine)[:60]} here, {str(theirs)[:60]} there"]


def compare_files(ours, reference):
    for name in sorted({f.name for folder in (ours, reference) for f in folder.iterdir() if f.suffix in (".json", ".jinja")}):
        a, b = ours / name, reference / name
        if not (a.exists() and b.exists()):
            print(f"{name}: only {'here' if a.exists() else 'there'}")
        elif a.read_bytes() == b.read_bytes():
            print(f"{name}: the same byte for byte")
        elif name.endswith(".json"):
            found = differences(json.loads(a.read_text(encoding="utf-8")), json.loads(b.read_text(encoding="utf-8")))
            print(f"{name}: " + ("equal in content" if not found else f"{len(found)} entries differ: " + "; ".join(found[:8])))
        else:
            print(f"{name}: differs")


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("ours", type=Path)
    parser.add_argument("reference", type=Path)
    parser.add_argument("--texts", type=Path, nargs="+", required=True)
    parser.add_argument("--lines", type=int, default=300)
    options = parser.parse_args()
    texts = [text for file in options.texts for text in lines(file, options.lines)]
    equal = compare_tensors(options.ours / "model.safetensors", options.reference / "model.safetensors")
    equal &= compare_tokens(options.ours, options.reference, texts)
    compare_files(options.ours, options.reference)
    sys.exit(not equal)


if __name__ == "__main__":
    main()

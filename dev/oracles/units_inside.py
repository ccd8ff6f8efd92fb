"""Counts how often a new word is read inside a longer syllable that has no token of its own.

    python dev/oracles/units_inside.py --tokenizer DIR --lexicon FILE.tsv --text FILE [FILE ...]

DIR is a model's folder before its extension. Three ways to add the words are compared: as Lungta does (found anywhere), the bare forms only
where no letter stands beside them (single_word), and, as the bound of what a rule could do, not at all in syllables without a token.
"""
import argparse
import re
from collections import Counter
from pathlib import Path

from tokenizers import AddedToken, Tokenizer

TSHEG = "\u0f0b"
SYLLABLE = re.compile("[\u0f00\u0f40-\u0f6c\u0f71-\u0f84\u0f86-\u0fbc\u0f35\u0f37\u0f39\u0fc6]+\u0f0b?")


def extended(folder, units, single):
    made = Tokenizer.from_file(str(folder / "tokenizer.json"))
    made.no_truncation()
    first = made.get_vocab_size()
    forms = [(u + TSHEG, False) for u in units] + [(u, single) for u in units]
    made.add_tokens([AddedToken(form, single_word=word, normalized=False) for form, word in forms if made.token_to_id(form) is None])
    return made, first


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--tokenizer", type=Path, required=True)
    parser.add_argument("--lexicon", type=Path, required=True)
    parser.add_argument("--text", type=Path, nargs="+", required=True)
    options = parser.parse_args()
    rows = [line.split("\t")[0] for line in options.lexicon.read_text(encoding="utf-8").splitlines() if line and not line.startswith("#")]
    units = set(u for u in rows if SYLLABLE.fullmatch(u))
    old = Tokenizer.from_file(str(options.tokenizer / "tokenizer.json"))
    anywhere, first = extended(options.tokenizer, sorted(units), False)
    bounded, _ = extended(options.tokenizer, sorted(units), True)
    print(len(units), "syllables with tokens")
    for path in options.text:
        text = path.read_text(encoding="utf-8")
        counts = Counter(m.group() for m in SYLLABLE.finditer(text))
        total = sum(counts.values())
        unknown = {s: n for s, n in counts.items() if s.rstrip(TSHEG) not in units}
        exact = all(anywhere.decode(anywhere.encode(s, add_special_tokens=False).ids) == s for s in unknown)
        inside, lengths = {}, Counter()
        for name, made in (("anywhere", anywhere), ("bounded", bounded), ("old tokens", old)):
            found = 0
            for syllable, n in unknown.items():
                ids = made.encode(syllable, add_special_tokens=False).ids
                lengths[name] += n * len(ids)
                if name != "old tokens" and any(i >= first for i in ids):
                    found += n
            inside[name] = found
        lost = sum(unknown.values())
        print(f"{path.name}: {total} syllables, {lost} ({lost / total:.2%}) without a token; a new word inside: anywhere {inside['anywhere']} "
              f"({inside['anywhere'] / total:.2%} of all), bounded {inside['bounded']} ({inside['bounded'] / total:.2%}); tokens of one "
              f"without a token: anywhere {lengths['anywhere'] / lost:.2f}, bounded {lengths['bounded'] / lost:.2f}, old "
              f"{lengths['old tokens'] / lost:.2f}; exact {exact}")
        print("   ", [(s, n, [anywhere.decode([i]) if i >= first else i for i in anywhere.encode(s, add_special_tokens=False).ids])
                      for s, n in Counter(unknown).most_common(6)])


if __name__ == "__main__":
    main()

"""Aligns a small random corpus by NLTK's IBM model 1 (a null word, uniform start) and writes what it believes.

    python dev/oracles/ibm1_golden.py core/src/test/resources/golden/ibm1.json

NLTK 3.10 puts the English side first: AlignedSent(words, mots) has the target in words and the source in mots. It sums the denominator
of a target word that is repeated in its sentence as often as it is repeated, and so counts all of them as one; here it is summed once.
"""
import json
import math
import pathlib
import random
import sys

from nltk.translate import AlignedSent, IBMModel1

ITERATIONS = 5
random.seed(5)
pairs = [
    ([random.randrange(9) for _ in range(random.randint(1, 7))], [random.randrange(11) for _ in range(random.randint(1, 6))])
    for _ in range(40)
]
targets = {t for _, target in pairs for t in target}


class Model1(IBMModel1):
    def prob_all_alignments(self, src_sentence, trg_sentence):
        return super().prob_all_alignments(src_sentence, set(trg_sentence))


def sentences():
    return [AlignedSent(target, source) for source, target in pairs]


def log_likelihood(t):
    return sum(
        math.log(sum(t(word, mot) for mot in [None, *source]) / (len(source) + 1)) for source, target in pairs for word in target
    )


logs = [log_likelihood(lambda word, mot: 1 / len(targets))]
for iterations in range(1, ITERATIONS):
    table = Model1(sentences(), iterations).translation_table
    logs.append(log_likelihood(lambda word, mot: table[word][mot]))
table = Model1(sentences(), ITERATIONS).translation_table
cells = [
    {"source": -1 if mot is None else mot, "target": word, "t": table[word][mot]}
    for word in sorted(targets)
    for mot in [None, *range(9)]
    if any(word in target and (mot is None or mot in source) for source, target in pairs)
]
golden = {
    "sources": 9,
    "targets": len(targets),
    "pairs": [{"source": source, "target": target} for source, target in pairs],
    "logLikelihoods": logs,
    "cells": cells,
}
assert targets == set(range(11))
pathlib.Path(sys.argv[1]).write_text(json.dumps(golden) + "\n", encoding="utf-8")

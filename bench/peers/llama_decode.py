"""llama.cpp on a row of the comparison, one sequence: greedy, a fixed number of new tokens; prefill and decoding are timed apart."""
import argparse
import os
import time

import numpy as np
from llama_cpp import Llama

import turns


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("row")
    parser.add_argument("--gguf", required=True)
    found = parser.parse_args()
    row = turns.read(found.row)
    count = int(os.environ["OMP_NUM_THREADS"])
    [prompt] = row["prompts"]
    length = row["length"]
    model = Llama(found.gguf, n_ctx=len(prompt) + length + 8, n_threads=count, n_threads_batch=count, verbose=False)

    def best():
        return int(np.argmax(np.ctypeslib.as_array(model._ctx.get_logits(), shape=(model.n_vocab(),))))

    def work():
        model.reset()
        begin = time.perf_counter()
        model.eval(prompt)
        token = best()
        filled = time.perf_counter()
        for _ in range(length - 1):
            model.eval([token])
            token = best()
        return time.perf_counter() - filled, {"prefill": filled - begin}

    turns.take(work, "llama_cpp_python")


main()

"""A peer's side of a comparison: sets up, works once to warm up, says so, and then works once for each line on standard input.

Standard output carries one JSON object a line and nothing else; whatever libraries print goes to standard error.
"""
import json
import os
import sys
import time
from importlib.metadata import version

_line = os.fdopen(os.dup(1), "w", buffering=1)
os.dup2(2, 1)


def threads(torch):
    """As many threads as the other side has."""
    torch.set_num_threads(int(os.environ["OMP_NUM_THREADS"]))


def read(path):
    with open(path, encoding="utf-8") as file:
        return json.load(file)


def ready(*packages):
    print(json.dumps({"ready": ", ".join(f"{p} {version(p)}" for p in packages)}), file=_line)


def asked():
    """Waits for the next turn; false when there is none."""
    return bool(sys.stdin.readline())


def report(seconds, **parts):
    print(json.dumps({"seconds": seconds, **parts}), file=_line)


def take(work, *packages):
    """Takes turns with a function that returns (seconds, parts)."""
    work()
    ready(*packages)
    while asked():
        seconds, parts = work()
        report(seconds, **parts)


def timed(work):
    def run():
        begin = time.perf_counter()
        work()
        return time.perf_counter() - begin, {}

    return run

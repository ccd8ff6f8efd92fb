"""transformers' generate on a row of the comparison: greedy, a fixed number of new tokens; prefill and decoding are timed apart."""
import argparse
import time

import torch
from transformers import AutoModelForCausalLM, StoppingCriteria, StoppingCriteriaList

import turns


class Clock(StoppingCriteria):
    def __init__(self):
        self.times = []

    def __call__(self, input_ids, scores, **kwargs):
        self.times.append(time.perf_counter())
        return torch.zeros(input_ids.shape[0], dtype=torch.bool)


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("row")
    parser.add_argument("--types", choices=["float32", "bfloat16"], required=True)
    parser.add_argument("--attention", choices=["sdpa", "eager"], required=True)
    found = parser.parse_args()
    row = turns.read(found.row)
    turns.threads(torch)
    model = AutoModelForCausalLM.from_pretrained(
        row["model"], dtype=found.types, attn_implementation=found.attention
    ).eval()
    ids = torch.tensor(row["prompts"])
    length = row["length"]

    def work():
        clock = Clock()
        begin = time.perf_counter()
        made = model.generate(
            ids,
            attention_mask=torch.ones_like(ids),
            do_sample=False,
            min_new_tokens=length,
            max_new_tokens=length,
            pad_token_id=0,
            stopping_criteria=StoppingCriteriaList([clock]),
        )
        assert made.shape[1] == ids.shape[1] + length
        return clock.times[-1] - clock.times[0], {"prefill": clock.times[0] - begin}

    turns.take(work, "transformers", "torch")


main()

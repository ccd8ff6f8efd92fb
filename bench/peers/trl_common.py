"""What TRL's two trainers share: the settings that are tried, and a callback that makes training take turns."""
import argparse
import time

import torch
from peft import LoraConfig
from transformers import TrainerCallback

import turns

LINEARS = ["q_proj", "k_proj", "v_proj", "o_proj", "gate_proj", "up_proj", "down_proj"]

# name: (type of the weights, bfloat16 autocast)
TYPES = {
    "float32": ("float32", False),
    "mixed": ("float32", True),
    "bfloat16": ("bfloat16", False),
    "bfloat16-autocast": ("bfloat16", True),
}


def arguments():
    parser = argparse.ArgumentParser()
    parser.add_argument("row")
    parser.add_argument("--types", choices=[*TYPES, "default"], required=True)
    parser.add_argument("--checkpointing", choices=["on", "off", "default"], required=True)
    found = parser.parse_args()
    turns.threads(torch)
    return found, turns.read(found.row)


def settings(found):
    """Keyword arguments of the trainer's configuration; "default" leaves a thing as the trainer ships."""
    made = dict(
        use_cpu=True,
        report_to="none",
        save_strategy="no",
        logging_strategy="no",
        disable_tqdm=True,
        learning_rate=1e-6,
        lr_scheduler_type="constant",
        gradient_accumulation_steps=1,
        max_steps=1_000_000,
        seed=1,
    )
    if found.types != "default":
        weights, autocast = TYPES[found.types]
        made.update(bf16=autocast, model_init_kwargs={"dtype": weights})
    if found.checkpointing != "default":
        made.update(gradient_checkpointing=found.checkpointing == "on")
    return made


def lora(rank):
    return LoraConfig(r=rank, lora_alpha=2 * rank, lora_dropout=0.0, target_modules=LINEARS, task_type="CAUSAL_LM")


class Turns(TrainerCallback):
    """A step of training a turn; the first one warms up."""

    def __init__(self, packages, parts=dict):
        self.packages = packages
        self.parts = parts
        self.warm = False

    def on_step_begin(self, args, state, control, **kwargs):
        if self.warm and not turns.asked():
            raise SystemExit(0)
        self.begin = time.perf_counter()

    def on_step_end(self, args, state, control, **kwargs):
        seconds = time.perf_counter() - self.begin
        if self.warm:
            turns.report(seconds, **self.parts())
        else:
            turns.ready(*self.packages)
        self.warm = True

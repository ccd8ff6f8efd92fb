"""TRL's SFTTrainer on a row of the comparison: one batch of prompts and targets of mixed lengths, the loss on the targets alone."""
import tempfile

from datasets import Dataset
from trl import SFTConfig, SFTTrainer

import trl_common


def main():
    found, row = trl_common.arguments()
    examples = [
        {"input_ids": prompt + target, "completion_mask": [0] * len(prompt) + [1] * len(target)}
        for prompt, target in zip(row["prompts"], row["targets"])
    ]
    SFTTrainer(
        model=row["model"],
        args=SFTConfig(
            output_dir=tempfile.mkdtemp(),
            per_device_train_batch_size=len(examples),
            completion_only_loss=True,
            max_length=None,
            packing=False,
            **trl_common.settings(found),
        ),
        train_dataset=Dataset.from_list(examples),
        peft_config=trl_common.lora(row["rank"]),
        callbacks=[trl_common.Turns(["trl", "transformers", "torch"])],
    ).train()


main()

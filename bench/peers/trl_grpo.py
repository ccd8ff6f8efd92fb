"""TRL's GRPOTrainer on a row of the comparison: completions of a fixed length, one update a rollout, no reference, no engine beside."""
import tempfile
import time

from datasets import Dataset
from trl import GRPOConfig, GRPOTrainer

import trl_common


def main():
    found, row = trl_common.arguments()
    length, group, prompts = row["length"], row["group"], row["promptTexts"]
    spent = {"generate": 0.0}

    def reward(completion_ids, **kwargs):
        short = [len(ids) for ids in completion_ids if len(ids) != length]
        assert not short, f"completions of {short} tokens instead of {length}"
        return [sum(ids) % 1000 / 1000 for ids in completion_ids]

    trainer = GRPOTrainer(
        model=row["model"],
        reward_funcs=reward,
        args=GRPOConfig(
            output_dir=tempfile.mkdtemp(),
            per_device_train_batch_size=len(prompts) * group,
            num_generations=group,
            max_completion_length=length,
            num_iterations=1,
            beta=0.0,
            temperature=1.0,
            generation_kwargs={"min_new_tokens": length},
            **trl_common.settings(found),
        ),
        train_dataset=Dataset.from_list([{"prompt": text} for text in prompts]),
        peft_config=trl_common.lora(row["rank"]),
        callbacks=[trl_common.Turns(["trl", "transformers", "torch"], lambda: dict(spent))],
    )
    for text, ids in zip(prompts, row["prompts"]):
        assert trainer.processing_class(text)["input_ids"] == ids, "the two sides would read different prompts"
    generate = trainer._generate

    def watched(*args, **kwargs):
        begin = time.perf_counter()
        made = generate(*args, **kwargs)
        spent["generate"] = time.perf_counter() - begin
        return made

    trainer._generate = watched
    trainer.train()


main()

"""Compares folders that `lungta merge` writes with transformers and PEFT, float32.

    python dev/oracles/merge_parity.py --model DIR [--adapter DIR]

Without --adapter, two adapters are made by PEFT with random A and B. Each case is merged by Lungta, loaded by transformers, and held
against PEFT's own model: one adapter, half of it, two of them, none of it. In the model's stored type, the merged weights are held
against PEFT's merge in float32, rounded once. Float32 arithmetic is itself 1e-4 and more away from exact on models with large logits, so
the logits are also computed in float64 from the float32 weights: what is left is what merging changed. Tokenizer, chat template and end tokens must be those of the base folder.
"""
import argparse
import subprocess
import tempfile
from pathlib import Path

import peft
import torch
import transformers
from peft import LoraConfig, PeftModel, get_peft_model
from transformers import AutoModelForCausalLM, AutoTokenizer, GenerationConfig

LUNGTA = Path(__file__).parent.parent.parent / "lungta"
LINEARS = ["q_proj", "k_proj", "v_proj", "o_proj", "gate_proj", "up_proj", "down_proj"]
PROMPTS = [[5, 17, 101, 33, 7], [250, 3, 3, 3, 90, 41, 12, 200, 9], [77], list(range(20, 61))]
TEXTS = ["the wind horse", "བཀྲ་ཤིས་བདེ་ལེགས།", "他买了书。\n", "a<|im_end|>b"]


def base(folder):
    return AutoModelForCausalLM.from_pretrained(folder, dtype=torch.float32).eval()


def adapter(folder, output, seed):
    torch.manual_seed(seed)
    adapted = get_peft_model(base(folder), LoraConfig(r=8, lora_alpha=16, target_modules=LINEARS, task_type="CAUSAL_LM"))
    with torch.no_grad():
        for name, parameter in adapted.named_parameters():
            if "lora_B" in name:
                parameter.normal_(0, 0.02)
    adapted.save_pretrained(output)
    return output


def reference(folder, adapters, dtype=torch.float32):
    """Base and adapters as PEFT has them; all but the last merged by PEFT, since it has no sum of two."""
    model = base(folder).to(dtype)
    for path, scale in adapters:
        model = PeftModel.from_pretrained(model, path).eval().to(dtype)
        for module in model.modules():
            if isinstance(module, peft.tuners.lora.LoraLayer):
                module.scale_layer(scale)
        model = model.merge_and_unload() if (path, scale) != adapters[-1] else model
    return model


def logits(model):
    with torch.no_grad():
        return [model(torch.tensor([ids])).logits[0] for ids in PROMPTS]


def merge(folder, adapters, output, dtype):
    options = [o for path, scale in adapters for o in ("--adapter", path, "--scale", scale)]
    subprocess.run([LUNGTA, "merge", "--model", folder, *map(str, options), "--output", output, "--dtype", dtype], check=True)


def case(name, folder, adapters, scratch):
    output = scratch / name.replace(" ", "-")
    merge(folder, adapters, output, "float32")
    ours, theirs = logits(base(output)), logits(reference(folder, adapters))
    merged = logits(reference(folder, adapters).merge_and_unload())
    exact = apart(logits(base(output).double()), logits(reference(folder, adapters, torch.float64)))
    print(f"{name}: logits differ by at most {apart(ours, theirs):.1e} from PEFT's, unmerged, and {apart(ours, merged):.1e} from PEFT's, "
          f"merged, which are {apart(theirs, merged):.1e} apart themselves (the adapters move them by {apart(theirs, logits(base(folder))):.1e}); "
          f"computed in float64 from the same stored weights, by {exact:.1e}")


def apart(some, others):
    return max(float((a - b).abs().max()) for a, b in zip(some, others))


def stored(folder, adapters, scratch):
    merge(folder, adapters, scratch / "stored", "stored")
    ours = AutoModelForCausalLM.from_pretrained(scratch / "stored", dtype="auto")
    theirs = reference(folder, adapters).merge_and_unload().state_dict()
    kind = next(iter(AutoModelForCausalLM.from_pretrained(folder, dtype="auto").parameters())).dtype
    equal = total = 0
    for name, weight in ours.state_dict().items():
        assert weight.dtype == kind, (name, weight.dtype)
        equal += int((weight == theirs[name].to(kind)).sum())
        total += weight.numel()
    print(f"in {kind}: {equal} of {total} weights are PEFT's, rounded")


def companions(folder, merged):
    same = GenerationConfig.from_pretrained(merged).eos_token_id == GenerationConfig.from_pretrained(folder).eos_token_id
    if (Path(folder) / "tokenizer_config.json").exists():
        a, b = AutoTokenizer.from_pretrained(folder), AutoTokenizer.from_pretrained(merged)
        same &= a.chat_template == b.chat_template and all(a(t).input_ids == b(t).input_ids for t in TEXTS)
    print(f"tokenizer, chat template and end tokens equal: {same}")


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--model", type=Path, required=True)
    parser.add_argument("--adapter", type=Path)
    options = parser.parse_args()
    print(f"torch {torch.__version__}, transformers {transformers.__version__}, PEFT {peft.__version__}: {options.model.name}")
    with tempfile.TemporaryDirectory() as folder:
        scratch = Path(folder)
        one = options.adapter or adapter(options.model, scratch / "a", 1)
        two = adapter(options.model, scratch / "b", 2)
        case("one adapter", options.model, [(one, 1.0)], scratch)
        case("half of it", options.model, [(one, 0.5)], scratch)
        case("two adapters", options.model, [(one, 1.0), (two, 0.25)], scratch)
        case("none of it", options.model, [(one, 0.0)], scratch)
        stored(options.model, [(one, 1.0)], scratch)
        companions(options.model, scratch / "one-adapter")


if __name__ == "__main__":
    main()

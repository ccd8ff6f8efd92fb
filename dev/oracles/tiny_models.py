"""Makes the tiny random models that the tests hold Lungta against, and what the reference implementations say of them.

    python dev/oracles/tiny_models.py --output core/src/test/resources/golden

Made with torch, transformers 5.24.0, peft 0.21.2 and sentence-transformers 6.2.0 on a CPU, in float32.
"""
import argparse
import json
import shutil
from pathlib import Path

import torch
from peft import LoraConfig, get_peft_model
from safetensors.torch import save_file
from sentence_transformers import SentenceTransformer, models
from tokenizers import Tokenizer
from tokenizers import decoders, models as token_models, pre_tokenizers, trainers
from tokenizers.implementations import BertWordPieceTokenizer
from transformers import BertConfig, BertModel, Qwen2Config, Qwen2ForCausalLM

CONTROL = ["<|endoftext|>", "<|im_start|>", "<|im_end|>"]
PROMPTS = [[5, 17, 101, 33, 7], [250, 3, 3, 3, 90, 41, 12, 200, 9], [77], list(range(20, 61)), [9, 8, 7, 6, 5, 4, 3, 2],
           [120, 121, 122, 250, 251, 13]]
COMPLETIONS = [[4, 9, 200], [17], [33, 34, 35, 36, 37, 38]]
TEXTS = ["他买了书。", "书", "", "他买了一本新书，在拉萨。", "hello world", "hello", "他买了书。", "买书 买书 买书", "未知字符", "a b c d e f g h",
         "他 买 了 书", "新新新新新新新新新新新新新新新新新新新新新新新新新新新新新新新新"]


def qwen(folder, seed, tied):
    torch.manual_seed(seed)
    config = Qwen2Config(vocab_size=288, hidden_size=48, intermediate_size=96, num_hidden_layers=2, num_attention_heads=6,
                         num_key_value_heads=2, max_position_embeddings=256, rope_theta=10000.0, tie_word_embeddings=tied,
                         initializer_range=0.3, bos_token_id=285, eos_token_id=287, use_cache=True)
    model = Qwen2ForCausalLM(config).eval()
    with torch.no_grad():
        for name, parameter in model.named_parameters():
            if name.endswith("bias"):
                parameter.normal_(0, 0.3)
            if "norm" in name:
                parameter.normal_(1, 0.1)
    model.save_pretrained(folder, max_shard_size="60KB" if not tied else "10MB")
    (folder / "generation_config.json").write_text(json.dumps({"eos_token_id": [287, 285], "repetition_penalty": 1.1}))
    return model


def tokenizer(folder):
    tok = Tokenizer(token_models.BPE())
    tok.pre_tokenizer = pre_tokenizers.ByteLevel(add_prefix_space=False)
    tok.decoder = decoders.ByteLevel()
    trainer = trainers.BpeTrainer(vocab_size=285, initial_alphabet=pre_tokenizers.ByteLevel.alphabet(), show_progress=False)
    tok.train_from_iterator(["the wind horse runs over the hill"] * 3, trainer)
    tok.add_special_tokens(CONTROL)
    tok.save(str(folder / "tokenizer.json"))


def logits(model, ids):
    with torch.no_grad():
        return model(torch.tensor([ids])).logits[0]


def log_probs(model, prompt, completion):
    out = model(torch.tensor([prompt + completion])).logits[0].log_softmax(-1)
    return torch.stack([out[len(prompt) - 1 + i, t] for i, t in enumerate(completion)])


def folded(model, sequences):
    """The sequences with every id inside the model's vocabulary."""
    return [[t % model.config.vocab_size for t in sequence] for sequence in sequences]


def decoder_golden(model):
    cases = []
    for ids in folded(model, PROMPTS):
        all_logits = logits(model, ids)
        greedy, grown = [], list(ids)
        for _ in range(24):
            greedy.append(int(logits(model, grown)[-1].argmax()))
            grown.append(greedy[-1])
        cases.append({"ids": ids, "last": all_logits[-1].tolist(), "sums": all_logits.sum(-1).tolist(), "greedy": greedy})
    return cases


def adapter_golden(model, folder, rank=4):
    torch.manual_seed(3)
    prompts, completions = folded(model, PROMPTS), folded(model, COMPLETIONS)
    config = LoraConfig(r=rank, lora_alpha=2 * rank, lora_dropout=0.0, task_type="CAUSAL_LM",
                        target_modules=["q_proj", "k_proj", "v_proj", "o_proj", "gate_proj", "up_proj", "down_proj"])
    adapted = get_peft_model(model, config)
    with torch.no_grad():
        for name, parameter in adapted.named_parameters():
            if "lora_B" in name:
                parameter.normal_(0, 0.1)
    adapted.save_pretrained(folder / "adapter")
    (folder / "adapter" / "README.md").unlink(missing_ok=True)
    scored = [{"prompt": prompts[1], "completion": c, "log_probs": log_probs(adapted, prompts[1], c).tolist()} for c in completions]
    total = sum(log_probs(adapted, prompts[1], c).sum() for c in completions)
    total.backward()
    gradients = {n.replace("base_model.model.", "").replace(".default.weight", ""): p.grad.contiguous()
                 for n, p in adapted.named_parameters() if p.grad is not None}
    save_file(gradients, folder / "adapter_gradients.safetensors")
    return {"scored": scored, "last": [logits(adapted, ids)[-1].tolist() for ids in prompts[:3]]}


def bert(folder):
    torch.manual_seed(5)
    scratch = folder.parent / "scratch"
    shutil.rmtree(scratch, ignore_errors=True)
    scratch.mkdir(parents=True)
    words = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]"] + list("他买了书一本新在拉萨，。abcdefgh") + ["hello", "wor", "##ld"]
    (scratch / "vocab.txt").write_text("\n".join(words), encoding="utf-8")
    tok = BertWordPieceTokenizer(str(scratch / "vocab.txt"), lowercase=True)
    tok.save(str(scratch / "tokenizer.json"))
    config = BertConfig(vocab_size=len(words), hidden_size=32, num_hidden_layers=2, num_attention_heads=4, intermediate_size=64,
                        max_position_embeddings=24, initializer_range=0.3)
    BertModel(config).eval().save_pretrained(scratch)
    (scratch / "tokenizer_config.json").write_text(json.dumps({"tokenizer_class": "BertTokenizer", "model_max_length": 24}))
    transformer = models.Transformer(str(scratch), max_seq_length=24)
    sentence = SentenceTransformer(modules=[transformer, models.Pooling(32, pooling_mode="mean"), models.Normalize()], device="cpu")
    shutil.rmtree(folder, ignore_errors=True)
    sentence.save(str(folder), create_model_card=False)
    vectors = sentence.encode(TEXTS, convert_to_numpy=True, batch_size=4)
    (folder / "expected.json").write_text(json.dumps(
        [{"text": t, "embedding": v.tolist()} for t, v in zip(TEXTS, vectors)], ensure_ascii=False))
    shutil.rmtree(scratch)


def optimizer_golden():
    out = {}
    for decay in (0.0, 0.01):
        p = torch.nn.Parameter(torch.tensor([0.5, -1.0, 2.0]))
        adam = torch.optim.AdamW([p], lr=0.1, weight_decay=decay)
        steps = []
        for i in range(5):
            p.grad = torch.tensor([0.1 * (i + 1), -0.3, 0.02 * i])
            adam.step()
            steps.append(p.detach().tolist())
        out[str(decay)] = steps
    from transformers import get_constant_schedule_with_warmup, get_cosine_schedule_with_warmup, get_linear_schedule_with_warmup
    makers = {"constant": lambda o: get_constant_schedule_with_warmup(o, 3),
              "linear": lambda o: get_linear_schedule_with_warmup(o, 3, 20),
              "cosine": lambda o: get_cosine_schedule_with_warmup(o, 3, 20)}
    for name, maker in makers.items():
        adam = torch.optim.AdamW([torch.nn.Parameter(torch.zeros(1))], lr=1.0)
        schedule = maker(adam)
        factors = []
        for _ in range(20):
            factors.append(schedule.get_last_lr()[0])
            adam.step()
            schedule.step()
        out[name] = factors
    return out


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--output", type=Path, required=True)
    output = parser.parse_args().output
    for name, tied in (("tiny_qwen2", True), ("tiny_qwen2_untied", False)):
        folder = output / name
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir(parents=True)
        model = qwen(folder, 11 if tied else 12, tied)
        tokenizer(folder)
        expected = {"cases": decoder_golden(model) if tied else decoder_golden(model)[:2]}
        if tied:
            expected["adapter"] = adapter_golden(model, folder)
        (folder / "expected.json").write_text(json.dumps(expected))
    bert(output / "tiny_bert")
    (output / "optimizer.json").write_text(json.dumps(optimizer_golden()))


if __name__ == "__main__":
    main()

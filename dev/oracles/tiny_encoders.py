"""Makes tiny random sentence encoders, and what sentence-transformers says of them and of one step of their training.

    python dev/oracles/tiny_encoders.py --output core/src/test/resources/golden

tiny_xlmr is an XLM-R with mean pooling and no Normalize, in the layout of version 6; tiny_bert_cls a BERT with CLS pooling and
Normalize, in the layout of versions 2 to 5. Made with torch, transformers 5.24.0 and sentence-transformers 6.2.0 on a CPU, in float32.
"""
import argparse
import json
import shutil
from pathlib import Path

import torch
from safetensors.torch import save_file
from sentence_transformers import SentenceTransformer
from sentence_transformers.sentence_transformer import losses
from sentence_transformers.sentence_transformer import modules as models
from tokenizers import AddedToken, SentencePieceUnigramTokenizer
from tokenizers.implementations import BertWordPieceTokenizer
from tokenizers.processors import TemplateProcessing
from transformers import BertConfig, BertModel, XLMRobertaConfig, XLMRobertaModel

TEXTS = ["他买了书。", "书", "", "  他买了  一本新书 ， 在拉萨。", "hello world", "ཁོས་དེབ་ཉོས།", "ཁོས་དེབ་གསར་པ་ཉོས། hello", "买书 买书 买书", "未知字符",
         "Hello, ｗｏｒｌｄ", "a<pad>b", "新新新新新新新新新新新新新新新新新新新新新新新新新新新新新新新新新新新新新新新新"]
PAIRS = [("ཁོས་དེབ་ཉོས།", "他买了书。", "ཁོས་དེབ་མ་ཉོས།"), ("མོས་ཇ་བཙོངས།", "她卖了茶。", "ཁོས་ཇ་བཙོངས།"),
         ("ཁོས་རྟ་མཐོང་།", "他看见马。", "ཁོས་རྟ་གཉིས་མཐོང་།"), ("མོས་གོས་གསར་པ་བཟོས།", "她做了新衣服。", "མོས་གོས་བཟོས།")]
CORPUS = ["他买了书。", "她卖了茶。", "他看见马。", "她做了新衣服。", "hello world", "the wind horse runs", "ཁོས་དེབ་ཉོས།", "མོས་ཇ་བཙོངས།",
          "ཁོས་རྟ་མཐོང་།", "མོས་གོས་གསར་པ་བཟོས།", "在拉萨买一本新书"]
LEGACY = [{"idx": 0, "name": "0", "path": "", "type": "sentence_transformers.models.Transformer"},
          {"idx": 1, "name": "1", "path": "1_Pooling", "type": "sentence_transformers.models.Pooling"},
          {"idx": 2, "name": "2", "path": "2_Normalize", "type": "sentence_transformers.models.Normalize"}]


def xlmr(scratch):
    torch.manual_seed(21)
    specials = ["<s>", "<pad>", "</s>", "<unk>"]
    tok = SentencePieceUnigramTokenizer()
    tok.train_from_iterator(CORPUS * 20, vocab_size=90, special_tokens=specials, unk_token="<unk>", show_progress=False)
    tok.add_special_tokens([AddedToken(s, normalized=False) for s in specials] + [AddedToken("<mask>", lstrip=True, normalized=False)])
    tok.post_processor = TemplateProcessing(single="<s> $A </s>", pair="<s> $A </s> </s> $B </s>", special_tokens=[("<s>", 0), ("</s>", 2)])
    tok.save(str(scratch / "tokenizer.json"))
    config = XLMRobertaConfig(vocab_size=tok.get_vocab_size(), hidden_size=24, num_hidden_layers=2, num_attention_heads=3,
                              intermediate_size=40, max_position_embeddings=26, type_vocab_size=1, layer_norm_eps=1e-5, pad_token_id=1,
                              bos_token_id=0, eos_token_id=2, initializer_range=0.3)
    model = XLMRobertaModel(config).eval()
    (scratch / "tokenizer_config.json").write_text(json.dumps(
        {"tokenizer_class": "PreTrainedTokenizerFast", "model_max_length": 20, "bos_token": "<s>", "eos_token": "</s>", "unk_token": "<unk>",
         "sep_token": "</s>", "pad_token": "<pad>", "cls_token": "<s>", "mask_token": "<mask>"}))
    return model, 20  # shorter than the positions allow


def bert(scratch):
    torch.manual_seed(22)
    words = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]"] + list("他买了书一本新在拉萨，。abcdefgh") + ["hello", "wor", "##ld"]
    (scratch / "vocab.txt").write_text("\n".join(words), encoding="utf-8")
    BertWordPieceTokenizer(str(scratch / "vocab.txt"), lowercase=True).save(str(scratch / "tokenizer.json"))
    config = BertConfig(vocab_size=len(words), hidden_size=16, num_hidden_layers=1, num_attention_heads=2, intermediate_size=24,
                        max_position_embeddings=24, initializer_range=0.3)
    (scratch / "tokenizer_config.json").write_text(json.dumps({"tokenizer_class": "BertTokenizer", "model_max_length": 24}))
    return BertModel(config).eval(), 24


def save(folder, maker, modules):
    scratch = folder.parent / "scratch"
    shutil.rmtree(scratch, ignore_errors=True)
    scratch.mkdir(parents=True)
    model, length = maker(scratch)
    with torch.no_grad():
        for name, parameter in model.named_parameters():
            if "LayerNorm" in name:
                parameter.normal_(1 if name.endswith("weight") else 0, 0.1)
    model.save_pretrained(scratch)
    transformer = models.Transformer(str(scratch), max_seq_length=length)
    sentence = SentenceTransformer(modules=[transformer, *modules(model.config.hidden_size)], device="cpu")
    shutil.rmtree(folder, ignore_errors=True)
    sentence.save(str(folder), create_model_card=False)
    vectors = sentence.encode(TEXTS, convert_to_numpy=True, batch_size=4)
    (folder / "expected.json").write_text(json.dumps(
        [{"text": t, "embedding": v.tolist()} for t, v in zip(TEXTS, vectors)], ensure_ascii=False))
    shutil.rmtree(scratch)
    return sentence


def legacy(folder, width):
    """The layout of versions 2 to 5, which version 6 reads too."""
    (folder / "modules.json").write_text(json.dumps(LEGACY))
    (folder / "1_Pooling" / "config.json").write_text(json.dumps(
        {"word_embedding_dimension": width, "pooling_mode_cls_token": True, "pooling_mode_mean_tokens": False, "pooling_mode_max_tokens": False,
         "pooling_mode_mean_sqrt_len_tokens": False}))
    (folder / "sentence_bert_config.json").write_text(json.dumps({"max_seq_length": 24, "do_lower_case": False}))
    again = SentenceTransformer(str(folder), device="cpu").encode(TEXTS)
    expected = [e["embedding"] for e in json.loads((folder / "expected.json").read_text())]
    assert abs(again - torch.tensor(expected).numpy()).max() < 1e-6


def features(sentence, texts):
    return sentence.preprocess(texts) if hasattr(sentence, "preprocess") else sentence.tokenize(texts)


def objective(sentence, taught):
    """0.7 contrastive (queries Chinese, documents Tibetan, negatives corrupted documents) + 1.3 squared distance to what was taught."""
    ranking = losses.MultipleNegativesRankingLoss(sentence, scale=20.0, directions=("query_to_doc", "doc_to_query"),
                                                  partition_mode="per_direction")
    bo, zh, wrong = (list(column) for column in zip(*PAIRS))
    parts = [sentence(features(sentence, t))["sentence_embedding"] for t in (zh, bo, wrong)]
    contrast = ranking.compute_loss_from_embeddings(parts, None)
    mean_squared = torch.nn.functional.mse_loss(parts[1], taught)
    cosine = (1 - torch.nn.functional.cosine_similarity(parts[1], taught)).mean()
    return 0.7 * contrast + 1.3 * mean_squared, contrast, mean_squared, cosine


def training(sentence, folder):
    sentence.eval()  # no dropout
    body = sentence[0].model if hasattr(sentence[0], "model") else sentence[0].auto_model
    with torch.no_grad():
        taught = torch.tensor(sentence.encode([zh for _, zh, _ in PAIRS])) * 0.9 + 0.05
    rows = [p for n, p in body.named_parameters() if "word_embeddings" in n]
    rest = [p for n, p in body.named_parameters() if "word_embeddings" not in n and "pooler" not in n]
    adam = torch.optim.AdamW([{"params": rows, "lr": 2e-2, "weight_decay": 0.0}, {"params": rest, "lr": 1e-3, "weight_decay": 0.01}])
    steps = []
    for step in range(3):
        adam.zero_grad()
        total, contrast, squared, cosine = objective(sentence, taught)
        total.backward()
        if step == 0:
            save_file({n: p.grad.contiguous() for n, p in body.named_parameters() if p.grad is not None and "pooler" not in n},
                      folder / "gradients.safetensors")
        # torch moves the moments of rows without gradient too; ours only those of rows in the batch, which agrees while the batch is the same
        norm = float(torch.nn.utils.clip_grad_norm_(rows + rest, 1.0))
        adam.step()
        steps.append({"total": total.item(), "contrast": contrast.item(), "squared": squared.item(), "cosine": cosine.item(), "norm": norm})
    with torch.no_grad():
        after = sentence.encode(TEXTS).tolist()
    return {"pairs": [{"bo": b, "zh": z, "wrong": w} for b, z, w in PAIRS], "taught": taught.tolist(), "steps": steps, "after": after}


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--output", type=Path, required=True)
    output = parser.parse_args().output
    sentence = save(output / "tiny_xlmr", xlmr, lambda width: [models.Pooling(width, pooling_mode="mean")])
    (output / "tiny_xlmr" / "training.json").write_text(json.dumps(training(sentence, output / "tiny_xlmr"), ensure_ascii=False))
    save(output / "tiny_bert_cls", bert, lambda width: [models.Pooling(width, pooling_mode="cls"), models.Normalize()])
    legacy(output / "tiny_bert_cls", 16)


if __name__ == "__main__":
    main()

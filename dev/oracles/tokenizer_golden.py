"""Builds six small tokenizers of six kinds and writes them with what the tokenizers library makes of some texts.

    python dev/oracles/tokenizer_golden.py core/src/test/resources/golden/tokens

Each folder gets a tokenizer.json and a golden.json: texts with their tokens, and token sequences with their text and whether
decoding them had to put in a replacement character.
"""
import json
import pathlib
import random
import sys

import tokenizers
from tokenizers import AddedToken, Regex, Tokenizer, decoders, models, normalizers, pre_tokenizers, processors, trainers

CORPUS = ["the wind horse carries wishes to the sky", "བོད་ཡིག་གི་དཔེ་དེབ།", "风马把愿望带到天上", "བཀྲ་ཤིས་བདེ་ལེགས།", "horse 马 རྟ"]
TEXTS = ["", " ", "the wind", "  the  wind \n\n", "བོད་ཡིག", "風馬 རླུང་རྟ།", "\U0001f40e\U0001f32c\ufe0f", "e\u0301 \u0f76", "a\tb\r\nc", "\ufffd", "a\u0000b",
         "<|im_start|>user\nhorse<|im_end|>\n", "a<tool_call>b</tool_call>", "<|im_end", "< |im_end|>", "<s>a</s>", "ⓐ Ａ", "THE WIND"]
SPECIAL = ["<|endoftext|>", "<|im_start|>", "<|im_end|>"]
SPLIT = r"(?i:'s|'t)|[^\r\n\p{L}\p{N}]?\p{L}+|\p{N}| ?[^\s\p{L}\p{N}]+[\r\n]*|\s*[\r\n]+|\s+(?!\S)|\s+"


def byte_level():
    made = Tokenizer(models.BPE())
    made.normalizer = normalizers.NFC()
    made.pre_tokenizer = pre_tokenizers.Sequence([
        pre_tokenizers.Split(Regex(SPLIT), "isolated"), pre_tokenizers.ByteLevel(add_prefix_space=False, use_regex=False)])
    made.decoder = decoders.ByteLevel()
    trainer = trainers.BpeTrainer(vocab_size=330, initial_alphabet=pre_tokenizers.ByteLevel.alphabet(), show_progress=False)
    made.train_from_iterator(CORPUS, trainer)
    made.add_special_tokens(SPECIAL)
    made.add_tokens([AddedToken("<tool_call>", normalized=False), AddedToken("</tool_call>", normalized=False)])
    made.enable_truncation(3)
    made.enable_padding(length=8, pad_token=SPECIAL[0])
    return made


def byte_fallback():
    vocabulary = {"<unk>": 0, "<s>": 1, "</s>": 2}
    for byte in range(256):
        vocabulary["<0x%02X>" % byte] = len(vocabulary)
    for character in "▁abcdehinortw<>/":
        vocabulary[character] = len(vocabulary)
    for word in ("th", "the"):
        vocabulary[word] = len(vocabulary)
    made = Tokenizer(models.BPE(vocabulary, [("t", "h"), ("th", "e")], unk_token="<unk>", fuse_unk=True, byte_fallback=True))
    made.normalizer = normalizers.Replace(" ", "▁")
    made.decoder = decoders.Sequence([decoders.Replace("▁", " "), decoders.ByteFallback(), decoders.Fuse()])
    made.post_processor = processors.TemplateProcessing("<s> $A", special_tokens=[("<s>", 1)])
    made.add_special_tokens(["<unk>", "<s>", "</s>"])
    return made


def llama_like():
    """Byte-level, with a begin of text that a post-processor of two parts adds, and Llama 3's control tokens."""
    made = Tokenizer(models.BPE())
    made.pre_tokenizer = pre_tokenizers.ByteLevel(add_prefix_space=False)
    made.decoder = decoders.ByteLevel()
    made.train_from_iterator(CORPUS, trainers.BpeTrainer(
        vocab_size=280, initial_alphabet=pre_tokenizers.ByteLevel.alphabet(), show_progress=False))
    made.add_special_tokens(["<|begin_of_text|>", "<|end_of_text|>", "<|start_header_id|>", "<|end_header_id|>", "<|eot_id|>"])
    begin = ("<|begin_of_text|>", made.token_to_id("<|begin_of_text|>"))
    made.post_processor = processors.Sequence([
        processors.ByteLevel(trim_offsets=True), processors.TemplateProcessing("<|begin_of_text|> $A", special_tokens=[begin])])
    return made


def gemma_like():
    """Bytes as a last resort, line feeds as added tokens, and Gemma's control tokens."""
    vocabulary = {"<pad>": 0, "<eos>": 1, "<bos>": 2, "<unk>": 3}
    for byte in range(256):
        vocabulary["<0x%02X>" % byte] = len(vocabulary)
    for character in "▁abcdehinorstuw":
        vocabulary[character] = len(vocabulary)
    for word in ("th", "the", "us", "user"):
        vocabulary[word] = len(vocabulary)
    made = Tokenizer(models.BPE(vocabulary, [("t", "h"), ("th", "e")], unk_token="<unk>", fuse_unk=True, byte_fallback=True))
    made.normalizer = normalizers.Replace(" ", "▁")
    made.pre_tokenizer = pre_tokenizers.Split(" ", "merged_with_previous")
    made.decoder = decoders.Sequence([decoders.Replace("▁", " "), decoders.ByteFallback(), decoders.Fuse()])
    made.post_processor = processors.TemplateProcessing("<bos> $A", special_tokens=[("<bos>", 2)])
    made.add_special_tokens(["<pad>", "<eos>", "<bos>", "<unk>", "<start_of_turn>", "<end_of_turn>"])
    made.add_tokens([AddedToken("\n" * count, normalized=False) for count in range(1, 4)])
    return made


def unigram():
    pieces = [("<s>", 0.0), ("</s>", 0.0), ("<unk>", 0.0)]
    pieces += [("▁", -2.0), ("▁the", -3.0), ("▁wind", -4.0), ("the", -5.0), ("a", -6.0), ("b", -6.0), ("horse", -4.0), ("馬", -6.0)]
    made = Tokenizer(models.Unigram(pieces, 2, False))
    made.pre_tokenizer = pre_tokenizers.Metaspace()
    made.decoder = decoders.Metaspace()
    made.post_processor = processors.TemplateProcessing("<s> $A </s>", special_tokens=[("<s>", 0), ("</s>", 1)])
    made.add_special_tokens(["<s>", "</s>", "<unk>"])
    return made


def folding():
    made = Tokenizer(models.WordLevel({"[UNK]": 0, "the": 1, "wind": 2, "a": 3, "[STOP]": 4}, unk_token="[UNK]"))
    made.normalizer = normalizers.Sequence([normalizers.NFKC(), normalizers.Lowercase()])
    made.pre_tokenizer = pre_tokenizers.WhitespaceSplit()
    made.add_tokens([AddedToken("[STOP]", normalized=True), AddedToken("§", normalized=False)])
    return made


def sequences(made, count=60):
    random.seed(7)
    size = made.get_vocab_size()
    ids = [[random.randrange(size) for _ in range(random.randrange(1, 6))] for _ in range(count)]
    texts = [made.encode(text, add_special_tokens=False).ids for text in CORPUS]
    cut = [tokens[i:j] for tokens in texts for i in range(0, len(tokens), 3) for j in (i + 1, i + 2, len(tokens))]
    return [[], *ids, *cut]


def main():
    for name, make in (("byte-level", byte_level), ("byte-fallback", byte_fallback), ("unigram", unigram), ("folding", folding),
                       ("llama-like", llama_like), ("gemma-like", gemma_like)):
        folder = pathlib.Path(sys.argv[1]) / name
        folder.mkdir(parents=True, exist_ok=True)
        made = make()
        (folder / "tokenizer.json").write_text(made.to_str(), encoding="utf-8")
        made = Tokenizer.from_file(str(folder / "tokenizer.json"))
        made.no_truncation()
        made.no_padding()
        texts = [{"text": text, "plain": made.encode(text, add_special_tokens=False).ids, "encoder": made.encode(text).ids} for text in TEXTS]
        decoded = [{"tokens": ids, "text": made.decode(ids)} for ids in sequences(made)]
        golden = {"library": "tokenizers " + tokenizers.__version__, "size": made.get_vocab_size(), "texts": texts, "decoded": decoded}
        (folder / "golden.json").write_text(json.dumps(golden), encoding="utf-8")


if __name__ == "__main__":
    main()

"""Makes the golden of tokenizers with new words: what the tokenizers library makes of three kinds when it adds the words itself.

    python dev/oracles/extended_tokenizers.py --golden core/src/test/resources/golden

For a BPE (tiny_qwen2_untied), a WordPiece (tiny_bert) and a Unigram (tiny_xlmr) tokenizer writes extended.json into the model's folder: the
new words in their order (each unit with its tsheg and without; those that are in the vocabulary stay what they are; then the letters of
the script that are unknown by themselves and in no piece beside another letter), the first new id, and for texts the ids before and after, with the special tokens of a text by itself, and what they decode to.
"""
import argparse
import json
import unicodedata
from pathlib import Path

import tokenizers
from tokenizers import AddedToken, Tokenizer

TSHEG = "\u0f0b"
UNITS = ["རྟ", "དེབ", "ཁོས", "གསར", "རླུང", "ཡ"]
NEW = ["རྟ་དེབ", "ཁོས་དེབ་གསར་", "རླུང་རྟ", "དེབ་དེབ་དེབ", "རྟ"]
MIXED = ["རླུང་རྟ།", "ཁོས་རྟ་དེབ་ཉོས།", "他买了 དེབ་ 书。", "the horse རྟ runs", "རྟ་<mask>", "རྟ [MASK] དེབ་", "  རྟ་  དེབ\n", "ཡོད།", "ཡ་", "རྟ12དེབ་", "རྟ་书",
         "བཙོངས།", "༡༢༣"]
OLD = ["", " ", "他买了书。", "在拉萨买一本新书", "  他买了  一本新书 ， 在拉萨。", "hello world", "the wind horse runs", "Hello, ｗｏｒｌｄ 123\n\tx",
       "未知字符", "a<pad>b", "[SEP] <s> <|im_start|>user"]


def tibetan(char):
    return 0x0F00 <= ord(char) <= 0x0FDA and not 0x0FD5 <= ord(char) <= 0x0FD8 and unicodedata.category(char) != "Cn"


def letters(tokenizer, words):
    unknown = json.loads(tokenizer.to_str())["model"].get("unk_token") or json.loads(tokenizer.to_str())["model"].get("unk_id")
    if unknown is None:
        return []
    unknown = unknown if isinstance(unknown, int) else tokenizer.token_to_id(unknown)
    pieces = [[c for c in piece if tibetan(c)] for piece in tokenizer.get_vocab(with_added_tokens=True)]
    joined = {c for piece in pieces if len(piece) > 1 for c in piece}
    alphabet = [chr(c) for c in range(0x0F00, 0x0FDB) if tibetan(chr(c))]
    return [c for c in alphabet if c not in words and c not in joined and tokenizer.token_to_id(c) is None
            and unknown in tokenizer.encode(c, add_special_tokens=False).ids]


def golden(folder):
    path = folder / "tokenizer.json"
    before, after = Tokenizer.from_file(str(path)), Tokenizer.from_file(str(path))
    forms = [form for unit in UNITS for form in (unit + TSHEG, unit)]
    words = [form for form in forms if before.token_to_id(form) is None]
    words += letters(before, words)
    first = before.get_vocab_size(with_added_tokens=True)
    after.add_tokens([AddedToken(word, single_word=False, lstrip=False, rstrip=False, normalized=False, special=False) for word in words])
    assert [after.token_to_id(word) for word in words] == list(range(first, first + len(words)))
    for made in (before, after):
        made.no_truncation()
        made.no_padding()
    texts = []
    for kind, part in (("new", NEW), ("mixed", MIXED), ("old", OLD)):
        for text in part:
            plain = after.encode(text, add_special_tokens=False)
            texts.append({"kind": kind, "text": text, "before": before.encode(text, add_special_tokens=False).ids, "after": plain.ids,
                          "by_itself": after.encode(text).ids, "decoded": after.decode(plain.ids)})
    (folder / "extended.json").write_text(json.dumps(
        {"library": "tokenizers " + tokenizers.__version__, "units": UNITS, "words": words, "first": first, "texts": texts},
        ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    print(folder.name, first, words, [t["text"] for t in texts if t["decoded"] != t["text"]])


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--golden", type=Path, required=True)
    for name in ("tiny_qwen2_untied", "tiny_bert", "tiny_xlmr"):
        golden(parser.parse_args().golden / name)


if __name__ == "__main__":
    main()

"""Writes small GGUF files with the gguf package, and what a Hugging Face folder made of them must hold.

    python dev/oracles/gguf_golden.py core/src/test/resources/golden/gguf

blocks.json has, for each form of block, random blocks and the values that the gguf package reads in them. Then a tiny model of each
family: NAME.gguf as llama.cpp's converter would write it (tensor names from the gguf package's own map), and NAME.json with the shape
and the SHA-256 of every tensor in float32, entries of config.json, and texts with their tokens by the tokenizer that the file was made
of: one of the tokenizers library or of sentencepiece. Needs gguf, numpy, tokenizers, transformers, sentencepiece.
"""
import hashlib
import inspect
import io
import json
import pathlib
import sys

import gguf
import numpy as np
import sentencepiece
from gguf import GGMLQuantizationType as Q
from gguf import GGUFWriter
from tokenizers import AddedToken, Regex, Tokenizer, decoders, models, normalizers, pre_tokenizers, processors, trainers
from transformers.convert_slow_tokenizer import TikTokenConverter
from transformers.models.qwen2 import tokenization_qwen2

BLOCKS = [Q.F32, Q.F16, Q.BF16, Q.Q8_0, Q.Q4_0, Q.Q4_1, Q.Q5_0, Q.Q5_1, Q.Q4_K, Q.Q5_K, Q.Q6_K]
HALVES = {Q.Q8_0: [0], Q.Q4_0: [0], Q.Q4_1: [0, 2], Q.Q5_0: [0], Q.Q5_1: [0, 2], Q.Q4_K: [0, 2], Q.Q5_K: [0, 2], Q.Q6_K: [208]}
CYCLE = [Q.Q8_0, Q.F16, Q.Q4_0, Q.BF16, Q.Q4_1, Q.F32, Q.Q5_0, Q.Q5_1]
CORPUS = ["the wind horse carries wishes to the sky, 1959", "བོད་ཡིག་གི་དཔེ་དེབ།", "风马把愿望带到天上。", "བཀྲ་ཤིས་བདེ་ལེགས། horse 马 རྟ"] * 4
TEXTS = ["the wind", "the horse  carries   two\n\nwishes \n", "བོད་ཡིག་གི་དཔེ་དེབ། རླུང་རྟ།", "风马把愿望带到天上。風馬", "1959 and 12345, don't!", "e\u0301 \u0f76 \U0001f40e",
         " a\tb\r\nc ", "HORSE's  horse's", "བཀྲ་ཤིས་བདེ་ལེགས། 马 horse", "x"]


def random_blocks(rng, kind, count):
    """Random bytes, but the scales are finite."""
    values, size = gguf.GGML_QUANT_SIZES[kind]
    if kind == Q.F32:
        return rng.standard_normal(count, np.float32).view(np.uint8).reshape(count, size)
    if kind == Q.BF16:
        return gguf.quants.quantize(rng.standard_normal((count, 1), np.float32), kind).view(np.uint8).reshape(count, size)
    if kind == Q.F16:
        special = np.array([0, 0x8000, 1, 0x8001, 0x3FF, 0x400, 0x7BFF, 0xFBFF, 0x3C00], np.uint16)
        return np.concatenate([special, rng.standard_normal(count).astype(np.float16).view(np.uint16)]).view(np.uint8).reshape(-1, 2)
    blocks = rng.integers(0, 256, (count, size), np.uint8)
    for at in HALVES[kind]:
        scale = (rng.standard_normal(count) * 0.01).astype(np.float16)
        blocks[:, at:at + 2] = scale.view(np.uint8).reshape(count, 2)
    return blocks


def blocks_golden(rng):
    result = []
    for kind in BLOCKS:
        blocks = random_blocks(rng, kind, 3 if kind in HALVES else 12)
        data = blocks.reshape(-1).view({Q.F32: np.float32, Q.F16: np.float16}.get(kind, np.uint8))
        values = gguf.quants.dequantize(data.reshape(1, -1), kind).reshape(-1)
        result.append({"format": kind.name, "number": int(kind), "bytes": blocks.tobytes().hex(),
                       "float32": values.astype("<f4").tobytes().hex()})
    return result


# ------------------------------------------------------------------ tokenizers

def byte_level(pre, normalizer=None, special=(), plain=(), post=None, ignore_merges=False):
    made = Tokenizer(models.BPE(ignore_merges=ignore_merges))
    if normalizer:
        made.normalizer = normalizer
    made.pre_tokenizer = pre
    made.decoder = decoders.ByteLevel()
    trainer = trainers.BpeTrainer(vocab_size=300, initial_alphabet=pre_tokenizers.ByteLevel.alphabet(), show_progress=False)
    made.train_from_iterator(CORPUS, trainer)
    made.add_special_tokens(list(special))
    made.add_tokens([AddedToken(token, normalized=False) for token in plain])
    if post:
        made.post_processor = processors.TemplateProcessing(f"{post} $A", special_tokens=[(post, made.token_to_id(post))])
    return made


def regex(pattern):
    return pre_tokenizers.Sequence([pre_tokenizers.Split(Regex(pattern), "isolated"),
                                    pre_tokenizers.ByteLevel(add_prefix_space=False, use_regex=False)])


def qwen_tokenizer():
    return byte_level(regex(tokenization_qwen2.PRETOKENIZE_REGEX), normalizers.NFC(), ["<|endoftext|>", "<|im_start|>", "<|im_end|>"],
                      ["<tool_call>", "</tool_call>"])


def smol_tokenizer():
    digits = pre_tokenizers.Sequence([pre_tokenizers.Digits(individual_digits=True), pre_tokenizers.ByteLevel(add_prefix_space=False)])
    return byte_level(digits, None, ["<|endoftext|>", "<|im_start|>", "<|im_end|>"])


def llama3_tokenizer():
    pattern = inspect.signature(TikTokenConverter.__init__).parameters["pattern"].default
    return byte_level(regex(pattern), None, ["<|begin_of_text|>", "<|end_of_text|>", "<|eot_id|>", "<|eom_id|>"], post="<|begin_of_text|>",
                      ignore_merges=True)


def write_byte_level(writer, made, pre, pad_to):
    described = json.loads(made.to_str())
    added = {token["content"]: token for token in described["added_tokens"]}
    size = made.get_vocab_size()
    tokens = [made.id_to_token(i) for i in range(size)] + [f"[PAD{i}]" for i in range(size, pad_to)]
    kinds = [(gguf.TokenType.CONTROL if added[token]["special"] else gguf.TokenType.USER_DEFINED) if token in added
             else gguf.TokenType.UNUSED if i >= size else gguf.TokenType.NORMAL for i, token in enumerate(tokens)]
    writer.add_tokenizer_model("gpt2")
    writer.add_tokenizer_pre(pre)
    writer.add_token_list(tokens)
    writer.add_token_types(kinds)
    writer.add_token_merges([" ".join(merge) for merge in described["model"]["merges"]])


def pieces(prefix, defined):
    model = io.BytesIO()
    sentencepiece.SentencePieceTrainer.train(
        sentence_iterator=iter(CORPUS), model_writer=model, model_type="bpe", vocab_size=400, byte_fallback=True, character_coverage=1.0,
        normalization_rule_name="identity", remove_extra_whitespaces=False, add_dummy_prefix=prefix, allow_whitespace_only_pieces=True,
        user_defined_symbols=[symbol.replace(" ", "\u2581") for symbol in defined], control_symbols=["<end_of_turn>"] if defined else [], pad_id=0 if defined else -1,
        eos_id=1 if defined else 2, bos_id=2 if defined else 1, unk_id=3 if defined else 0, pad_piece="<pad>", eos_piece="<eos>" if defined else "</s>",
        bos_piece="<bos>" if defined else "<s>", minloglevel=2)
    return sentencepiece.SentencePieceProcessor(model_proto=model.getvalue())


def write_pieces(writer, made, defined, prefix):
    tokens, scores, kinds = [], [], []
    for i in range(made.vocab_size()):
        token = made.id_to_piece(i)
        kind = gguf.TokenType.NORMAL
        if made.is_unknown(i):
            kind = gguf.TokenType.UNKNOWN
        elif made.is_control(i):
            kind = gguf.TokenType.CONTROL
        elif made.is_byte(i):
            kind = gguf.TokenType.BYTE
        elif token.replace("\u2581", " ") in defined:
            token, kind = token.replace("\u2581", " "), gguf.TokenType.USER_DEFINED
        tokens.append(token)
        scores.append(made.get_score(i))
        kinds.append(kind)
    writer.add_tokenizer_model("llama")
    writer.add_tokenizer_pre("default")
    writer.add_token_list(tokens)
    writer.add_token_scores(scores)
    writer.add_token_types(kinds)
    writer.add_add_space_prefix(prefix)
    writer.add_add_bos_token(True)
    writer.add_unk_token_id(made.unk_id())


# ------------------------------------------------------------------ models

class Tiny:
    def __init__(self, folder, name, arch, layers, hidden, inner, heads, keys, size, vocabulary, rng):
        self.folder, self.name, self.arch, self.rng = folder, name, arch, rng
        self.layers, self.hidden, self.inner, self.heads, self.keys, self.size, self.vocabulary = layers, hidden, inner, heads, keys, size, vocabulary
        self.writer = GGUFWriter(str(folder / f"{name}.gguf"), gguf.MODEL_ARCH_NAMES[arch])
        self.names = gguf.get_tensor_name_map(arch, layers)
        self.expected, self.count = {}, 0
        w = self.writer
        w.add_type("model")
        w.add_name(name)
        w.add_block_count(layers)
        w.add_context_length(2048)
        w.add_embedding_length(hidden)
        w.add_feed_forward_length(inner)
        w.add_head_count(heads)
        w.add_head_count_kv(keys)
        w.add_layer_norm_rms_eps(1e-6)

    def put(self, name, shape, kind=None, forward=lambda x: x, back=lambda x: x):
        """A random tensor under its Hugging Face name; forward is what the converter does to it, back what undoes it."""
        if kind is None:
            kind = Q.F32 if len(shape) == 1 else CYCLE[self.count % len(CYCLE)]
            self.count += len(shape) - 1
        if kind in (Q.Q4_K, Q.Q5_K, Q.Q6_K):
            values, size = gguf.GGML_QUANT_SIZES[kind]
            data = random_blocks(self.rng, kind, shape[0] * shape[1] // values).reshape(shape[0], -1)
        else:
            data = gguf.quants.quantize(forward(self.rng.standard_normal(shape, np.float32) * np.float32(0.1)), kind)
        self.writer.add_tensor(self.names.get_name(name, (".weight", ".bias")), data, raw_dtype=kind)
        self.expect(name, back(gguf.quants.dequantize(data, kind).reshape(shape)))

    def expect(self, name, values):
        values = np.ascontiguousarray(values, "<f4")
        self.expected[name] = {"shape": list(values.shape), "sha256": hashlib.sha256(values.tobytes()).hexdigest()}

    def layer(self, i, biases=False, norms=(), down=None, turned=False, offset=0):
        """The layer's tensors, with a heads' permutation where the converter makes one."""
        at = f"model.layers.{i}."

        def turn(n):
            return dict(forward=lambda x: x.reshape(n, 2, x.shape[0] // n // 2, x.shape[1]).swapaxes(1, 2).reshape(x.shape),
                        back=lambda x: x.reshape(n, x.shape[0] // n // 2, 2, x.shape[1]).swapaxes(1, 2).reshape(x.shape)) if turned else {}

        def norm(name, size):
            self.put(at + name + ".weight", (size,), forward=lambda x: x + np.float32(offset), back=lambda x: x - np.float32(offset))
        for part, rows in (("q", self.heads), ("k", self.keys), ("v", self.keys)):
            self.put(f"{at}self_attn.{part}_proj.weight", (rows * self.size, self.hidden), **(turn(rows) if part != "v" else {}))
            if biases:
                self.put(f"{at}self_attn.{part}_proj.bias", (rows * self.size,))
        self.put(at + "self_attn.o_proj.weight", (self.hidden, self.heads * self.size))
        self.put(at + "mlp.gate_proj.weight", (self.inner, self.hidden))
        self.put(at + "mlp.up_proj.weight", (self.inner, self.hidden))
        self.put(at + "mlp.down_proj.weight", (self.hidden, self.inner), down)
        norm("input_layernorm", self.hidden)
        norm("post_attention_layernorm", self.hidden)
        for name, size in norms:
            norm(name, size)

    def ends(self, kind=Q.Q8_0, offset=0):
        self.put("model.embed_tokens.weight", (self.vocabulary, self.hidden), kind)
        self.put("model.norm.weight", (self.hidden,), forward=lambda x: x + np.float32(offset), back=lambda x: x - np.float32(offset))

    def write(self, config, texts, generation, template=None, **more):
        if template:
            self.writer.add_chat_template(template)
        self.writer.write_header_to_file()
        self.writer.write_kv_data_to_file()
        self.writer.write_tensors_to_file()
        self.writer.close()
        common = {"hidden_size": self.hidden, "intermediate_size": self.inner, "num_hidden_layers": self.layers, "vocab_size": self.vocabulary,
                  "num_attention_heads": self.heads, "num_key_value_heads": self.keys, "rms_norm_eps": 1e-6, "max_position_embeddings": 2048}
        golden = {"config": {**common, **config}, "generation": generation, "tensors": self.expected, "texts": texts, **more}
        (self.folder / f"{self.name}.json").write_text(json.dumps(golden, ensure_ascii=False, separators=(",", ":")) + "\n", encoding="utf-8")


def encoded(made, special=True):
    texts = TEXTS + [f"a{t['content']}b" for t in json.loads(made.to_str())["added_tokens"]]
    return [{"text": t, "ids": made.encode(t, add_special_tokens=False).ids} for t in texts]


def qwen2(folder, rng):
    made = qwen_tokenizer()
    vocabulary = made.get_vocab_size() + 3
    tiny = Tiny(folder, "qwen2", gguf.MODEL_ARCH.QWEN2, 2, 32, 256, 4, 2, 8, vocabulary, rng)
    tiny.writer.add_rope_freq_base(1000000.0)
    write_byte_level(tiny.writer, made, "qwen2", vocabulary)
    ids = {name: made.token_to_id(name) for name in ("<|endoftext|>", "<|im_end|>")}
    tiny.writer.add_bos_token_id(ids["<|endoftext|>"])
    tiny.writer.add_eos_token_id(ids["<|im_end|>"])
    tiny.writer.add_pad_token_id(ids["<|endoftext|>"])
    tiny.ends(Q.Q8_0)
    # the tied matrix a second time, in fewer bits, as some converters leave it
    tiny.writer.add_tensor("output.weight", gguf.quants.quantize(embedding(tiny.folder, tiny), Q.Q4_0), raw_dtype=Q.Q4_0)
    tiny.layer(0, biases=True, down=Q.Q4_K)
    tiny.layer(1, biases=True, down=Q.Q6_K)
    tiny.write({"model_type": "qwen2", "rope_theta": 1e6, "tie_word_embeddings": True, "use_sliding_window": False}, encoded(made),
               {"eos_token_id": [ids["<|im_end|>"], ids["<|endoftext|>"]], "bos_token_id": ids["<|endoftext|>"]}, "{{ '<|im_start|>' }}")


def embedding(folder, tiny):
    info = next(t for shard in tiny.writer.tensors for name, t in shard.items() if name == "token_embd.weight")
    return gguf.quants.dequantize(info.tensor, Q.Q8_0)


def qwen3(folder, rng):
    made = qwen_tokenizer()
    tiny = Tiny(folder, "qwen3", gguf.MODEL_ARCH.QWEN3, 1, 32, 64, 2, 1, 32, made.get_vocab_size(), rng)
    tiny.writer.add_key_length(32)
    tiny.writer.add_value_length(32)
    tiny.writer.add_rope_freq_base(1000000.0)
    write_byte_level(tiny.writer, made, "qwen2", 0)
    tiny.writer.add_eos_token_id(made.token_to_id("<|endoftext|>"))
    tiny.ends(Q.Q4_0)
    tiny.layer(0, norms=[("self_attn.q_norm", 32), ("self_attn.k_norm", 32)])
    tiny.write({"model_type": "qwen3", "rope_theta": 1e6, "tie_word_embeddings": True, "head_dim": 32, "attention_bias": False}, encoded(made),
               {"eos_token_id": made.token_to_id("<|endoftext|>")})


def smol(folder, rng):
    made = smol_tokenizer()
    tiny = Tiny(folder, "smol", gguf.MODEL_ARCH.LLAMA, 1, 32, 64, 4, 2, 8, made.get_vocab_size(), rng)
    tiny.writer.add_rope_freq_base(100000.0)
    write_byte_level(tiny.writer, made, "smollm", 0)
    for add, token in ((tiny.writer.add_bos_token_id, "<|im_start|>"), (tiny.writer.add_eos_token_id, "<|im_end|>"),
                       (tiny.writer.add_unk_token_id, "<|endoftext|>"), (tiny.writer.add_pad_token_id, "<|im_end|>")):
        add(made.token_to_id(token))
    tiny.ends()
    tiny.layer(0, turned=True)
    tiny.write({"model_type": "llama", "rope_theta": 1e5, "tie_word_embeddings": True, "rope_scaling": None, "head_dim": 8}, encoded(made),
               {"eos_token_id": made.token_to_id("<|im_end|>"), "pad_token_id": made.token_to_id("<|im_end|>")}, "{{ '<|im_start|>' }}")


def llama3(folder, rng):
    made = llama3_tokenizer()
    tiny = Tiny(folder, "llama3", gguf.MODEL_ARCH.LLAMA, 1, 32, 64, 2, 1, 16, made.get_vocab_size(), rng)
    tiny.writer.add_rope_freq_base(500000.0)
    write_byte_level(tiny.writer, made, "llama-bpe", 0)
    tiny.writer.add_bos_token_id(made.token_to_id("<|begin_of_text|>"))
    tiny.writer.add_eos_token_id(made.token_to_id("<|eot_id|>"))
    tiny.ends(Q.BF16)
    tiny.put("lm_head.weight", (tiny.vocabulary, 32), Q.Q8_0)
    tiny.writer.add_tensor("rope_freqs.weight", llama3_divisors(16, 500000.0))
    tiny.layer(0, turned=True)
    scaling = {"factor": 32.0, "high_freq_factor": 4.0, "low_freq_factor": 1.0, "original_max_position_embeddings": 8192, "rope_type": "llama3"}
    ends = [made.token_to_id(token) for token in ("<|eot_id|>", "<|end_of_text|>", "<|eom_id|>")]
    tiny.write({"model_type": "llama", "rope_theta": 5e5, "tie_word_embeddings": False, "rope_scaling": scaling}, encoded(made),
               {"eos_token_id": ends}, "{{ '<|eot_id|>' }}", withBegin=made.encode("the wind").ids)


def llama3_divisors(size, base):
    """What transformers turns a Llama 3's frequencies into, as divisors of the plain ones."""
    from transformers import LlamaConfig
    from transformers.modeling_rope_utils import ROPE_INIT_FUNCTIONS
    rope = {"rope_type": "llama3", "rope_theta": base, "factor": 32.0, "low_freq_factor": 1.0, "high_freq_factor": 4.0,
            "original_max_position_embeddings": 8192}
    config = LlamaConfig(hidden_size=2 * size, num_attention_heads=2, rope_parameters=rope, max_position_embeddings=131072)
    scaled = ROPE_INIT_FUNCTIONS["llama3"](config, "cpu")[0].numpy()
    plain = 1.0 / base ** (np.arange(0, size, 2, dtype=np.float32) / size)
    return (plain / scaled).astype(np.float32)


def llama_pieces(folder, rng):
    made = pieces(True, [])
    tiny = Tiny(folder, "pieces", gguf.MODEL_ARCH.LLAMA, 1, 32, 64, 2, 2, 16, made.vocab_size(), rng)
    write_pieces(tiny.writer, made, [], True)
    tiny.writer.add_bos_token_id(made.bos_id())
    tiny.writer.add_eos_token_id(made.eos_id())
    tiny.ends(Q.Q5_0)
    tiny.put("lm_head.weight", (tiny.vocabulary, 32), Q.Q4_1)
    tiny.layer(0, turned=True)
    tiny.write({"model_type": "llama", "rope_theta": 1e4, "tie_word_embeddings": False, "rope_scaling": None},
               [{"text": t, "ids": made.encode(t)} for t in TEXTS], {"eos_token_id": made.eos_id(), "bos_token_id": made.bos_id()},
               withBegin=made.encode("the wind", add_bos=True))


def gemma3(folder, rng):
    defined = ["\n", "\n\n", "  ", "   "]
    made = pieces(False, defined)
    tiny = Tiny(folder, "gemma3", gguf.MODEL_ARCH.GEMMA3, 7, 32, 32, 2, 1, 16, made.vocab_size(), rng)
    tiny.writer.add_key_length(16)
    tiny.writer.add_value_length(16)
    tiny.writer.add_rope_freq_base(1000000.0)
    tiny.writer.add_sliding_window(512)
    write_pieces(tiny.writer, made, defined, False)
    tiny.writer.add_bos_token_id(made.bos_id())
    tiny.writer.add_eos_token_id(made.eos_id())
    tiny.writer.add_pad_token_id(made.pad_id())
    tiny.ends(Q.Q4_0, 1)
    for i in range(7):
        tiny.layer(i, norms=[("pre_feedforward_layernorm", 32), ("post_feedforward_layernorm", 32), ("self_attn.q_norm", 16),
                             ("self_attn.k_norm", 16)], offset=1)
    tiny.write({"model_type": "gemma3_text", "rope_theta": 1e6, "rope_local_base_freq": 1e4, "sliding_window": 512, "head_dim": 16,
                "query_pre_attn_scalar": 16, "tie_word_embeddings": True,
                "layer_types": ["sliding_attention"] * 5 + ["full_attention", "sliding_attention"]},
               [{"text": t, "ids": made.encode(t)} for t in TEXTS],
               {"eos_token_id": [made.eos_id(), made.piece_to_id("<end_of_turn>")], "bos_token_id": made.bos_id(), "pad_token_id": made.pad_id()},
               "{{ '<end_of_turn>' }}", withBegin=made.encode("the wind", add_bos=True))


def structure(file):
    """Where counts, lengths, sizes and offsets stand: [offset, bytes], from the gguf package's reading of the file."""
    reader = gguf.GGUFReader(str(file))
    places = [[0, 4], [4, 4], [8, 8], [16, 8]]
    for field in reader.fields.values():
        if field.name.startswith("GGUF."):
            continue
        places.append([field.offset, 8])  # the key's length
        at = field.offset + sum(int(part.nbytes) for part in field.parts[:3])
        if field.types[0] == gguf.GGUFValueType.STRING:
            places.append([at, 8])
        elif field.types[0] == gguf.GGUFValueType.ARRAY:
            places.append([at + 4, 8])
    for tensor in reader.tensors:
        at = tensor.field.offset
        length, name, count, sizes, kind, offset = (int(part.nbytes) for part in tensor.field.parts)
        places += [[at, length], [at + length + name, count], [at + length + name + count, sizes],
                   [at + length + name + count + sizes + kind, offset]]
    return places


def main():
    folder = pathlib.Path(sys.argv[1])
    folder.mkdir(parents=True, exist_ok=True)
    rng = np.random.default_rng(5)
    (folder / "blocks.json").write_text(json.dumps(blocks_golden(rng)) + "\n", encoding="utf-8")
    for make in (qwen2, qwen3, smol, llama3, llama_pieces, gemma3):
        make(folder, rng)
    (folder / "structure.json").write_text(json.dumps(structure(folder / "qwen3.gguf")) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()

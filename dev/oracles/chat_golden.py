"""Writes the conversations of the chat tests and what transformers renders them to.

    python dev/oracles/chat_golden.py --models DIR --output core/src/test/resources/golden/chat

DIR holds model folders: qwen2.5-coder-0.5b-instruct and smollm2-135m-instruct, whose templates are used, and gemma-3-270m, whose
tokenizer is used with TRL's copy of Gemma 3's template. The templates of Qwen3 (with enable_thinking=False), Qwen3-Instruct-2507,
Llama 3, 3.1 and 3.2 (with date_string="26 Jul 2024") are TRL's copies too, rendered without tokens. The golden files hold
conversations and outputs only.
"""
import argparse
import importlib.resources
import json
from pathlib import Path

import jinja2
import tokenizers
import transformers
import trl
from transformers import AutoTokenizer, PreTrainedTokenizerFast


def system(text):
    return {"role": "system", "content": text}


def user(text):
    return {"role": "user", "content": text}


def assistant(text):
    return {"role": "assistant", "content": text}


TIBETAN = "ང་ལ་དཀར་ཡོལ་ཞིག་དགོས།"
CONVERSATIONS = {
    "one question": [user("What is a wind horse?")],
    "one question with a system turn": [system("You translate."), user("What is a wind horse?")],
    "an empty system turn": [system(""), user("Hello")],
    "an empty question": [user("")],
    "an empty answer": [user("Hello"), assistant("")],
    "question and answer": [user("1+1?"), assistant("2")],
    "two questions": [user("1+1?"), assistant("2"), user("2+2?")],
    "two questions with a system turn": [system("Count."), user("1+1?"), assistant("2"), user("2+2?")],
    "three rounds": [user("a"), assistant("b"), user("c"), assistant("d"), user("e"), assistant("f")],
    "a system turn in the middle": [user("a"), system("Be brief."), assistant("b")],
    "two system turns": [system("One."), system("Two."), user("a")],
    "only a system turn": [system("Nobody asks.")],
    "only an answer": [assistant("Nobody asked.")],
    "line feeds": [user("one\ntwo\n\nthree")],
    "a line feed at each end": [user("\none\n"), assistant("\ntwo\n")],
    "carriage returns": [user("one\r\ntwo\rthree")],
    "tabs": [user("a\tb"), assistant("\tc\t")],
    "blanks at the ends": [system("  s  "), user("  u  "), assistant("  a  ")],
    "only blanks": [user("   "), assistant(" ")],
    "Tibetan": [user(TIBETAN)],
    "Tibetan to Chinese": [system("把藏文译成中文。"), user(TIBETAN), assistant("我需要一个瓷碗。")],
    "Tibetan in one line of many": [user("Translate:\n" + TIBETAN + "\nAnswer:")],
    "emoji": [user("🐎🌬️"), assistant("👩🏽‍🚀 is ready")],
    "right to left": [user("بۇ نېمە؟"), assistant("שלום")],
    "quotation marks": [user("say \"no\" and 'yes'"), assistant("`no` \\ yes")],
    "braces": [user("{{ 7 * 7 }} {% if true %}x{% endif %} {# note #}")],
    "markup": [user("<b>bold</b> & &amp; <tool>"), assistant("</b>")],
    "decomposed letters": [user("e\u0301 \u0f76")],
    "a no-break space and a zero-width space": [user("\u00a0a\u200b")],
    "the default system said aloud": [system("You are Qwen, created by Alibaba Cloud. You are a helpful assistant."), user("a")],
    "a long answer": [user("Repeat."), assistant("na " * 200)],
    "Unicode's blanks at the ends": [system("\u2003s\u3000"), user("\u00a0\u3000u\u2009\u0085"), assistant("\u001c a \u202f\u2028")],
    "no blanks at the ends, though they look so": [user("\u200bu\ufeff"), assistant("\u2060a\u180e")],
    "thoughts in the answer": [user("1+1?"), assistant("<think>\none and one\n</think>\n\n2")],
    "thoughts in an earlier answer": [user("1+1?"), assistant("<think>\n\none\n\n</think>\n2"), user("2+2?"), assistant("4")],
    "thoughts without a beginning": [user("1+1?"), assistant("one and one</think>2")],
    "two answers running": [user("1+1?"), assistant("2"), assistant("or 10")],
    "a thought before another answer": [user("1+1?"), assistant("<think>a</think>2"), assistant("<think>b</think>10")],
    "what a tool gave back": [user("1+1?"), assistant("I count."), user("<tool_response>\n2\n</tool_response>"), assistant("2")],
    "a tool's word that ends otherwise": [user("1+1?"), assistant("I count."), user("<tool_response>\n2\n</tool_response> ok"), assistant("2")],
}


def template(name):
    return (importlib.resources.files("trl") / "chat_templates" / (name + ".jinja")).read_text(encoding="utf-8")


def bare(name, **tokens):
    """A tokenizer of no words, for templates alone."""
    made = PreTrainedTokenizerFast(tokenizer_object=tokenizers.Tokenizer(tokenizers.models.BPE()), **tokens)
    made.chat_template = template(name)
    return made


def case(tokenizer, name, messages, tokens, **options):
    """What the template makes of the conversation, or that it refuses it; with tokens, also those of the open one and of its last text."""
    def render(**how):
        return tokenizer.apply_chat_template(messages, **how, **options)

    made = {"name": name, "messages": messages}
    try:
        made.update(closed=render(tokenize=False), open=render(tokenize=False, add_generation_prompt=True))
    except jinja2.exceptions.TemplateError as error:
        return {**made, "refused": str(error)}
    if tokens:
        made["openTokens"] = render(tokenize=True, add_generation_prompt=True, return_dict=False)
        made["lastTokens"] = tokenizer(messages[-1]["content"])["input_ids"]
    return made


def write(file, tokenizer, tokens=False, **options):
    cases = [case(tokenizer, name, messages, tokens, **options) for name, messages in CONVERSATIONS.items()]
    lines = ",\n".join(json.dumps(made) for made in cases)
    library = "transformers %s, trl %s" % (transformers.__version__, trl.__version__)
    file.write_text('{"library": "%s", "cases": [\n%s\n]}\n' % (library, lines), encoding="utf-8")
    return cases


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--models", required=True, type=Path)
    parser.add_argument("--output", required=True, type=Path)
    arguments = parser.parse_args()
    models, output = arguments.models, arguments.output
    write(output / "qwen2.5.json", AutoTokenizer.from_pretrained(models / "qwen2.5-coder-0.5b-instruct"), tokens=True)
    write(output / "smollm2.json", AutoTokenizer.from_pretrained(models / "smollm2-135m-instruct"), tokens=True)
    gemma = AutoTokenizer.from_pretrained(models / "gemma-3-270m")
    gemma.chat_template = template("gemma3")
    write(output / "gemma3.json", gemma, tokens=True)
    write(output / "qwen3.json", bare("qwen3"), enable_thinking=False)
    write(output / "qwen3-instruct.json", bare("qwen3_instruct_2507"))
    write(output / "llama3.json", bare("llama3", bos_token="<|begin_of_text|>"))
    date = "26 Jul 2024"
    one = write(output / "llama3.1.json", bare("llama3_1", bos_token="<|begin_of_text|>"))
    two = [case(bare("llama3_2", bos_token="<|begin_of_text|>"), name, messages, False, date_string=date)
           for name, messages in CONVERSATIONS.items()]
    assert one == two, "Llama 3.2 with the date of Llama 3.1 renders otherwise"


if __name__ == "__main__":
    main()

"""Writes the conversations of the chat tests and what transformers renders them to.

    python dev/oracles/chat_golden.py --model DIR > core/src/test/resources/golden/chat/qwen2.5.json

DIR is a Qwen2.5 folder with a tokenizer and a chat template. The golden file holds conversations and outputs only.
"""
import argparse
import json

import transformers
from transformers import AutoTokenizer


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
}


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--model", required=True)
    tokenizer = AutoTokenizer.from_pretrained(parser.parse_args().model)
    cases = []
    for name, messages in CONVERSATIONS.items():
        def render(prompt):
            return tokenizer.apply_chat_template(messages, tokenize=False, add_generation_prompt=prompt)

        ids = tokenizer.apply_chat_template(messages, tokenize=True, add_generation_prompt=True, return_dict=False)
        cases.append({"name": name, "messages": messages, "closed": render(False), "open": render(True), "openTokens": ids})
    lines = ",\n".join(json.dumps(case) for case in cases)
    print('{"library": "transformers %s", "cases": [\n%s\n]}' % (transformers.__version__, lines))


if __name__ == "__main__":
    main()

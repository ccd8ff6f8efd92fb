"""Writes sentences of the lab's world at difficulty d1, made without the lab's own tables, and validity figures from scipy.

    python dev/oracles/lab_golden.py core/src/test/resources/golden/lab

sentences.jsonl: a fact's key with a Tibetan and a Chinese sentence that say it. Finals are listed by hand here, where the lab derives
them; suffixes are chosen by code here, where the lab reads a table; the order is shuffled here, where the lab has rules.
validity.json: scores with ties, and scipy's AUC (from its ranks) and Spearman correlation.
"""
import json
import pathlib
import random
import sys

from scipy.stats import rankdata, spearmanr

TSHEG, VOWEL = "\u0f0b", "V"
PERSONS = {
    "tashi": ("扎西", [("བཀྲ་ཤིས", "ས")]), "drolma": ("卓玛", [("སྒྲོལ་མ", VOWEL)]), "tsering": ("次仁", [("ཚེ་རིང", "ང")]),
    "tenzin": ("丹增", [("བསྟན་འཛིན", "ན")]), "dekyi": ("德吉", [("བདེ་སྐྱིད", "ད")]), "dondrup": ("顿珠", [("དོན་གྲུབ", "བ")]),
    "choephel": ("群培", [("ཆོས་འཕེལ", "ལ")]), "paljor": ("班觉", [("དཔལ་འབྱོར", "ར")]), "namkha": ("南卡", [("ནམ་མཁའ", "འ")]),
    "norbu": ("罗布", [("ནོར་བུ", VOWEL)]), "teacher": ("老师", [("དགེ་རྒན", "ན")]),
    "student": ("学生", [("སློབ་ཕྲུག", "ག"), ("སློབ་མ", VOWEL)]), "nomad": ("牧民", [("འབྲོག་པ", VOWEL)]),
    "doctor": ("医生", [("སྨན་པ", VOWEL)])}
PLACES = {
    "lhasa": ("拉萨", ("ལྷ་ས", VOWEL)), "chamdo": ("昌都", ("ཆབ་མདོ", VOWEL)), "ngari": ("阿里", ("མངའ་རིས", "ས")),
    "xining": ("西宁", ("ཟི་ལིང", "ང")), "beijing": ("北京", ("པེ་ཅིན", "ན")), "yushu": ("玉树", ("ཡུལ་ཤུལ", "ལ")),
    "market": ("市场", ("ཁྲོམ", "མ")), "school": ("学校", ("སློབ་གྲྭ", VOWEL)), "hospital": ("医院", ("སྨན་ཁང", "ང"))}
OBJECTS = {  # Chinese, Tibetan forms, classifier, adjectives
    "book": ("书", [("དེབ", "བ")], "本", ["new", "old"]), "letter": ("信", [("ཡི་གེ", VOWEL)], "封", ["old"]),
    "yak": ("牦牛", [("གཡག", "ག")], "头", ["black", "white", "big"]), "sheep": ("羊", [("ལུག", "ག")], "只", ["white", "black"]),
    "horse": ("马", [("རྟ", VOWEL)], "匹", ["white", "black", "red"]), "phone": ("手机", [("ཁ་པར", "ར")], "部", ["new", "old"]),
    "car": ("汽车", [("རླངས་འཁོར", "ར"), ("སྣུམ་འཁོར", "ར")], "辆", ["new", "old", "red", "white", "black"]),
    "photo": ("照片", [("པར", "ར")], "张", ["old", "new"]), "flower": ("花", [("མེ་ཏོག", "ག")], "朵", ["white", "red"]),
    "apple": ("苹果", [("ཀུ་ཤུ", VOWEL)], "个", ["red", "big"]), "wool": ("羊毛", [("བལ", "ལ")], None, []),
    "medicine": ("药", [("སྨན", "ན")], None, []), "butter": ("酥油", [("མར", "ར")], None, []), "meat": ("肉", [("ཤ", VOWEL)], None, []),
    "tea": ("茶", [("ཇ", VOWEL)], None, []), "milk": ("牛奶", [("འོ་མ", VOWEL)], None, []), "chang": ("青稞酒", [("ཆང", "ང")], None, [])}
ADJECTIVES = {"new": ("新", "གསར་པ"), "old": ("旧", "རྙིང་པ"), "big": ("大", "ཆེན་པོ"), "white": ("白", "དཀར་པོ"), "black": ("黑", "ནག་པོ"),
              "red": ("红", "དམར་པོ")}
NUMBERS = {2: ("两", "གཉིས"), 3: ("三", "གསུམ"), 4: ("四", "བཞི"), 5: ("五", "ལྔ"), 6: ("六", "དྲུག"), 7: ("七", "བདུན"), 8: ("八", "བརྒྱད"),
           9: ("九", "དགུ"), 10: ("十", "བཅུ")}
TIMES = {"yesterday": ("昨天", "ཁ་སང"), "today": ("今天", "དེ་རིང"), "morning": ("早上", "ཞོགས་པར"), "evening": ("晚上", "དགོང་མོར"),
         "lastyear": ("去年", "ན་ནིང")}
VERBS = {"buy": ("买", "ཉོས", "ས", "OP"), "read": ("读", "བཀླགས", "ས", "OP"), "see": ("看见", "མཐོང", "ང", "OP"), "eat": ("吃", "བཟས", "ས", "OP"),
         "drink": ("喝", "བཏུངས", "ས", "OP"), "give": ("给", "སྤྲད", "ད", "RO"), "send": ("寄", "བསྐུར", "ར", "RO"),
         "sell": ("卖", "བཙོངས", "ས", "RO"), "go": ("去", "ཕྱིན", "ན", "G"), "arrive": ("到", "སླེབས", "ས", "G")}
MAY = {"read": ["book", "letter"], "see": ["yak", "sheep", "horse", "car", "flower", "photo", "book"], "eat": ["apple", "butter", "meat"],
       "drink": ["tea", "milk", "chang"], "send": ["book", "letter", "photo", "phone", "medicine", "wool", "butter"],
       "sell": ["yak", "sheep", "horse", "car", "phone", "wool", "butter", "meat", "book"]}
ORDER = ["verb", "polarity", "agent", "recipient", "object", "number", "adjective", "place", "time"]


def ergative(form, final):
    if final == VOWEL:
        return form + "ས"
    if final == "འ":
        return form[:-1] + "ས"
    return form + TSHEG + {"ད": "ཀྱིས", "བ": "ཀྱིས", "ས": "ཀྱིས", "ག": "གིས", "ང": "གིས"}.get(final, "གྱིས")


def la_don(form, final):
    if final == VOWEL:
        return [form + "ར", form + TSHEG + "རུ"]
    if final == "འ":
        return [form[:-1] + "ར", form + TSHEG + "རུ"]
    return [form + TSHEG + ("སུ" if final == "ས" else "ཏུ" if final in "གབ" else "དུ")]


def sample(rng):
    verb = rng.choice(list(VERBS))
    takes = VERBS[verb][3]
    fact = {"verb": verb, "agent": rng.choice(list(PERSONS))}
    if rng.random() < 0.15:
        fact["polarity"] = "negated"
    if "O" in takes:
        fact["object"] = rng.choice(MAY.get(verb, list(OBJECTS)))
        _, _, classifier, adjectives = OBJECTS[fact["object"]]
        if classifier and rng.random() < 0.7:
            fact["number"] = rng.choice([1] + list(NUMBERS))
        if adjectives and rng.random() < 0.4:
            fact["adjective"] = rng.choice(adjectives)
    if "R" in takes:
        fact["recipient"] = rng.choice([person for person in PERSONS if person != fact["agent"]])
    if "G" in takes or "P" in takes and rng.random() < 0.6:
        fact["place"] = rng.choice(list(PLACES))
    if rng.random() < 0.6:
        fact["time"] = rng.choice(list(TIMES))
    return fact


def tibetan(fact, rng):
    _, stem, final, takes = VERBS[fact["verb"]]
    parts = {}
    form, last = rng.choice(PERSONS[fact["agent"]][1])
    parts["A"] = form if takes == "G" else ergative(form, last)
    if "object" in fact:
        form, last = rng.choice(OBJECTS[fact["object"]][1])
        words = [form]
        if "adjective" in fact:
            words.append(ADJECTIVES[fact["adjective"]][1])
            last = VOWEL
        if fact.get("number") == 1:
            words.append(rng.choice([{"ག": "ཅིག", "ད": "ཅིག", "བ": "ཅིག", "ས": "ཤིག"}.get(last, "ཞིག"), "གཅིག"]))
        elif "number" in fact:
            words.append(NUMBERS[fact["number"]][1])
        parts["O"] = TSHEG.join(words)
    if "recipient" in fact:
        form, last = rng.choice(PERSONS[fact["recipient"]][1])
        parts["R"] = rng.choice([form + TSHEG + "ལ"] + (la_don(form, last)[:1] if last in (VOWEL, "འ") else []))
    if "place" in fact:
        form, last = PLACES[fact["place"]][1]
        away = [form + TSHEG + "ནས"]
        there = la_don(form, last) + [form + TSHEG + "ལ"]
        parts["P"] = rng.choice(away if fact["verb"] == "buy" else there if takes == "G" else there + away)
    if "time" in fact:
        parts["T"] = TIMES[fact["time"]][1]
    order = list(parts)
    rng.shuffle(order)
    no = "མ" + TSHEG if "polarity" in fact else ""
    nominal = "བ" if final in ("ང", "ར", "ལ") else "པ"
    endings = [stem + TSHEG + no + "སོང་།", stem + TSHEG + nominal + TSHEG + no + "རེད།",
               no + stem + TSHEG + {"ང": "ངོ་", "ས": "སོ", "ད": "དོ", "ར": "རོ", "ན": "ནོ"}[final] + "།"]
    if no:
        endings.append(no + stem + TSHEG + nominal + TSHEG + "རེད།")
    return TSHEG.join([parts[key] for key in order] + [rng.choice(endings)])


def chinese(fact, rng):
    verb, _, _, takes = VERBS[fact["verb"]]
    agent = PERSONS[fact["agent"]][0]
    time = TIMES[fact["time"]][0] if "time" in fact else ""
    no, done = ("没有", "") if "polarity" in fact else ("", "了")
    thing = ""
    if "object" in fact:
        word, _, classifier, _ = OBJECTS[fact["object"]]
        number = fact.get("number")
        count = "" if not number else ("一" if number == 1 else NUMBERS[number][0]) + classifier
        thing = count + (ADJECTIVES[fact["adjective"]][0] if "adjective" in fact else "") + word
    place = PLACES[fact["place"]][0] if "place" in fact else ""
    where = "在" + place if place and takes != "G" else ""
    if takes == "G":
        core = no + verb + done + place
    elif "R" in takes:
        gives = "给" if fact["verb"] == "give" else verb + "给"
        receiver = PERSONS[fact["recipient"]][0]
        core = rng.choice([no + gives + done + receiver + thing, no + "把" + thing + gives + done + receiver])
    else:
        core = no + verb + done + thing
    ways = [agent + time + where + core]
    if time:
        ways += [time + agent + where + core, time + "，" + agent + where + core]
    if where and not no:
        ways.append(where + "，" + agent + time + core)
    return rng.choice(ways) + "。"


def auc(right, wrong):
    ranks = rankdata(right + wrong)
    return (ranks[:len(right)].sum() - len(right) * (len(right) + 1) / 2) / (len(right) * len(wrong))


def main(folder):
    rng = random.Random(20260514)
    with open(folder / "sentences.jsonl", "w", encoding="utf-8") as file:
        for _ in range(400):
            fact = sample(rng)
            key = " ".join(f"{slot}={fact[slot]}" for slot in ORDER if slot in fact)
            line = {"fact": key, "bo": tibetan(fact, rng), "zh": chinese(fact, rng)}
            file.write(json.dumps(line, ensure_ascii=False) + "\n")
    cases = []
    for size in (5, 40, 200):
        right = [round(rng.gauss(0.6, 0.3), 1) for _ in range(size)]
        wrong = [round(rng.gauss(0.4, 0.3), 1) for _ in range(size)]
        cases.append({"right": right, "wrong": wrong, "auc": float(auc(right, wrong)),
                      "rank_correlation": float(spearmanr(right, wrong).statistic)})
    (folder / "validity.json").write_text(json.dumps(cases), encoding="utf-8")


if __name__ == "__main__":
    main(pathlib.Path(sys.argv[1]))

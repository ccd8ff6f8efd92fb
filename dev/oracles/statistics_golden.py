"""Writes what numpy, scipy and sacrebleu say, for the tests of the statistics and of TER.

    python dev/oracles/statistics_golden.py > core/src/test/resources/fixtures/metrics/statistics.json

Made with numpy 2.4.6, scipy 1.17.1 and sacrebleu 2.6.0. All data is drawn here; none of it is text of anybody.
"""
import json
import random

import numpy as np
import scipy
from sacrebleu.metrics import TER
from scipy import stats


def generators():
    rows = []
    for seed in (0, 1, 12345, 2**31 + 5, 2**40 + 7):
        raw = np.random.PCG64(seed).random_raw(4)
        draws = np.random.default_rng(seed).choice(1_000_003, 12).tolist()
        few = np.random.default_rng(seed).choice(3, 40).tolist()
        rows.append({"seed": seed, "raw": [str(x) for x in raw], "choice": draws, "few": few})
    return rows


def binomial():
    rows = []
    for b, c in ((5, 5), (10, 2), (0, 7), (1, 0), (30, 51), (512, 351)):
        p = stats.binomtest(b, b + c, 0.5).pvalue
        ci = stats.binomtest(b, b + c).proportion_ci(0.95, "wilson")
        rows.append({"b": b, "c": c, "p": p, "wilson": [ci.low, ci.high]})
    return rows


def wilcoxon():
    rng = np.random.default_rng(7)
    rows = []
    for name, x in (
        ("no ties", np.round(rng.normal(0.3, 1, 14), 6)),
        ("ties and zeros", np.round(rng.normal(0.3, 1, 40), 1)),
        ("many", np.round(rng.normal(0.1, 1, 200), 6)),
    ):
        exact = name == "no ties"
        r = stats.wilcoxon(x, zero_method="wilcox", correction=not exact, method="exact" if exact else "approx")
        rows.append({"name": name, "x": x.tolist(), "p": float(r.pvalue), "w": float(r.statistic)})
    return rows


def paired():
    rng = np.random.default_rng(3)
    x = np.round(rng.normal(-0.4, 2, 60), 6)
    bound = -1.0
    low = stats.ttest_1samp(x, bound, alternative="greater")
    high = stats.ttest_1samp(x, 1.0, alternative="less")
    return {
        "x": x.tolist(),
        "mean": float(x.mean()),
        "error": float(x.std(ddof=1) / np.sqrt(60)),
        "bound": bound,
        "p": float(low.pvalue),
        "upper": float(high.pvalue),
        "interval": [float(v) for v in low.confidence_interval(0.95)][:1],
        "two_sided": [float(v) for v in stats.ttest_1samp(x, 0).confidence_interval(0.95)],
    }


def power():
    rows = []
    for df, ratio, alpha in ((59, 2.0, 0.05), (319, 2.5, 0.05), (319, 1.0, 0.05), (40, 3.0, 0.025)):
        t = stats.t.ppf(1 - alpha, df)
        rows.append({"degrees": df, "ratio": ratio, "alpha": alpha, "exact": float(stats.nct.sf(t, df, ratio))})
    return rows


def correlation():
    rng = np.random.default_rng(11)
    rows = []
    for n, digits in ((8, 3), (30, 1), (30, 0)):
        x = np.round(rng.normal(0, 1, n), digits)
        y = np.round(0.5 * x + rng.normal(0, 1, n), digits)
        rows.append({"x": x.tolist(), "y": y.tolist(), "rho": float(stats.spearmanr(x, y).statistic)})
    return rows


def ter():
    draw = random.Random(5)
    words = ["a", "b", "c", "d", "e", "他", "们", "好。", "Go", "x1", "(y)", "3.5", "it's"]
    rows = []
    plain, asian = TER(), TER(normalized=True, asian_support=True)
    for i in range(150):
        kinds = words[: draw.choice([4, 8, len(words)])]
        ref = [draw.choice(kinds) for _ in range(draw.randint(0 if i % 10 == 0 else 1, draw.choice([6, 14, 30])))]
        hyp = list(ref)
        for _ in range(draw.randint(0, 6)):
            what = draw.random()
            if what < 0.5 and len(hyp) > 2:
                a, b = sorted(draw.sample(range(len(hyp)), 2))
                block = hyp[a:b]
                del hyp[a:b]
                at = draw.randint(0, len(hyp))
                hyp[at:at] = block
            elif what < 0.7 and hyp:
                del hyp[draw.randrange(len(hyp))]
            else:
                hyp.insert(draw.randint(0, len(hyp)), draw.choice(kinds))
        hypothesis, reference = " ".join(hyp), " ".join(ref)
        row = {"hyp": hypothesis, "ref": reference}
        for name, metric in (("plain", plain), ("asian", asian)):
            score = metric.corpus_score([hypothesis], [[reference]])
            row[name] = [score.num_edits, score.ref_length]
        rows.append(row)
    long = [draw.choice("abcdefgh") for _ in range(90)]
    other = long[40:] + long[:40]
    draw.shuffle(other)
    score = plain.corpus_score([" ".join(other)], [[" ".join(long)]])
    rows.append({"hyp": " ".join(other), "ref": " ".join(long), "plain": [score.num_edits, score.ref_length],
                 "asian": [score.num_edits, score.ref_length]})
    return rows


print(json.dumps({
    "made_with": f"numpy {np.__version__}, scipy {scipy.__version__}, sacrebleu 2.6.0",
    "generators": generators(), "binomial": binomial(), "wilcoxon": wilcoxon(), "paired": paired(),
    "power": power(), "correlation": correlation(), "ter": ter(),
}, ensure_ascii=False, indent=1))

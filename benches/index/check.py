#!/usr/bin/env python3
"""The chain again in numpy, from docs/reference/index-methods.md, compared with `huoju index --steps` at every step.

    check.py HUOJU        three indices with gaps, ties and outliers: values to 1e-9, ranks exactly

Shares no code with Huoju. numpy comes from the environment of benches/sme.
"""
import csv
import subprocess
import sys
import tempfile
import tomllib
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "sme"))
import environment  # noqa: E402

environment.enter()
import numpy as np  # noqa: E402

NODES = """
[[node]]
id = "root"
{root}
[[node]]
id = "A"
parent = "root"
weight = 2
[[node]]
id = "B"
parent = "root"
weight = 1
{b}
"""
INDICES = {
    "asem-like": """
impute = { method = "group_mean", group = "g" }
screen = { at_least = "60%" }
treat = { winsorise = 5, then = "log_ct" }
normalise = { method = "minmax", to = [1, 100] }
missing = { aggregate = "rescale", at_least = "50%" }
aggregate_by_level = ["arithmetic", "geometric"]
""" + NODES.format(root="", b=""),
    "ranks": """
order = ["denominate", "treat", "screen", "impute", "normalise"]
impute = "median"
treat = { winsorise = 1, then = "log_gii" }
normalise = "percentile"
aggregate = { method = "power", exponent = 2 }
""" + NODES.format(root='aggregate = "copeland"', b='weights = "pca"'),
    "scores": """
normalise = "zscore"
missing = { aggregate = "rescale", at_least = "65%" }
""" + NODES.format(root='weights = "equal"', b='missing = { aggregate = "void" }'),
}
LEAVES = [("x0", "A", "more", 1, "pop"), ("x1", "A", "less", 2, None), ("x2", "A", "more", 0.5, None),
          ("x3", "B", "more", 1, None), ("x4", "B", "less", 3, "pop"), ("x5", "B", "more", 1, None)]


def data(seed, n=60):
    rng = np.random.default_rng(seed)
    columns = {"pop": rng.integers(1, 9, n).astype(float)}
    for at in range(6):
        x = np.round(rng.lognormal(0, [0.4, 1, 2, 3, 0.5, 0.2][at], n), 2)  # rounded, so there are ties
        x[rng.random(n) < 0.15] = np.nan
        columns[f"x{at}"] = x
    return columns, rng.choice(["a", "b"], n)


def shape(x):
    x = x[~np.isnan(x)]
    n, d = len(x), x - x.mean()
    with np.errstate(all="ignore"):
        skew = np.sqrt(n) * (d**3).sum() / (d**2).sum() ** 1.5 * np.sqrt(n * (n - 1)) / (n - 2)
        kurt = ((n + 1) * (n * (d**4).sum() / (d**2).sum() ** 2 - 3) + 6) * (n - 1) / ((n - 2) * (n - 3))
    return skew, kurt


def treat(x, spec):
    fails = lambda y: abs(shape(y)[0]) >= 2 and shape(y)[1] >= 3.5
    if spec is None or not fails(x):
        return x
    y, high, low = x.copy(), 0, 0
    while fails(y) and high + low < spec["winsorise"]:
        if shape(y)[0] >= 0:
            at = y == np.nanmax(y)
            y[at], high = np.nanmax(y[~at]), at.sum()
        else:
            at = y == np.nanmin(y)
            y[at], low = np.nanmin(y[~at]), at.sum()
    if not fails(y):
        return y
    m, M = np.nanmin(x), np.nanmax(x)
    if spec["then"] == "log_ct":
        return np.log(x - m + 0.01 * (M - m))
    return np.log((M - 1) * (x - m) / (M - m) + 1)


def ranks(z):
    return np.array([np.nan if np.isnan(v) else 1 + (z < v).sum() for v in z])


def normalise(x, how, less):
    z = -x if less else x
    method = how if isinstance(how, str) else how["method"]
    if method == "minmax":
        a, b = how["to"]
        return a + (b - a) * (z - np.nanmin(z)) / (np.nanmax(z) - np.nanmin(z))
    if method == "zscore":
        return (z - np.nanmean(z)) / np.nanstd(z, ddof=1)
    return (ranks(z) - 1) / ((~np.isnan(z)).sum() - 1)


def pca(X):
    k = X.shape[1]
    r = np.eye(k)
    for i in range(k):
        for j in range(i):
            ok = ~np.isnan(X[:, i]) & ~np.isnan(X[:, j])
            r[i, j] = r[j, i] = np.corrcoef(X[ok, i], X[ok, j])[0, 1]
    vector = np.linalg.eigh(r)[1][:, -1]
    return vector**2


def aggregate(X, w, how, rule):
    method = how if isinstance(how, str) else how["method"]
    there = ~np.isnan(X)
    share = there.mean(axis=1)
    ok = (there.any(axis=1)) & (share >= rule.get("at_least", 0)) & ((share == 1) | (rule.get("aggregate") != "void"))
    y = np.full(len(X), np.nan)
    for i in np.flatnonzero(ok):
        x, v = X[i, there[i]], w[there[i]]
        if method == "copeland":
            lead = [np.nansum(w * np.sign(X[i] - X[j])) for j in np.flatnonzero(ok)]
            y[i] = sum(np.sign(l) if abs(l) >= 1e-12 else 0 for l in lead)
        elif method == "arithmetic":
            y[i] = (v * x).sum() / v.sum()
        elif method == "geometric":
            y[i] = np.exp((v * np.log(x)).sum() / v.sum()) if (x > 0).all() else 0
        else:
            y[i] = ((v * x ** how["exponent"]).sum() / v.sum()) ** (1 / how["exponent"])
    return y


def percent(rule):
    return {key: float(value[:-1]) / 100 if key == "at_least" else value for key, value in rule.items()}


def chain(spec, columns, groups):
    """Each step's table, then the scores of A, B and root and the places."""
    table = {leaf[0]: columns[leaf[0]].copy() for leaf in LEAVES}
    steps = {}
    for step in spec.get("order", ["denominate", "impute", "screen", "treat", "normalise"]):
        if step == "screen":
            there = sum(~np.isnan(x) for x in table.values()) / len(table)
            out = there < percent(spec.get("screen", {"at_least": "0%"}))["at_least"]
            table = {code: np.where(out, np.nan, x) for code, x in table.items()}
        for code, _, direction, _, denominator in LEAVES:
            x = table[code]
            if step == "denominate" and denominator:
                x = x / columns[denominator]
            elif step == "impute" and spec.get("impute") == "median":
                x = np.where(np.isnan(x), np.nanmedian(x), x)
            elif step == "impute" and "impute" in spec:
                x = x.copy()
                for group in set(groups):
                    own = groups == group
                    x[own & np.isnan(x)] = np.nanmean(table[code][own])
            elif step == "treat":
                x = treat(x, spec.get("treat"))
            elif step == "normalise":
                x = normalise(x, spec["normalise"], direction == "less")
            table[code] = x
        steps[step] = dict(table)
    nodes = {node["id"]: node for node in spec["node"]}
    levels = spec.get("aggregate_by_level", [])
    scores = dict(table)
    for level, node in enumerate(["A", "B", "root"]):
        level = 1 if level < 2 else 2
        children = [l[0] for l in LEAVES if l[1] == node] or ["A", "B"]
        w = np.array([next((l[3] for l in LEAVES if l[0] == c), None) or nodes[c]["weight"] for c in children], float)
        X = np.column_stack([scores[c] for c in children])
        own = nodes[node]
        if own.get("weights") == "equal":
            w = np.ones(len(w))
        if own.get("weights") == "pca":
            w = pca(X)
        how = own.get("aggregate") or (levels[level - 1] if levels else spec.get("aggregate", "arithmetic"))
        scores[node] = aggregate(X, w / w.sum(), how, percent(own.get("missing", spec.get("missing", {}))))
    return steps, scores


def read(path):
    with open(path, encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    return {key: np.array([float(row[key]) if row[key] else np.nan for row in rows]) for key in rows[0] if key != "id"}


def compare(name, found, expected, exact=False):
    for key, values in expected.items():
        same = np.array_equal(np.isnan(found[key]), np.isnan(values))
        worst = np.nanmax(np.abs(found[key] - values)) if same and not np.isnan(values).all() else 0.0
        if not same or worst > (0 if exact else 1e-9):
            sys.exit(f"{name}, {key}: differs by {worst}, gaps {'equal' if same else 'differ'}")


def main(huoju):
    n_tables = 0
    for seed, (name, text) in enumerate(INDICES.items()):
        columns, groups = data(seed)
        leaves = "".join(
            f'[[leaf]]\nindicator = "{c}"\nparent = "{p}"\ndirection = "{d}"\nweight = {w}\n'
            + (f'denominator = "{by}"\n' if by else "") for c, p, d, w, by in LEAVES)
        text = f'format = "huoju.index/1"\nid = "{name}"\ntitle = "{name}"\n{text}{leaves}'
        with tempfile.TemporaryDirectory() as folder:
            folder = Path(folder)
            (folder / "i.toml").write_text(text)
            with open(folder / "d.csv", "w") as out:
                print("id", "g", *columns, sep=",", file=out)
                for i, group in enumerate(groups):
                    cells = ("" if np.isnan(x[i]) else repr(float(x[i])) for x in columns.values())
                    print(f"s{i}", group, *cells, sep=",", file=out)
            command = [huoju, "index", folder / "i.toml", "--data", folder / "d.csv", "--steps", folder / "s",
                       "--out", folder / "o.csv"]
            done = subprocess.run(command, capture_output=True, text=True)
            if done.returncode:
                sys.exit(f"{name}: {done.stderr}")
            steps, scores = chain(tomllib.loads(text), columns, groups)
            for at, (step, table) in enumerate(steps.items()):
                compare(f"{name}, {step}", read(folder / "s" / f"{at + 1}-{step}.csv"), table)
                n_tables += 1
            compare(f"{name}, scores", read(folder / "s" / "6-scores.csv"), scores)
            root = scores["root"]
            places = np.array([np.nan if np.isnan(v) else 1 + (root > v).sum() for v in root])
            compare(f"{name}, ranks", read(folder / "o.csv"), {"rank": places}, exact=True)
    print(f"{len(INDICES)} indices, {n_tables} step tables, all scores to 1e-9 and all ranks equal")


main(sys.argv[1])

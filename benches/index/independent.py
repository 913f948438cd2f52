"""The chain of a composite index a second time, in numpy, written from the documents alone.

    independent.py INDEX.toml DATA.csv STEPS

STEPS is what `huoju index INDEX.toml --data DATA.csv --steps STEPS` wrote. Every step is
computed here from the data as index-methods.md and formats.md (Index) put it, and set against
its table: values to 1e-9 (relative above 1), ranks and gaps exactly. Exit status 1 where any
differs. Draws and removal.csv are not recomputed. Material: independent/, `make.py` its data
(gaps.toml reads panel.csv, outranking-gaps.toml outranking.csv).
"""
import csv
import pathlib
import sys
import tomllib

import numpy as np

NAN = np.nan
TO_100 = {"minmax"}
STEPS = ["denominate", "impute", "screen", "treat", "normalise"]


def table(path):
    with open(path, newline="", encoding="utf-8-sig") as f:
        return list(csv.DictReader(f))


def number(cell):
    return float(cell) if cell not in ("", None) else NAN


def choice(c):
    return {"method": c} if isinstance(c, str) else dict(c)


def share(s):
    return float(s[:-1]) / 100 if isinstance(s, str) else float(s)


# ---- statistics


def there(x):
    return x[~np.isnan(x)]


def skewness(x):
    n, d = len(x), x - x.mean()
    return np.sqrt(n) * (d**3).sum() / (d**2).sum() ** 1.5 * np.sqrt(n * (n - 1)) / (n - 2)


def kurtosis(x):
    n, d = len(x), x - x.mean()
    g = n * (d**4).sum() / (d**2).sum() ** 2 - 3
    return ((n + 1) * g + 6) * (n - 1) / ((n - 2) * (n - 3))


def statistics(x, rows):
    v = there(x)
    n, out = len(v), {"n": len(v), "missing": rows - len(v)}
    if n:
        out |= {"min": v.min(), "max": v.max(), "mean": v.mean()}
        out |= {k: np.quantile(v, q) for k, q in (("q1", 0.25), ("median", 0.5), ("q3", 0.75))}
    if n > 1:
        out["sd"] = v.std(ddof=1)
    varied = n and v.min() < v.max()
    if n >= 3 and varied:
        out["skewness"] = skewness(v)
    if n >= 4 and varied:
        out["kurtosis"] = kurtosis(v)
    return out


def rank(x, best_first=False):
    """1 for the worst (or the best), ties the least; NaN where there is no figure."""
    v = there(x)
    beaten = [(v > a).sum() if best_first else (v < a).sum() for a in x]
    return np.where(np.isnan(x), NAN, np.array(beaten) + 1.0)


def pearson(a, b):
    both = ~np.isnan(a) & ~np.isnan(b)
    if both.sum() < 2 or np.ptp(a[both]) == 0 or np.ptp(b[both]) == 0:
        return NAN
    return np.corrcoef(a[both], b[both])[0, 1]


# ---- steps


class Index:
    def __init__(self, toml, data):
        self.toml = toml
        self.leaves = {leaf["indicator"]: leaf for leaf in toml["leaf"]}
        self.nodes = {node["id"]: node for node in toml["node"]}
        heads = {"id": "id", "period": "period"} | toml.get("columns", {})
        self.ids = [r[heads["id"]] for r in data]
        self.periods = [r.get(heads["period"]) or "" for r in data]
        self.data, self.rows = data, len(data)
        self.x = {c: np.array([number(r[c]) for r in data]) for c in self.leaves}
        self.transforms = {}
        self.fold_periods = (
            sorted(set(self.periods)) if toml.get("parameters") == "by_period" else [None]
        )

    def folds(self):
        """The sets of rows that share parameters, as masks."""
        every = np.array(self.periods)
        for p in self.fold_periods:
            yield np.ones(len(every), bool) if p is None else every == p

    def each(self, one):
        for code, leaf in self.leaves.items():
            new = self.x[code].copy()
            for i, rows in enumerate(self.folds()):
                new[rows] = one(code, leaf, self.x[code][rows], rows, i)
            self.x[code] = new

    def keep(self, rows):
        self.ids = [v for v, k in zip(self.ids, rows) if k]
        self.periods = [v for v, k in zip(self.periods, rows) if k]
        self.data = [v for v, k in zip(self.data, rows) if k]
        self.x = {c: v[rows] for c, v in self.x.items()}

    def denominate(self):
        for code, leaf in self.leaves.items():
            if "denominator" in leaf:
                by = np.array([number(r[leaf["denominator"]]) for r in self.data])
                by[by == 0] = NAN
                self.x[code] = self.x[code] / by * leaf.get("per", 1)

    def impute(self):
        how = choice(self.toml.get("impute", "none"))
        if how["method"] in ("latest", "linear"):
            for code in self.x:
                self.x[code] = self.in_time(self.x[code], how["method"])
        elif how["method"] != "none":
            self.each(lambda code, leaf, x, rows, i: self.fill(x, rows, how))

    def fill(self, x, rows, how):
        method, out = how["method"], x.copy()
        if method == "constant":
            out[np.isnan(x)] = how["value"]
            return out
        centre = np.mean if method.endswith("mean") else np.median
        labels = ["all"] * len(x)
        if method.startswith("group_"):
            labels = [r[how["group"]] for r, k in zip(self.data, rows) if k]
        labels = np.array(labels)
        for label in set(labels) - {""}:
            group = labels == label
            if len(there(x[group])):
                out[group & np.isnan(x)] = centre(there(x[group]))
        return out

    def in_time(self, x, method):
        out = x.copy()
        for subject in set(self.ids):
            at = [i for i, s in enumerate(self.ids) if s == subject]
            at.sort(key=lambda i: int(self.periods[i]))
            t = np.array([int(self.periods[i]) for i in at], float)
            v = x[at]
            has = ~np.isnan(v)
            if not has.any():
                continue
            if method == "linear":
                out[at] = np.where(has, v, np.interp(t, t[has], v[has]))
            else:
                last = NAN
                for i, figure in zip(at, v):
                    last = last if np.isnan(figure) else figure
                    out[i] = last
        return out

    def screen(self):
        rule = self.toml.get("screen", {})
        x = np.array(list(self.x.values()))
        present = ~np.isnan(x)
        keep = present.mean(0) >= share(rule.get("at_least", 0)) - 1e-12
        keep &= (present & (x != 0)).mean(0) >= share(rule.get("not_zero", 0)) - 1e-12
        self.keep(keep)

    def treat(self):
        self.each(self.treat_one)

    def treat_one(self, code, leaf, x, rows, fold):
        rule = leaf.get("treat", self.toml.get("treat", "none"))
        has = ~np.isnan(x)
        done = {"winsorised_high": 0, "winsorised_low": 0, "transform": "none"}
        self.transforms[code, fold] = done
        if rule != "none":
            out = x.copy()
            out[has] = treated(x[has], rule, done)
            return out
        return x

    def normalise(self):
        self.counts = {}
        self.each(self.normalise_one)
        self.counts = {c: bool(len(there(v))) for c, v in self.x.items()}

    def normalise_one(self, code, leaf, x, rows, fold):
        default = {"method": "minmax", "to": [0, 100]}
        how = choice(leaf.get("normalise", self.toml.get("normalise", default)))
        less = leaf.get("direction", "more") == "less"
        if how["method"] == "reference":
            here = [s for s, k in zip(self.ids, rows) if k]
            found = [v for s, v in zip(here, x) if s == how["subject"]]
            how["r"] = (-1 if less else 1) * (found[0] if found else NAN)
        return score(x, less, how, leaf)


def passes(x, rule):
    return abs(skewness(x)) < rule.get("skew", 2) or kurtosis(x) < rule.get("kurtosis", 3.5)


def treated(x, rule, done):
    fails = lambda v: len(v) >= 4 and v.min() < v.max() and not passes(v, rule)
    v, ends, most = x.copy(), {}, rule.get("winsorise", 0)
    while fails(v) and len(ends) < most:
        high = skewness(v) >= 0
        edge = v == (v.max() if high else v.min())
        v[edge] = v[~edge].max() if high else v[~edge].min()
        ends |= {i: "high" if high else "low" for i in np.flatnonzero(edge)}
    for end in ("high", "low"):
        done["winsorised_" + end] = sum(e == end for e in ends.values())
    then = rule.get("then", "none")
    if fails(v) and then != "none":
        with np.errstate(all="ignore"):
            new = logarithm(v if rule.get("combine") else x, then)
        if np.isfinite(new).all():
            done["transform"] = then
            if not rule.get("combine"):
                done |= {"winsorised_high": 0, "winsorised_low": 0}
            return new
    return v


def logarithm(x, name):
    m, M = x.min(), x.max()
    match name:
        case "log":
            return np.log(x)
        case "log_ct":
            return np.log(x - m + 0.01 * (M - m))
        case "log_ct_both" if skewness(x) > 0:
            return np.log(x - m + 0.01 * (M - m))
        case "log_ct_both":
            return -np.log(M - x + 0.01 * (M - m))
        case "log_shift":
            return np.log(x - m + 1)
        case "log_gii":
            return np.log((M - 1) * (x - m) / (M - m) + 1)
    raise SystemExit(f"no such transform: {name}")


def score(x, less, how, leaf):
    z, method = (-x if less else x), how["method"]
    v = there(z)
    a, b = how.get("to", [0, 100] if method in TO_100 else [0, 1])
    nothing = np.full(len(x), NAN)
    if method == "goalposts":
        low, high = leaf["goalposts"]
        s = a + (b - a) * ((high - x) if less else (x - low)) / (high - low)
        return np.clip(s, a, b) if how.get("cap", True) else s
    if not len(v) or v.min() == v.max():
        return nothing
    worst, best = v.min(), v.max()
    match method:
        case "minmax":
            return a + (b - a) * (z - worst) / (best - worst)
        case "zscore":
            return how.get("mean", 0) + how.get("sd", 1) * (z - v.mean()) / v.std(ddof=1)
        case "rank":
            return rank(z)
        case "borda":
            return rank(z) - 1
        case "percentile":
            return a + (b - a) * (rank(z) - 1) / (len(v) - 1)
        case "maximum":
            return a + (b - a) * (1 - (best - z) / (best - worst))
        case "share_of_maximum":
            return a + (b - a) * z / best if best else nothing
        case "reference":
            r = how["r"]
            if np.isnan(r) or r == worst:
                return nothing
            s = a + (b - a) * (1 - (r - z) / (r - worst))
        case "target":
            t = -leaf["target"] if less else leaf["target"]
            if t == worst:
                return nothing
            s = a + (b - a) * (z - worst) / (t - worst)
        case _:
            raise SystemExit(f"no such normalisation: {method}")
    return np.minimum(s, b) if how.get("cap", False) else s


# ---- weights and aggregation


class Tree:
    def __init__(self, index):
        self.index, self.toml = index, index.toml
        self.score = {c: x for c, x in index.x.items() if index.counts[c]}
        self.level = {c: 0 for c in index.leaves}
        self.weight, self.children = {}, {}
        root = next(n for n, d in index.nodes.items() if "parent" not in d)
        self.weight[root] = 1.0
        self.root = root
        self.climb(root)

    def element(self, e):
        return self.index.leaves.get(e) or self.index.nodes[e]

    def parent(self, e):
        return self.element(e).get("parent", "")

    def climb(self, node):
        everyone = [*self.index.leaves, *self.index.nodes]
        kids = [e for e in everyone if self.parent(e) == node]
        for kid in kids:
            if kid in self.index.nodes:
                self.climb(kid)
        self.level[node] = 1 + max(self.level[k] for k in kids)
        kids = [k for k in kids if k in self.score]
        self.children[node] = kids
        w = self.weights(node, kids)
        self.weight |= dict(zip(kids, w, strict=True))
        self.score[node] = self.aggregate(node, np.array([self.score[k] for k in kids]), w)

    def setting(self, node, key, default):
        own = self.index.nodes[node].get(key)
        levels = self.toml.get(key + "_by_level", [])
        if own is None and self.level[node] <= len(levels):
            own = levels[self.level[node] - 1]
        return self.toml.get(key, default) if own is None else own

    def weights(self, node, kids):
        how = self.setting(node, "weights", "given")
        if how == "given":
            w = np.array([self.element(k).get("weight", 1) for k in kids], float)
        elif how == "pca":
            s = [self.score[k] for k in kids]
            r = [[1.0 if a is b else pearson(a, b) for b in s] for a in s]
            w = np.linalg.eigh(np.array(r))[1][:, -1] ** 2
        else:
            w = np.ones(len(kids))
        return w / w.sum()

    def aggregate(self, node, x, w):
        how = choice(self.setting(node, "aggregate", "arithmetic"))
        rule = self.setting(node, "missing", {})
        has = ~np.isnan(x)
        gone = ~has.any(0) | (has.mean(0) < share(rule.get("at_least", 0)) - 1e-12)
        if rule.get("aggregate") == "void":
            gone |= ~has.all(0)
        x, w, has = x[w > 0], w[w > 0], has[w > 0]
        if how["method"] == "copeland":
            return copeland(np.where(gone, NAN, x), w, self.index.periods)
        means = [mean(how, x[h, i], w[h] / w[h].sum()) for i, h in enumerate(has.T)]
        return np.where(gone, NAN, means)

    def effective(self, e):
        above = self.parent(e)
        return self.weight.get(e, 0.0) * (self.effective(above) if above else 1)


def mean(how, x, w):
    method = how["method"]
    p = {"arithmetic": 1, "geometric": 0, "harmonic": -1}.get(method, how.get("exponent"))
    if not len(x):
        return NAN
    if p == 1:
        return (w * x).sum()
    if (x < 0).any():
        return NAN
    if p <= 0 and (x == 0).any():
        return 0.0
    return np.exp((w * np.log(x)).sum()) if p == 0 else (w * x**p).sum() ** (1 / p)


def copeland(x, w, periods):
    n = x.shape[1]
    out = np.where(np.isnan(x).all(0), NAN, 0.0)
    for i in range(n):
        for j in range(n):
            if i != j and periods[i] == periods[j]:
                ahead = w[x[:, i] > x[:, j]].sum() - w[x[:, i] < x[:, j]].sum()
                out[i] += 0 if abs(ahead) < 1e-12 else np.sign(ahead)
    return out


def places(score, labels):
    out = np.full(len(score), NAN)
    for label in set(labels) - {None}:
        group = np.array([l == label for l in labels])
        out[group] = rank(score[group], best_first=True)
    return out


# ---- comparison


class Comparison:
    def __init__(self, folder):
        self.folder, self.differ = pathlib.Path(folder), False

    def file(self, name, keys, rows, exact=()):
        """`rows`: what is expected, keyed by the values of `keys`."""
        first, count, seen = None, 0, set()
        for line in table(self.folder / name):
            key = tuple(line[k] for k in keys if k in line)
            seen.add(key)
            if key not in rows:
                cells = [c for k, c in line.items() if k not in (*keys, "name", "parent")]
                if any(cells):
                    first = first or f"{key}: not expected here"
                continue
            for column, mine in rows[key].items():
                count += 1
                if not same(mine, line.get(column), column in exact):
                    first = first or f"{key} {column}: here {mine!r}, there {line.get(column)!r}"
        if absent := [k for k in rows if k not in seen]:
            first = first or f"{absent[0]}: not in the file"
        self.differ |= first is not None
        print(f"{name:32} {count:6} values  {'agree' if first is None else 'DIFFER  ' + first}")


def same(mine, text, exact):
    if text is None:
        return False
    if isinstance(mine, str):
        return mine == text
    if np.isnan(mine) or text == "":
        return bool(np.isnan(mine)) and text == ""
    theirs = float(text)
    return theirs == mine if exact else abs(theirs - mine) <= 1e-9 * max(1, abs(mine))


def by_row(index, columns):
    ids = list(zip(index.ids, index.periods)) if any(index.periods) else [(i,) for i in index.ids]
    return {key: {c: v[i] for c, v in columns.items()} for i, key in enumerate(ids)}


def compare_step(to, index, stem):
    to.file(stem + ".csv", ["id", "period"], by_row(index, index.x))
    empty = dict.fromkeys("min q1 median q3 max mean sd skewness kurtosis".split(), NAN)
    stats = {(c,): empty | statistics(x, index.rows) for c, x in index.x.items()}
    to.file(f"statistics-{stem}.csv", ["indicator"], stats, exact=("n", "missing"))


def compare_tree(to, index, tree):
    to.file("6-scores.csv", ["id", "period"], by_row(index, tree.score))
    root = tree.score[tree.root]
    result = {"score": root, "rank": places(root, index.periods)}
    for group in index.toml.get("groups", []):
        labels = [(p, r[group]) if r[group] else None for p, r in zip(index.periods, index.data)]
        result["rank." + group] = places(root, labels)
    result |= {"score." + n: tree.score[n] for n in index.nodes if n != tree.root}
    ranks = [c for c in result if c.startswith("rank")]
    to.file("7-result.csv", ["id", "period"], by_row(index, result), exact=ranks)
    to.file("weights.csv", ["element"], {
        (e,): {"parent": tree.parent(e), "level": level, "weight": tree.weight.get(e, 0.0),
               "counts": "true" if e in tree.score else "false",
               "effective_weight": tree.effective(e)} for e, level in tree.level.items()})
    to.file("correlations.csv", ["element"], {
        (e,): {"with_parent": pearson(s, tree.score[tree.parent(e)]), "with_index": pearson(s, root)}
        for e, s in tree.score.items() if e != tree.root})
    to.file("alpha.csv", ["node"], {
        (n,): {"children": len(k), "cronbach_alpha": alpha([tree.score[e] for e in k])}
        for n, k in tree.children.items() if len(k) > 1})


def alpha(kids):
    x = np.array(kids)
    x, k = x[:, ~np.isnan(x).any(0)], len(kids)
    return k / (k - 1) * (1 - x.var(axis=1, ddof=1).sum() / x.sum(0).var(ddof=1))


def main(toml_path, data_path, folder):
    with open(toml_path, "rb") as f:
        toml = tomllib.load(f)
    index, to = Index(toml, table(data_path)), Comparison(folder)
    compare_step(to, index, "0-data")
    for i, step in enumerate(toml.get("order", STEPS), 1):
        getattr(index, step)()
        compare_step(to, index, f"{i}-{step}")
    to.file("treatment.csv", ["indicator", "parameters"], {
        (c, str(i + 1)): done for (c, i), done in index.transforms.items()})
    compare_tree(to, index, Tree(index))
    return to.differ


if __name__ == "__main__":
    if len(sys.argv) != 4:
        raise SystemExit(__doc__)
    sys.exit(main(*sys.argv[1:]))

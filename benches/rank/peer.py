#!/usr/bin/env python3
"""The same statistics in NumPy: whole sheets, REML by entries eliminated, 10,000 draws with their ranks.

    peer.py MARKS.csv [DRAWS 10000]    prints JSON: variances, criterion, seconds of each part

Variances are found by SciPy's Nelder-Mead on the profiled deviance, which shares no code or derivative with Huoju.
"""
import json
import sys
import time

import numpy as np
from scipy.linalg import cho_factor, cho_solve, solve_triangular
from scipy.optimize import minimize

started = time.perf_counter()
sums = {}
with open(sys.argv[1]) as marks:
    next(marks)
    for line in marks:
        entry, expert, _, mark, _ = line.rstrip("\n").split(",")
        total = sums.setdefault((entry, expert), [0.0, 0])
        total[0] += float(mark)
        total[1] += 1
entries = {name: at for at, name in enumerate(sorted({entry for entry, _ in sums}))}
experts = {name: at for at, name in enumerate(sorted({expert for _, expert in sums}))}
e = np.array([entries[entry] for entry, _ in sums])
j = np.array([experts[expert] for _, expert in sums])
y = np.array([total / count for total, count in sums.values()])
read = time.perf_counter()

n, q, b = len(y), len(entries), len(experts)
centre = y.mean()
y = y - centre
seen = np.zeros((q, b + 1))
np.add.at(seen, (e, j), 1.0)
k = seen.sum(axis=1)
seen[:, b] = k
sum_e, sum_j = np.bincount(e, y, q), np.bincount(j, y, b)
count_j = np.bincount(j, minlength=b).astype(float)


def solve(ratios):
    entry, expert = ratios
    scale = np.append(np.full(b, np.sqrt(expert)), 1.0)
    d = 1.0 + entry * k
    a = -(seen * (entry / d)[:, None]).T @ seen
    a[np.arange(b), np.arange(b)] += count_j
    a[b, :b] += count_j
    a[:b, b] += count_j
    a[b, b] += n
    a = a * scale[:, None] * scale[None, :] + np.diag(np.append(np.ones(b), 0.0))
    right = scale * (np.append(sum_j, y.sum()) - seen.T @ (entry * sum_e / d))
    factor = cho_factor(a, lower=True)
    x = cho_solve(factor, right)
    residual = (y @ y - x @ right - (entry * sum_e**2 / d).sum()) / (n - 1)
    log = np.log(d).sum() + 2 * np.log(np.diag(factor[0])).sum()
    return log + (n - 1) * (1 + np.log(2 * np.pi * residual)), residual, factor, scale * x, d


best = minimize(lambda r: solve(np.abs(r))[0], [1.0, 0.5], method="Nelder-Mead", options={"xatol": 1e-6, "fatol": 1e-8})
entry, expert = np.abs(best.x)
deviance, residual, factor, x, d = solve((entry, expert))
fitted = time.perf_counter()

draws = int(sys.argv[2]) if len(sys.argv) > 2 else 10_000
chance = np.random.default_rng(1)
effect = entry * (sum_e - seen @ x) / d
low, high = np.empty(q), np.empty(q)
ranks = np.empty((draws, q), dtype=np.int32)
scale = np.append(np.full(b, np.sqrt(expert)), 1.0)
for start in range(0, draws, 500):
    z = chance.standard_normal((b + 1, min(500, draws - start)))
    moved = scale[:, None] * solve_triangular(np.tril(factor[0]), z, trans="T", lower=True) * np.sqrt(residual)
    values = effect[:, None] - (entry / d)[:, None] * (seen @ moved)
    values += np.sqrt(residual * entry / d)[:, None] * chance.standard_normal(values.shape)
    order = np.argsort(-values, axis=0)
    for lane in range(values.shape[1]):
        ranks[start + lane, order[:, lane]] = np.arange(1, q + 1)
low, high = np.quantile(ranks, [0.05, 0.95], axis=0)
drawn = time.perf_counter()
print(json.dumps({"entry": entry * residual, "expert": expert * residual, "residual": residual, "reml": deviance,
                  "mean": centre + x[b], "read_s": read - started, "fit_s": fitted - read, "draws_s": drawn - fitted}))

#!/usr/bin/env python3
"""Time of 10,000 robustness draws through the whole chain: 173 subjects, 50 indicators, on 2 threads.

    run.py --ours target/release/huoju [--draws 10000] [--reps 3]

Peers in the same run: numpy with weights only (the floor: no treatment, no normalisation, only weighted means and
ranks), and COINr in R where Rscript with COINr is installed; where it is not, that is said.
"""
import argparse
import resource
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "sme"))
import environment  # noqa: E402

environment.enter()
import numpy as np  # noqa: E402

N, K, GROUPS = 173, 50, 5
HEAD = """format = "huoju.index/1"
id = "bench"
title = "bench"
impute = "mean"
treat = { winsorise = 5, then = "log_ct" }
missing = { aggregate = "rescale", at_least = "50%" }
[robustness]
weights = { spread = "25%" }
impute = ["median"]
normalise = ["zscore", "percentile"]
[[node]]
id = "root"
"""
COINR = """suppressMessages(library(COINr)); d <- read.csv("%s", check.names = FALSE); t <- proc.time()
x <- d[-1]; for (r in 1:%d) { y <- Impute(x, f_i = "i_mean"); y <- qTreat(y, winmax = 5)$x_treat
y <- Normalise(y); Aggregate(y, f_ag = "a_amean", f_ag_para = list(w = runif(ncol(y)) + 0.5)) }
cat((proc.time() - t)[["user.self"]] / %d)"""


def files(folder):
    rng = np.random.default_rng(1)
    x = rng.lognormal(0, 1.2, (N, K))
    x[rng.random(x.shape) < 0.05] = np.nan
    with open(folder / "d.csv", "w") as out:
        print("id", *(f"x{k}" for k in range(K)), sep=",", file=out)
        for i, row in enumerate(x):
            print(f"s{i}", *("" if np.isnan(v) else repr(float(v)) for v in row), sep=",", file=out)
    nodes = "".join(f'[[node]]\nid = "g{g}"\nparent = "root"\n' for g in range(GROUPS))
    leaves = "".join(f'[[leaf]]\nindicator = "x{k}"\nparent = "g{k % GROUPS}"\n' for k in range(K))
    (folder / "i.toml").write_text(HEAD + nodes + leaves)
    return x


def floor(x, draws):
    """numpy: weighted means of figures normalised once, and ranks."""
    rng = np.random.default_rng(2)
    z = (x - np.nanmin(x, axis=0)) / (np.nanmax(x, axis=0) - np.nanmin(x, axis=0))
    z = np.where(np.isnan(z), np.nanmean(z, axis=0), z)
    began = time.perf_counter()
    for _ in range(draws):
        w = 0.75 + 0.5 * rng.random(K)
        (-(z @ (w / w.sum()))).argsort().argsort()
    return time.perf_counter() - began


def main():
    arguments = argparse.ArgumentParser()
    arguments.add_argument("--ours", required=True)
    arguments.add_argument("--draws", type=int, default=10_000)
    arguments.add_argument("--reps", type=int, default=3)
    given = arguments.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        folder = Path(folder)
        x = files(folder)
        command = [given.ours, "index", folder / "i.toml", "--data", folder / "d.csv", "--out", folder / "o.csv",
                   "--robustness", str(given.draws), "--seed", "7", "--threads", "2"]
        ours, numpy_floor = [], []
        for _ in range(given.reps):
            began = time.perf_counter()
            subprocess.run(command, check=True, capture_output=True)
            ours.append(time.perf_counter() - began)
            numpy_floor.append(floor(x, given.draws))
        usage = resource.getrusage(resource.RUSAGE_CHILDREN)
        wall, low = statistics.median(ours), statistics.median(numpy_floor)
        print(f"huoju, whole chain, whole process: {wall:.2f} s, {usage.ru_maxrss / 1024:.0f} MiB, "
              f"{(usage.ru_utime + usage.ru_stime) / given.reps / given.draws * 1e6:.0f} CPU-µs a draw")
        print(f"numpy, weights only: {low:.2f} s; huoju is {wall / low:.1f} times that")
        if shutil.which("Rscript"):
            done = subprocess.run(["Rscript", "-e", COINR % (folder / "d.csv", 10, 10)], capture_output=True, text=True)
            print(f"COINr: {done.stdout} CPU-s a draw" if done.returncode == 0 else "COINr: not installed, not timed")
        else:
            print("COINr: no Rscript here, not timed")


main()

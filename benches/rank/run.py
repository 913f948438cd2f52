#!/usr/bin/env python3
"""Time `huoju rank` beside NumPy on one contest, in turns: run.py HUOJU [--reps 3] [--dir tmp/bench/rank]

Python 3.11 with numpy and scipy. `huoju` is the whole process and does more: exact scores, ties, quotas, leave-one-out
and gaps; the peer's time leaves Python's start out. Ends with 1 where the variances differ by more than 1e-4 of
themselves.
"""
import argparse
import json
import statistics
import subprocess
import sys
import time
from pathlib import Path

HERE = Path(__file__).resolve().parent
parser = argparse.ArgumentParser()
parser.add_argument("huoju")
parser.add_argument("--reps", type=int, default=3)
parser.add_argument("--dir", default="tmp/bench/rank")
asked = parser.parse_args()
folder = Path(asked.dir)
if not (folder / "marks.csv").exists():
    subprocess.run([sys.executable, HERE / "gen.py", folder], check=True)
ours, peers = [], []
for _ in range(asked.reps):
    began = time.perf_counter()
    line = [asked.huoju, "rank", folder / "bench.toml", "--marks", folder / "marks.csv", "--entries", folder / "entries.csv"]
    subprocess.run([*line, "--out", folder / "out.csv", "--report", folder / "out.json"], check=True, stderr=subprocess.DEVNULL)
    ours.append(time.perf_counter() - began)
    said = subprocess.run([sys.executable, HERE / "peer.py", folder / "marks.csv"], check=True, capture_output=True, text=True)
    peers.append(json.loads(said.stdout))
peer = peers[-1]
inner = statistics.median(p["read_s"] + p["fit_s"] + p["draws_s"] for p in peers)
wall = statistics.median(ours)
model = json.loads((folder / "out.json").read_text())["reference"]["components"][0]["model"]
print(f"huoju, whole process {wall:.2f} s ({min(ours):.2f} to {max(ours):.2f}); NumPy inside {inner:.2f} s; ratio {wall / inner:.2f}")
pairs = [("entry_variance", "entry"), ("expert_variance", "expert"), ("residual_variance", "residual")]
for own, other in pairs:
    print(f"{own}: {model[own]:.6f} beside {peer[other]:.6f}")
sys.exit(any(abs(model[own] / peer[other] - 1) > 1e-4 for own, other in pairs))

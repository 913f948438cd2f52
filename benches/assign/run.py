#!/usr/bin/env python3
"""Time Huoju beside OR-tools on the instances of gen.py, and hold every answer to the known optimum.

    run.py HUOJU WORK [--reps 5] [--only sparse,dense]

Makes the instances below WORK where they are absent. Each round runs both, in turns; figures are medians of whole
processes, and the peer's solve alone stands beside them. `fair` and `random` are run once each. Ends with 1 if a total
is not the known one or a certificate does not verify.
"""
import argparse
import json
import statistics
import subprocess
import sys
import time
from pathlib import Path

import environment

HERE = Path(__file__).resolve().parent
INSTANCES = {
    "small": ["--entries", "300", "--experts", "60", "--slack", "1.1", "--keep", "30"],
    "sparse": [],
    "tight": ["--slack", "1.02"],
    "dense": ["--dense"],
    "large": ["--entries", "10000", "--experts", "2000"],
}
# Total; fair: worst pair and total; random, k = 2: twice the expected total. From two solvers of other make.
KNOWN = {
    "small": (964500326, 188308, 964193257, 1615403343),
    "sparse": (12492053271, 595507, 12490814054, 24107109123),
    "tight": (12213352951, 595507, 12151603035, 23549863955),
    "dense": (12492054833, None, None, None),
    "large": (None, None, None, None),
}


def main() -> int:
    parser = argparse.ArgumentParser(description="Time Huoju beside OR-tools.")
    parser.add_argument("huoju")
    parser.add_argument("work", type=Path)
    parser.add_argument("--reps", type=int, default=5)
    parser.add_argument("--only", default=",".join(INSTANCES))
    asked = parser.parse_args()
    python = environment.python()
    print("| instance | optimum | huoju, whole process s | OR-tools, whole process s | OR-tools, solve s | whole ÷ OR-tools' solve | fair: worst, total | random: twice the expectation | verified |")
    print("| --- | ---: | ---: | ---: | ---: | ---: | --- | ---: | --- |")
    good = [one(name, asked, python) for name in asked.only.split(",")]
    return 0 if all(good) else 1


def one(name, asked, python) -> bool:
    folder = asked.work / name
    if not (folder / "similarity.csv").exists():
        subprocess.run([python, HERE / "gen.py", folder, *INSTANCES[name]], check=True)
    ours, whole, solve, peer = [], [], [], {}
    for turn in range(asked.reps):
        for step in (["ours", "peer"] if turn % 2 == 0 else ["peer", "ours"]):
            if step == "ours":
                ours.append(timed(command(asked.huoju, folder))[0])
            else:
                took, said = timed([python, HERE / "peer.py", folder])
                peer = json.loads(said)
                whole.append(took)
                solve.append(peer["solve"])
    proofs, verified = {}, True
    for mode in ["total", "fair", "random"]:
        timed(command(asked.huoju, folder, "--mode", mode, "--seed", "1", "--certificate", str(folder / "certificate.json")))
        proofs[mode] = json.loads((folder / "certificate.json").read_text())
        checked = [python, HERE / "verify.py", folder, folder / "certificate.json", folder / "assigned.csv"]
        verified &= subprocess.run(checked, stdout=subprocess.DEVNULL).returncode == 0
    found = proofs["total"]["similarity"], proofs["fair"]["rules"]["floor"], proofs["fair"]["similarity"], sum_of_chances(folder, proofs["random"])
    known = all(k is None or k == f for k, f in zip(KNOWN[name], found)) and found[0] == peer["total"]
    m = statistics.median
    print(f"| {name} | {found[0]:,} | {m(ours):.3f} | {m(whole):.3f} | {m(solve):.3f} | {m(ours) / m(solve):.2f} | {found[1]:,}, {found[2]:,} | {found[3]:,} | {'yes' if verified and known else 'NO'} |", flush=True)
    return verified and known


def sum_of_chances(folder, proof) -> int:
    return proof["value"] + proof["unmet_cost"] * (proof["places"]["needed"] * proof["times"] - len(proof["chances"]))


def command(huoju, folder, *more):
    files = [part for kind in ["entries", "experts", "similarity", "conflicts"] for part in (f"--{kind}", str(folder / f"{kind}.csv"))]
    return [huoju, "assign", *files, "--out", str(folder / "assigned.csv"), *more]


def timed(command):
    start = time.perf_counter()
    done = subprocess.run(command, capture_output=True, text=True)
    took = time.perf_counter() - start
    if done.returncode not in (0, 1):
        sys.exit(f"{command[0]} could not run:\n{done.stderr}")
    return took, done.stdout


if __name__ == "__main__":
    sys.exit(main())

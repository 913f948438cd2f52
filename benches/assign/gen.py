#!/usr/bin/env python3
"""Make an invented assignment: entries, experts, conflicts and similarities, as CSV.

    gen.py FOLDER [--entries 3000] [--experts 600] [--keep 60 | --dense] [--slack 1.2] [--seed 20260]

Entries and experts have a field (six, unevenly wanted and supplied) and a mixture of 24 topics, four to a field. A
similarity is the cosine of two mixtures with a little noise, times 1,000,000. `--keep` leaves the best experts of each
entry. Experts conflict with entries of their own organisation, and with four in a thousand by declaration; conflicting
pairs stay among the similarities. `--slack` is the sum of caps over the sum of needs. The order of the draws is the
format: the same seed gives the same bytes.
"""
import argparse
import csv
import importlib.util
from pathlib import Path

import environment

if __name__ == "__main__" and importlib.util.find_spec("numpy") is None:
    environment.enter()

import numpy as np

N_FIELDS, N_TOPICS, N_ORGS, NEED = 6, 24, 900, 5
WANTED = [0.30, 0.22, 0.18, 0.14, 0.10, 0.06]
SUPPLIED = [0.26, 0.20, 0.18, 0.16, 0.12, 0.08]


def main() -> None:
    asked = arguments()
    rng = np.random.default_rng(asked.seed)
    entry_field = rng.choice(N_FIELDS, asked.entries, p=WANTED)
    expert_field = rng.choice(N_FIELDS, asked.experts, p=SUPPLIED)
    entry_topics = topics(rng, entry_field, 0.8)
    expert_topics = topics(rng, expert_field, 0.6)
    similarity = entry_topics @ expert_topics.T * 0.85 + rng.random((asked.entries, asked.experts)) * 0.15
    similarity = np.rint(similarity * 1e6).astype(np.int64)
    entry_org, expert_org = rng.integers(0, N_ORGS, asked.entries), rng.integers(0, N_ORGS, asked.experts)
    conflict = (entry_org[:, None] == expert_org[None, :]) | (rng.random(similarity.shape) < 0.004)
    caps = drawn_caps(rng, asked)
    write(asked.folder, "entries", ["entry_id", "field", "org", "need"],
          ([entry(i), entry_field[i], f"O{entry_org[i]:03d}", NEED] for i in range(asked.entries)))
    write(asked.folder, "experts", ["expert_id", "field", "org", "cap"],
          ([expert(j), expert_field[j], f"O{expert_org[j]:03d}", caps[j]] for j in range(asked.experts)))
    write(asked.folder, "conflicts", ["entry_id", "expert_id"], ([entry(i), expert(j)] for i, j in zip(*np.nonzero(conflict))))
    write(asked.folder, "similarity", ["entry_id", "expert_id", "sim_e6"],
          ([entry(i), expert(j), similarity[i, j]] for i in range(asked.entries) for j in kept(similarity[i], asked)))


def arguments():
    parser = argparse.ArgumentParser(description="Make an invented assignment.")
    parser.add_argument("folder", type=Path)
    parser.add_argument("--entries", type=int, default=3000)
    parser.add_argument("--experts", type=int, default=600)
    parser.add_argument("--keep", type=int, default=60, help="experts kept for each entry (60)")
    parser.add_argument("--dense", action="store_true", help="keep every pair")
    parser.add_argument("--slack", type=float, default=1.2, help="caps over needs (1.2)")
    parser.add_argument("--seed", type=int, default=20260)
    asked = parser.parse_args()
    asked.folder.mkdir(parents=True, exist_ok=True)
    return asked


def topics(rng, field, own):
    """A unit vector of topics for each: mostly the four of its field."""
    weight = np.full((len(field), N_TOPICS), 0.05)
    for f in range(N_FIELDS):
        weight[np.ix_(field == f, range(4 * f, 4 * f + 4))] = own
    mixture = rng.gamma(weight)
    return mixture / np.linalg.norm(mixture, axis=1, keepdims=True)


def drawn_caps(rng, asked):
    caps = np.clip(np.rint(rng.gamma(9, 30 / 9, asked.experts)), 12, 48).astype(int)
    scale = asked.slack * asked.entries * NEED / caps.sum()
    return np.maximum(1, np.rint(caps * scale)).astype(int)


def kept(row, asked):
    return range(asked.experts) if asked.dense else np.sort(np.argpartition(-row, asked.keep)[: asked.keep])


def entry(i):
    return f"P{i:05d}"


def expert(j):
    return f"X{j:04d}"


def write(folder, name, header, rows):
    with open(folder / f"{name}.csv", "w", newline="") as file:
        out = csv.writer(file)
        out.writerow(header)
        out.writerows(rows)


if __name__ == "__main__":
    main()

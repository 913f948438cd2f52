#!/usr/bin/env python3
"""The same assignment by OR-tools' minimum-cost flow: reads the files of a folder, prints its total and times as JSON.

    peer.py FOLDER
"""
import csv
import json
import sys
import time
from pathlib import Path

import environment

if __name__ == "__main__":
    environment.enter()

import numpy as np
from ortools.graph.python import min_cost_flow

UNMET = 2_000_000  # more than a place can gain in these files, where every need can be met


def main(folder: Path) -> None:
    start = time.perf_counter()
    needs, caps, entry, expert, value = read(folder)
    read_at = time.perf_counter()
    flow = min_cost_flow.SimpleMinCostFlow()
    n_entries, n_experts = len(needs), len(caps)
    sink = n_entries + n_experts
    arcs = flow.add_arcs_with_capacity_and_unit_cost(entry, n_entries + expert, np.ones(len(value), dtype=np.int64), -value)
    flow.add_arcs_with_capacity_and_unit_cost(n_entries + np.arange(n_experts), np.full(n_experts, sink), caps, np.zeros(n_experts, dtype=np.int64))
    flow.add_arcs_with_capacity_and_unit_cost(np.arange(n_entries), np.full(n_entries, sink), needs, np.full(n_entries, UNMET))
    flow.set_nodes_supplies(np.arange(n_entries), needs)
    flow.set_node_supply(sink, -int(needs.sum()))
    built_at = time.perf_counter()
    status = flow.solve()
    solved_at = time.perf_counter()
    assert status == flow.OPTIMAL, status
    taken = flow.flows(arcs) > 0
    print(json.dumps({"total": int(value[taken].sum()), "filled": int(taken.sum()), "read": read_at - start, "build": built_at - read_at, "solve": solved_at - built_at}))


def read(folder: Path):
    def rows(name):
        with open(folder / f"{name}.csv", newline="") as file:
            yield from csv.DictReader(file)

    entries = [(row["entry_id"], int(row["need"])) for row in rows("entries")]
    experts = [(row["expert_id"], int(row["cap"])) for row in rows("experts")]
    entry_at = {name: at for at, (name, _) in enumerate(entries)}
    expert_at = {name: at for at, (name, _) in enumerate(experts)}
    barred = {(row["entry_id"], row["expert_id"]) for row in rows("conflicts")}
    with open(folder / "similarity.csv", newline="") as file:
        pairs = csv.reader(file)
        next(pairs)
        kept = [(entry_at[p], expert_at[x], int(s)) for p, x, s in pairs if (p, x) not in barred]
    entry, expert, value = (np.array(column) for column in zip(*kept))
    return np.array([n for _, n in entries]), np.array([n for _, n in experts]), entry, expert, value


if __name__ == "__main__":
    main(Path(sys.argv[1]))

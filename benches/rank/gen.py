#!/usr/bin/env python3
"""Make a contest: gen.py OUTDIR [ENTRIES 3000] [EXPERTS 600] [SEED 1]

Five experts an entry, eight criteria from 0 to 100 in whole points, an entry's level, an expert's leniency and noise, all
normal. Experts are dealt in turns through shuffled lists, so all are linked: one connected panel, the hardest case.
"""
import random
import sys
from pathlib import Path

CRITERIA = [f"c{i}" for i in range(1, 9)]
RULE = """format = "huoju.rank/1"
id = "bench"
title = "基准"
panel = 5
at_least = 3
{criteria}
[[step]]
id = "item"
do = "trimmed_mean"
drop = 1
by = ["entry", "criterion"]
round = {{ to = "0.01" }}
[[step]]
id = "score"
do = "weighted_sum"
weights = {{ {weights} }}
by = ["entry"]
round = {{ to = "0.01" }}
[tie]
order = ["criterion:c1 desc", "median desc", "spread asc", "share"]
[quota]
take = 300
reserve = 30
"""


def main():
    out = Path(sys.argv[1])
    n_entries, n_experts, seed = (int(a) for a in (sys.argv[2:] + ["3000", "600", "1"][len(sys.argv) - 2:]))
    out.mkdir(parents=True, exist_ok=True)
    chance = random.Random(seed)
    level = [chance.gauss(75, 6) for _ in range(n_entries)]
    lenient = [chance.gauss(0, 3) for _ in range(n_experts)]
    queue = []
    with open(out / "marks.csv", "w") as marks:
        marks.write("entry_id,expert_id,criterion,mark,group\n")
        for entry in range(n_entries):
            panel = []
            while len(panel) < 5:
                if not queue:
                    queue = list(range(n_experts))
                    chance.shuffle(queue)
                expert = queue.pop()
                if expert not in panel:
                    panel.append(expert)
            for expert in panel:
                base = level[entry] + lenient[expert] + chance.gauss(0, 3)
                for criterion in CRITERIA:
                    mark = min(100, max(0, round(base + chance.gauss(0, 4))))
                    marks.write(f"E{entry:05},J{expert:04},{criterion},{mark},g{expert % 30}\n")
    with open(out / "entries.csv", "w") as entries:
        entries.write("entry_id,org\n")
        for entry in range(n_entries):
            entries.write(f"E{entry:05},g{chance.randrange(30)}\n")
    criteria = "".join(f'[[criterion]]\nid = "{c}"\nrange = [0, 100]\n' for c in CRITERIA)
    weights = ", ".join(f'{c} = "12.5%"' for c in CRITERIA)
    (out / "bench.toml").write_text(RULE.format(criteria=criteria, weights=weights))


main()

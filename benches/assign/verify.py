#!/usr/bin/env python3
"""Check that an assignment is the best there is, from its certificate and the inputs alone: weak duality, in whole numbers.

    verify.py FOLDER CERTIFICATE.json ASSIGNED.csv     (FOLDER: entries, experts, conflicts, similarity .csv)

Ask each expert's price for a place with them. At these prices no assignment can give an entry more than its best panel,
nor experts more than all their places at their price; the sum of both bounds every assignment. This one reaches it.
"""
import csv, json, sys
from collections import Counter, defaultdict

folder, certificate, assigned = sys.argv[1:]
rows = lambda path: list(csv.DictReader(open(path, newline="")))
proof = json.load(open(certificate))
rules, times, nobody = proof["rules"], proof["times"], proof["unmet_cost"]
entries = {row["entry_id"]: row for row in rows(f"{folder}/entries.csv")}
experts = {row["expert_id"]: row for row in rows(f"{folder}/experts.csv")}
barred = {(row["entry_id"], row["expert_id"]) for row in rows(f"{folder}/conflicts.csv")}
value = {(row["entry_id"], row["expert_id"]): int(row["sim_e6"]) for row in rows(f"{folder}/similarity.csv")}
value = {pair: sim for pair, sim in value.items() if pair not in barred and sim >= rules["floor"]}
pairs = [(row["entry_id"], row["expert_id"]) for row in rows(assigned)]
assert sum(value[pair] for pair in pairs) == proof["similarity"]                   # a conflict would not be found here
for entry, expert, bonus in proof["bonuses"]:
    value[entry, expert] += bonus
price = Counter({row["expert_id"]: row["price"] for row in proof["binding_caps"]})

def parts(entry):                                                                  # a panel: {kind: places}
    text = entries[entry].get("panel") or f"={entries[entry]['need']}"
    return {k.strip(): int(n) for k, n in (part.split("=") for part in text.replace(":", "=").split(";"))}

def kind(entry, expert):
    return experts[expert].get("type", "") if entries[entry].get("panel") else ""

choices = defaultdict(list)                                                        # the bound, from prices alone
for (entry, expert), worth in value.items():
    choices[entry, kind(entry, expert)].append((worth - price[expert], experts[expert]["org"]))
bound = 0
for entry in entries:
    for part, need in parts(entry).items():
        taken, best = Counter(), []
        for worth, org in sorted(choices[entry, part], reverse=True):
            if not (rules["one_per_org"] and org and taken[org] == times):
                taken[org] += 1
                best.append(worth)
        best = best[: need * times]
        bound += sum(max(worth, -nobody) for worth in best) - nobody * (need * times - len(best))
for expert, row in experts.items():
    bound += sum(max(0, price[expert] - rules["balance"] * load) for load in range(int(row["cap"]) * times))

load, panel = Counter(expert for _, expert in pairs), Counter((entry, kind(entry, expert)) for entry, expert in pairs)
assert len(set(pairs)) == len(pairs) and all(load[x] <= int(experts[x]["cap"]) for x in experts)
assert all(panel[entry, part] <= need for entry in entries for part, need in parts(entry).items())
orgs = Counter((entry, experts[x]["org"]) for entry, x in pairs if experts[x]["org"])
assert not rules["one_per_org"] or all(n == 1 for n in orgs.values())
chosen = [tuple(pair) for pair in proof["chances"]] if times > 1 else pairs        # random: what was drawn from
assert set(pairs) <= set(chosen)
wanted = times * sum(sum(parts(entry).values()) for entry in entries)
load = Counter(expert for _, expert in chosen)
found = sum(value[pair] for pair in chosen) - nobody * (wanted - len(chosen)) - sum(rules["balance"] * n * (n - 1) // 2 for n in load.values())
print(f"found {found}, bound {bound}: " + ("nothing is better" if found == bound else "NOT PROVED"))
sys.exit(found != bound)

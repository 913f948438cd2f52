"""Writes the data of the index files beside it: seeded, with gaps, ties, zeros and skew."""
import csv
import pathlib

import numpy as np

HERE = pathlib.Path(__file__).parent


def write(name, header, rows):
    with open(HERE / name, "w", newline="", encoding="utf-8") as f:
        out = csv.writer(f, lineterminator="\n")
        out.writerow(header)
        out.writerows(rows)


def column(rng, n, kind):
    x = {
        "normal": lambda: rng.normal(50, 12, n),
        "skewed": lambda: np.exp(rng.normal(2, 1.6, n)),
        "left": lambda: 400 - np.exp(rng.normal(2, 1.6, n)),
        "ties": lambda: rng.integers(1, 7, n).astype(float),
        "signed": lambda: rng.normal(1, 6, n),
        "size": lambda: rng.integers(20, 900, n).astype(float),
    }[kind]()
    return np.round(x, 3)


def table(seed, n, kinds, gap, periods=("",)):
    rng = np.random.default_rng(seed)
    rows = []
    for period in periods:
        cols = [column(rng, n, k) for k in kinds]
        holes = rng.random((n, len(kinds))) < gap
        for i in range(n):
            cells = ["" if holes[i, j] else repr(float(c[i])) for j, c in enumerate(cols)]
            region = ["east", "west", "north", ""][(i * 7 + 3) % 4] if i % 11 else ""
            rows.append([f"S{i:02}", f"Place {i:02}", period, region, *cells])
    return rows


def main():
    head = ["id", "name", "period", "region"]
    kinds = ["normal", "skewed", "left", "ties", "signed", "size"]
    names = ["a", "b", "c", "d", "e", "size"]

    rows = table(11, 40, kinds, 0.10)
    rows[4][9] = "0"  # a denominator of 0
    for r in rows[:3]:
        r[5] = "999.0"  # a tied maximum
    write("treated.csv", [h for h in head if h != "period"] + names,
          [r[:2] + r[3:] for r in rows])

    write("panel.csv", head + names, table(22, 14, kinds, 0.12, ("2021", "2022", "2023", "2024")))

    rows = table(33, 30, kinds, 0.08)
    rows[5][7] = "0"
    write("methods.csv", [h for h in head if h != "period"] + names,
          [r[:2] + r[3:] for r in rows])

    rows = table(44, 25, kinds, 0.06)
    for r in rows[10:13]:
        r[4:] = rows[9][4:]  # rows all alike: tied places
    write("outranking.csv", [h for h in head if h != "period"] + names,
          [r[:2] + r[3:] for r in rows])


if __name__ == "__main__":
    main()

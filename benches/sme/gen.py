#!/usr/bin/env python3
"""Make a population of invented enterprises for the 科技型中小企业 benchmark.

    gen.py ROWS OUT.parquet [--seed 20261123]

Most rows are drawn so as to look like small firms; the rest are put where programs go wrong: exactly on an edge
of a band or a ceiling, one unit below it, one unit above it, or with nothing to divide by. Then one cell in
twenty of the nine figures is blanked. Money is whole yuan, so every edge can be hit exactly.

A block of rows depends on the seed and its own number alone: the first rows of a large file are the small file.
"""
import argparse
from pathlib import Path

import environment

if __name__ == "__main__":
    environment.enter()

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

BLOCK = 131_072  # rows drawn at once, and rows of a Parquet row group
BLANK = 0.05  # the share of missing cells in each figure

FIGURES = {
    "headcount": pa.int32(),
    "tech_staff": pa.int32(),
    "sales": pa.int64(),
    "rnd": pa.int64(),
    "costs": pa.int64(),
    "assets": pa.int64(),
    "ip_class_1": pa.int32(),
    "ip_class_2": pa.int32(),
    "clean_record": pa.bool_(),
}

# The rule reads these facts too. They are the same for everyone, so that the outcome hangs on the figures.
FACTS = {
    "resident": True,
    "permitted_industry": True,
    "hnte_certificate": False,
    "national_prize_top3": False,
    "provincial_rnd_body": False,
    "led_standard": False,
}

SCHEMA = pa.schema([("id", pa.int64()), *FIGURES.items(), *((name, pa.bool_()) for name in FACTS)])

# What is planted in a row, and how often. "plain" is everything else.
PLANTS = {"staff edge": 0.02, "sales edge": 0.01, "costs edge": 0.01, "ceiling": 0.02}
EMPTY = {"sales": 0.005, "headcount": 0.002, "costs": 0.002}


def block(seed: int, number: int) -> pa.Table:
    """Rows `number * BLOCK` to `(number + 1) * BLOCK - 1` of the population grown from `seed`."""
    rng = np.random.default_rng((seed, number))
    firms = ordinary_firms(rng)
    plant_edges(firms, rng)
    take_denominators_away(firms, rng)
    columns = [pa.array(np.arange(number * BLOCK, (number + 1) * BLOCK))]
    for name, kind in FIGURES.items():
        values = firms[name].astype(kind.to_pandas_dtype())
        columns.append(pa.array(values, type=kind, mask=rng.random(BLOCK) < BLANK))
    columns += [pa.array(np.full(BLOCK, value)) for value in FACTS.values()]
    return pa.table(columns, schema=SCHEMA)


def ordinary_firms(rng: np.random.Generator) -> dict:
    """Skewed sizes, a few percent of sales spent on R&D, seldom a class I result, nearly always a clean record."""
    headcount = 1 + rng.lognormal(3.8, 1.1, BLOCK).astype(np.int64)
    sales = 1 + rng.lognormal(16.9, 1.5, BLOCK).astype(np.int64)
    return {
        "headcount": headcount,
        "tech_staff": rng.binomial(headcount, rng.beta(1.6, 5.0, BLOCK)),
        "sales": sales,
        "rnd": (sales * rng.beta(1.2, 22.0, BLOCK)).astype(np.int64),
        "costs": 1 + (sales * rng.uniform(0.55, 1.25, BLOCK)).astype(np.int64),
        "assets": rng.lognormal(17.0, 1.5, BLOCK).astype(np.int64),
        "ip_class_1": rng.poisson(0.25, BLOCK),
        "ip_class_2": rng.poisson(1.8, BLOCK),
        "clean_record": rng.random(BLOCK) < 0.97,
    }


def plant_edges(firms: dict, rng: np.random.Generator) -> None:
    """Move some rows onto an edge, or one unit to either side of it."""
    planted = rng.choice([*PLANTS, "plain"], BLOCK, p=[*PLANTS.values(), 1 - sum(PLANTS.values())])
    beside = rng.integers(-1, 2, BLOCK)
    size = rng.integers(1, 40, BLOCK)
    wide_edge = rng.choice([10, 15, 20, 25, 30], BLOCK)  # % of the headcount, and of costs
    narrow_edge = rng.choice([2, 3, 4, 5, 6], BLOCK)  # % of sales

    rows = planted == "staff edge"
    firms["headcount"][rows] = 20 * size[rows]
    firms["tech_staff"][rows] = size[rows] * wide_edge[rows] // 5 + beside[rows]

    # The better of the two R&D ratios counts, so the other one is made too small to cover the edge.
    rows = planted == "sales edge"
    firms["sales"][rows] = size[rows] * 1_357_900
    firms["rnd"][rows] = size[rows] * 13_579 * narrow_edge[rows] + beside[rows]
    firms["costs"][rows] = size[rows] * 13_579_000
    rows = planted == "costs edge"
    firms["costs"][rows] = size[rows] * 864_200
    firms["rnd"][rows] = size[rows] * 8_642 * wide_edge[rows] + beside[rows]
    firms["sales"][rows] = size[rows] * 86_420_000

    which = rng.integers(0, 3, BLOCK)
    for turn, (name, ceiling) in enumerate([("headcount", 500), ("sales", 200_000_000), ("assets", 200_000_000)]):
        rows = (planted == "ceiling") & (which == turn)
        firms[name][rows] = ceiling + beside[rows]

    firms["tech_staff"] = np.clip(firms["tech_staff"], 0, firms["headcount"])


def take_denominators_away(firms: dict, rng: np.random.Generator) -> None:
    """Firms that sold nothing, employ nobody or spent nothing: their ratio is undefined, which is not zero."""
    empty = rng.choice([*EMPTY, "none"], BLOCK, p=[*EMPTY.values(), 1 - sum(EMPTY.values())])
    for name in EMPTY:
        firms[name][empty == name] = 0
    firms["tech_staff"][empty == "headcount"] = 0


def write(rows: int, out: str, seed: int) -> None:
    Path(out).absolute().parent.mkdir(parents=True, exist_ok=True)
    with pq.ParquetWriter(out, SCHEMA, compression="zstd") as file:
        for number, start in enumerate(range(0, rows, BLOCK)):
            file.write_table(block(seed, number).slice(0, rows - start), row_group_size=BLOCK)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description="Make a population for the benchmark.")
    parser.add_argument("rows", type=int)
    parser.add_argument("out")
    parser.add_argument("--seed", type=int, default=20261123)
    given = parser.parse_args()
    write(given.rows, given.out, given.seed)

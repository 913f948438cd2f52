#!/usr/bin/env python3
"""An independent, exact answer to 科技型中小企业 (国科发政〔2017〕115号) for the benchmark's population.

    oracle.py                                     run its own tests
    oracle.py IN.parquet OUT.parquet [--mode M]   compare an engine's output with it, every row

The rule is written here twice. `assess` takes one firm, with fractions, to be read beside the document; `assess_all`
takes columns, with integers, to answer for millions. `tried_against_each_other` holds the two equal.

Two ways to treat missing figures. `strict`: a criterion with a missing input or nothing to divide by is missing.
`settled`: R&D takes the best ratio that can be computed, one class I result settles the results whatever the class
II count is, and a condition known to be false settles all the conditions.

Compared are the seven columns: id; personnel, rnd_input, results (a missing criterion is null); total (which counts
it as 0); pass; missing. The last is four bits: 1, 2 and 4 for the missing criteria, 8 for an unknown condition.
Where the outcome is given in words, `undetermined` is told from `fail` too, and counted as a column of its own.
"""
import argparse
import sys
from fractions import Fraction
from typing import NamedTuple, Optional

import environment

if __name__ == "__main__":
    environment.enter()

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

MODES = ("strict", "settled")
FIGURES = ["headcount", "tech_staff", "sales", "rnd", "costs", "assets", "ip_class_1", "ip_class_2", "clean_record"]
CONDITIONED = {"headcount", "sales", "assets", "clean_record"}  # the figures that conditions read
GATES = ["gate.size", "gate.record", "gate.resident", "gate.industry"]
OUTCOMES = ["fail", "undetermined", "pass"]
MISSING = -1  # stands for a missing criterion in columns of integers
GREATEST = (2**63 - 1) // 100  # beyond it, a figure times 100 leaves 64 bits


class Answer(NamedTuple):
    personnel: Optional[int]
    rnd_input: Optional[int]
    results: Optional[int]
    total: int
    outcome: str
    missing: int


# --- One firm, with fractions -----------------------------------------------------------------------------------

def share(part, whole):
    return None if part is None or whole is None or whole <= 0 else Fraction(int(part), int(whole))


def personnel(firm):
    """第七条1: each step of 5% from 10% on is worth 4 points, five steps at most."""
    return stepped(share(firm["tech_staff"], firm["headcount"]), [10, 15, 20, 25, 30], 4)


def rnd_input(firm, mode):
    """第七条2: one of two ratios, the firm's choice; so the better."""
    of_sales = stepped(share(firm["rnd"], firm["sales"]), [2, 3, 4, 5, 6], 10)
    of_costs = stepped(share(firm["rnd"], firm["costs"]), [10, 15, 20, 25, 30], 10)
    known = [points for points in (of_sales, of_costs) if points is not None]
    if not known or (mode == "strict" and len(known) < 2):
        return None
    return max(known)


def results(firm, mode):
    """第七条3: one of class I is enough; of class II each counts, up to four."""
    first, second = firm["ip_class_1"], firm["ip_class_2"]
    if mode == "settled" and first is not None and first >= 1:
        return 30
    if first is None or second is None:
        return None
    return 30 if first >= 1 else 6 * min(second, 4)


def stepped(ratio, percents, worth):
    if ratio is None:
        return None
    return worth * sum(ratio >= Fraction(percent, 100) for percent in percents)


def conditions(firm):
    """第六条(二) and (四); (一) and (三) hold for everyone here. None is unknown."""
    ceilings = [("headcount", 500), ("sales", 200_000_000), ("assets", 200_000_000)]
    held = [None if firm[name] is None else firm[name] <= ceiling for name, ceiling in ceilings]
    return [*held, firm["clean_record"]]


def all_of(truths):
    """A conjunction of true, false and unknown."""
    if any(truth is False for truth in truths):
        return False
    return None if any(truth is None for truth in truths) else True


def assess(firm, mode="strict") -> Answer:
    points = [personnel(firm), rnd_input(firm, mode), results(firm, mode)]
    least = sum(p for p in points if p is not None)
    # Known to hold none of class I, a firm can have 24 points at most, however many of class II it holds.
    tops = (20, 50, 24 if firm["ip_class_1"] == 0 else 30)
    most = least + sum(top for p, top in zip(points, tops) if p is None)
    enough = True if least >= 60 else False if most < 60 else None
    staffed = None if points[0] is None else points[0] > 0
    held = conditions(firm)
    outcome = {True: "pass", False: "fail", None: "undetermined"}[all_of([*held, enough, staffed])]
    unknown = any(truth is None for truth in held) if mode == "strict" else all_of(held) is None
    missing = sum(1 << i for i, p in enumerate(points) if p is None) + 8 * unknown
    return Answer(*points, least, outcome, missing)


# --- Columns, with integers -------------------------------------------------------------------------------------

def assess_all(values: dict, known: dict, mode="strict") -> Answer:
    """The same for columns of integers: `known` says which cells are there, `values` has 0 where they are not.
    Criteria come as integers with MISSING, outcomes as places in OUTCOMES."""
    big = max(int(np.abs(column).max(initial=0)) for column in values.values())
    if big > GREATEST:
        raise OverflowError(f"a figure of {big} times 100 does not fit 64 bits; use `assess`")

    def steps(part, whole, percents, worth):
        hundredfold, base = values[part] * 100, values[whole]
        return worth * sum((hundredfold >= percent * base).astype(np.int64) for percent in percents)

    def computable(part, whole):
        return known[part] & known[whole] & (values[whole] > 0)

    staff = np.where(computable("tech_staff", "headcount"),
                     steps("tech_staff", "headcount", (10, 15, 20, 25, 30), 4), MISSING)

    of_sales = np.where(computable("rnd", "sales"), steps("rnd", "sales", (2, 3, 4, 5, 6), 10), MISSING)
    of_costs = np.where(computable("rnd", "costs"), steps("rnd", "costs", (10, 15, 20, 25, 30), 10), MISSING)
    rnd = np.maximum(of_sales, of_costs)
    if mode == "strict":
        rnd = np.where(np.minimum(of_sales, of_costs) == MISSING, MISSING, rnd)

    has_first = known["ip_class_1"] & (values["ip_class_1"] >= 1)
    both = known["ip_class_1"] & known["ip_class_2"]
    ip = np.where(both, np.where(has_first, 30, 6 * np.minimum(values["ip_class_2"], 4)), MISSING)
    if mode == "settled":
        ip = np.where(has_first, 30, ip)

    least = sum(np.where(points == MISSING, 0, points) for points in (staff, rnd, ip))
    ip_top = np.where(known["ip_class_1"] & (values["ip_class_1"] == 0), 24, 30)
    most = least + sum(np.where(points == MISSING, top, 0) for points, top in ((staff, 20), (rnd, 50), (ip, ip_top)))

    ceilings = (("headcount", 500), ("sales", 200_000_000), ("assets", 200_000_000))
    refuted = known["clean_record"] & (values["clean_record"] == 0)
    for name, ceiling in ceilings:
        refuted = refuted | (known[name] & (values[name] > ceiling))
    blank = ~np.logical_and.reduce([known[name] for name in CONDITIONED])

    passed = ~refuted & ~blank & (least >= 60) & (staff > 0)
    failed = refuted | (most < 60) | (staff == 0)
    outcome = np.where(failed, 0, np.where(passed, 2, 1))
    unknown = blank if mode == "strict" else blank & ~refuted
    missing = (staff == MISSING) * 1 + (rnd == MISSING) * 2 + (ip == MISSING) * 4 + unknown * 8
    return Answer(*(column.astype(np.int8) for column in (staff, rnd, ip, least, outcome, missing)))


def columns_of(batch):
    """The figures of a record batch as integers, and which of them are there."""
    values, known = {}, {}
    for name in FIGURES:
        column = batch.column(name)
        known[name] = pc.is_valid(column).to_numpy(zero_copy_only=False)
        values[name] = pc.fill_null(column.cast(pa.int64()), 0).to_numpy(zero_copy_only=False)
    return values, known


def expected(inp, mode):
    """The ids of a population, and the answers to all of it."""
    ids, parts = [], []
    for batch in pq.ParquetFile(inp).iter_batches(columns=["id", *FIGURES]):
        ids.append(batch.column("id").to_numpy())
        parts.append(assess_all(*columns_of(batch), mode))
    return np.concatenate(ids), Answer(*(np.concatenate(column) for column in zip(*parts)))


# --- An engine's output -----------------------------------------------------------------------------------------

def given(out, mode):
    """The ids of an output, and its answers in the form of `assess_all`; `outcome` is None where it says only
    pass or not. Bit 8 is read off the gates in settled mode, off the missing codes in strict mode."""
    file = pq.ParquetFile(out)
    names = file.schema_arrow.names
    wanted = ["id", "criterion.personnel", "criterion.rnd_input", "criterion.results", "total", "missing"]
    wanted.append("outcome" if "outcome" in names else "pass")
    in_words = not pa.types.is_integer(file.schema_arrow.field("missing").type) if "missing" in names else False
    if mode == "settled" and in_words:
        wanted += GATES
    absent = [name for name in wanted if name not in names]
    if absent:
        raise SystemExit(f"{out} has no column {', '.join(absent)}; a comparison in {mode} mode needs it")
    ids, parts = [], []
    for batch in file.iter_batches(columns=wanted):
        column = {name: batch.column(name) for name in wanted}
        ids.append(pc.fill_null(whole(column["id"]), MISSING).to_numpy(zero_copy_only=False))
        points = [whole(column[f"criterion.{name}"]) for name in ("personnel", "rnd_input", "results")]
        bits = missing_bits(column, points, mode) if in_words else narrowed(column["missing"])
        outcome = outcomes(column["outcome"]) if "outcome" in column else narrowed(column["pass"]) * 2
        parts.append(Answer(*map(narrowed, points), narrowed(column["total"]), outcome, bits))
    if not ids:
        raise SystemExit(f"{out} has no rows")
    return np.concatenate(ids), Answer(*(np.concatenate(part) for part in zip(*parts))), "outcome" in wanted


def whole(column):
    """A column of integers, whatever type they were written in; refused where a value is not whole."""
    return (column if pa.types.is_integer(column.type) else column.cast(pa.int64())).cast(pa.int64())


def narrowed(column):
    """Small integers, null as MISSING. What can't be right (a negative, a huge number) stays wrong, and is no null."""
    column = whole(column)
    small = np.clip(pc.fill_null(column, 0).to_numpy(zero_copy_only=False), MISSING - 1, 1000).astype(np.int16)
    small[small < 0] = MISSING - 1
    small[pc.is_null(column).to_numpy(zero_copy_only=False)] = MISSING
    return small


def by_word(column, meaning):
    """`meaning` of each text of a column, asked once for each distinct text."""
    words = column if pa.types.is_dictionary(column.type) else column.dictionary_encode()
    of_each = np.array([meaning(word) for word in words.dictionary.to_pylist()] + [meaning(None)], dtype=np.int16)
    places = pc.fill_null(words.indices.cast(pa.int64()), len(of_each) - 1)
    return of_each[places.to_numpy(zero_copy_only=False)]


def outcomes(column):
    return by_word(column, lambda word: OUTCOMES.index(word) if word in OUTCOMES else MISSING)


def missing_bits(column, points, mode):
    bits = sum(pc.is_null(p).to_numpy(zero_copy_only=False).astype(np.int16) << i for i, p in enumerate(points))
    if mode == "strict":
        return bits + 8 * by_word(column["missing"], lambda codes: bool(CONDITIONED & set((codes or "").split(";"))))
    gates = np.array([outcomes(column[name]) for name in GATES])
    return bits + 8 * ((gates != 0).all(axis=0) & (gates == 1).any(axis=0)).astype(np.int16)


class Verdict(NamedTuple):
    rows: int
    differing: int  # rows in which any of the seven columns differs
    columns: dict  # column -> rows that differ
    first: dict  # column -> (id, expected, given)

    def __str__(self):
        if not self.columns:
            return f"{self.rows} rows, 0 differences"
        lines = [f"{self.rows} rows, {self.differing} differ"]
        for name, n in self.columns.items():
            example = self.first.get(name)
            lines.append(f"  {name}: {n}" + (f"; first: id {example[0]}, expected {example[1]}, given {example[2]}" if example else ""))
        return "\n".join(lines)


def check(inp, out, mode="strict") -> Verdict:
    """Compare every row of `out` with the answer to `inp`, in whatever order it was written."""
    (ids, wanted), (out_ids, got, words) = expected(inp, mode), given(out, mode)
    columns, first, differing = {}, {}, np.zeros(len(ids), dtype=bool)
    if not np.array_equal(ids, out_ids):
        order, out_order = np.argsort(ids, kind="stable"), np.argsort(out_ids, kind="stable")
        repeated = int((np.diff(out_ids[out_order]) == 0).sum())
        shared, here, there = np.intersect1d(ids[order], out_ids[out_order], return_indices=True)
        lost, foreign = len(ids) - len(shared), len(np.setdiff1d(out_ids, ids))
        columns |= {name: n for name, n in (("id lost", lost), ("id repeated", repeated), ("id foreign", foreign)) if n}
        absent = np.ones(len(ids), dtype=bool)
        absent[order[here]] = False
        differing |= absent
        rows, out_rows = order[here], out_order[there]
    else:
        rows = out_rows = np.arange(len(ids))
    compared = wanted._asdict() | {"pass": wanted.outcome == 2}
    answers = got._asdict() | {"pass": got.outcome == 2}
    if not words:
        del compared["outcome"]
    for name, column in compared.items():
        wrong = column[rows] != answers[name][out_rows]
        if wrong.any():
            at = int(np.argmax(wrong))
            columns[name] = int(wrong.sum())
            first[name] = (int(ids[rows[at]]), shown(name, column[rows[at]]), shown(name, answers[name][out_rows[at]]))
            differing[rows[wrong]] = True
    return Verdict(len(ids), int(differing.sum()) + columns.get("id repeated", 0) + columns.get("id foreign", 0), columns, first)


def shown(name, value):
    if name == "outcome":
        return OUTCOMES[value] if value >= 0 else "something else"
    if name == "pass":
        return bool(value)
    return None if value == MISSING else int(value) if value >= 0 else "a negative"


# --- Its own tests ----------------------------------------------------------------------------------------------

# A firm on the lower edge of the best band of everything but results; each case below changes it.
FIRM = dict(headcount=100, tech_staff=30, sales=1_000_000, rnd=60_000, costs=1_000_000, assets=5,
            ip_class_1=0, ip_class_2=4, clean_record=True)
YI = 100_000_000
BY_HAND = [  # what is changed; strict answer; settled answer where it is another one
    ({}, (20, 50, 24, 94, "pass", 0)),
    # 第七条1, each edge and one head below it
    (dict(tech_staff=29), (16, 50, 24, 90, "pass", 0)),
    (dict(tech_staff=25), (16, 50, 24, 90, "pass", 0)),
    (dict(tech_staff=24), (12, 50, 24, 86, "pass", 0)),
    (dict(tech_staff=15), (8, 50, 24, 82, "pass", 0)),
    (dict(tech_staff=10), (4, 50, 24, 78, "pass", 0)),
    (dict(tech_staff=9), (0, 50, 24, 74, "fail", 0)),
    (dict(headcount=50, tech_staff=15), (20, 50, 24, 94, "pass", 0)),
    (dict(headcount=3, tech_staff=1), (20, 50, 24, 94, "pass", 0)),
    (dict(headcount=7, tech_staff=2), (16, 50, 24, 90, "pass", 0)),
    # 第七条2, of sales, then of costs
    (dict(rnd=59_999), (20, 40, 24, 84, "pass", 0)),
    (dict(rnd=30_000), (20, 20, 24, 64, "pass", 0)),
    (dict(rnd=29_999), (20, 10, 24, 54, "fail", 0)),
    (dict(rnd=19_999), (20, 0, 24, 44, "fail", 0)),
    (dict(rnd=19_999, costs=66_663), (20, 50, 24, 94, "pass", 0)),
    (dict(rnd=19_999, costs=66_664), (20, 40, 24, 84, "pass", 0)),
    (dict(rnd=19_999, costs=199_990), (20, 10, 24, 54, "fail", 0)),
    (dict(rnd=19_999, costs=199_991), (20, 0, 24, 44, "fail", 0)),
    # 第七条3
    (dict(ip_class_2=9), (20, 50, 24, 94, "pass", 0)),
    (dict(ip_class_2=3), (20, 50, 18, 88, "pass", 0)),
    (dict(ip_class_2=0), (20, 50, 0, 70, "pass", 0)),
    (dict(ip_class_1=1, ip_class_2=0), (20, 50, 30, 100, "pass", 0)),
    # 第六条(五): 60 is enough, the next total below it is not
    (dict(tech_staff=25, rnd=30_000), (16, 20, 24, 60, "pass", 0)),
    (dict(tech_staff=25, rnd=30_000, ip_class_2=3), (16, 20, 18, 54, "fail", 0)),
    (dict(tech_staff=25, rnd=40_000, ip_class_2=2), (16, 30, 12, 58, "fail", 0)),
    # 第六条(二): the ceiling itself is allowed
    (dict(headcount=500, tech_staff=150), (20, 50, 24, 94, "pass", 0)),
    (dict(headcount=501, tech_staff=151), (20, 50, 24, 94, "fail", 0)),
    (dict(sales=2 * YI, rnd=12_000_000, costs=9 * YI), (20, 50, 24, 94, "pass", 0)),
    (dict(sales=2 * YI, rnd=11_999_999, costs=9 * YI), (20, 40, 24, 84, "pass", 0)),
    (dict(sales=2 * YI + 1, rnd=12_000_001, costs=9 * YI), (20, 50, 24, 94, "fail", 0)),
    (dict(assets=2 * YI), (20, 50, 24, 94, "pass", 0)),
    (dict(assets=2 * YI + 1), (20, 50, 24, 94, "fail", 0)),
    (dict(clean_record=False), (20, 50, 24, 94, "fail", 0)),
    # Nothing to divide by is missing, not zero; the condition on it is known all the same.
    (dict(headcount=0, tech_staff=0), (None, 50, 24, 74, "undetermined", 1)),
    (dict(sales=0), (20, None, 24, 44, "undetermined", 2), (20, 0, 24, 44, "fail", 0)),
    (dict(costs=0), (20, None, 24, 44, "undetermined", 2), (20, 50, 24, 94, "pass", 0)),
    (dict(sales=0, costs=0), (20, None, 24, 44, "undetermined", 2)),
    # Blanks
    (dict(headcount=None), (None, 50, 24, 74, "undetermined", 9)),
    (dict(headcount=None, assets=3 * YI), (None, 50, 24, 74, "fail", 9), (None, 50, 24, 74, "fail", 1)),
    (dict(headcount=None, rnd=0, ip_class_2=3), (None, 0, 18, 18, "fail", 9)),
    (dict(tech_staff=None), (None, 50, 24, 74, "undetermined", 1)),
    (dict(tech_staff=None, headcount=501), (None, 50, 24, 74, "fail", 1)),
    (dict(rnd=None), (20, None, 24, 44, "undetermined", 2)),
    (dict(rnd=None, tech_staff=9), (0, None, 24, 24, "fail", 2)),
    (dict(sales=None), (20, None, 24, 44, "undetermined", 10), (20, 0, 24, 44, "fail", 8)),
    (dict(sales=None, costs=200_000), (20, None, 24, 44, "undetermined", 10), (20, 50, 24, 94, "undetermined", 8)),
    (dict(costs=None), (20, None, 24, 44, "undetermined", 2), (20, 50, 24, 94, "pass", 0)),
    (dict(assets=None), (20, 50, 24, 94, "undetermined", 8)),
    (dict(assets=None, clean_record=False), (20, 50, 24, 94, "fail", 8), (20, 50, 24, 94, "fail", 0)),
    (dict(clean_record=None), (20, 50, 24, 94, "undetermined", 8)),
    (dict(ip_class_1=None), (20, 50, None, 70, "pass", 4)),
    (dict(ip_class_2=None), (20, 50, None, 70, "pass", 4)),
    (dict(ip_class_2=None, rnd=30_000), (20, 20, None, 40, "undetermined", 4)),
    (dict(ip_class_2=None, rnd=19_999), (20, 0, None, 20, "fail", 4)),
    (dict(ip_class_1=2, ip_class_2=None), (20, 50, None, 70, "pass", 4), (20, 50, 30, 100, "pass", 0)),
    (dict(ip_class_1=2, ip_class_2=None, rnd=20_000), (20, 10, None, 30, "undetermined", 4), (20, 10, 30, 60, "pass", 0)),
    ({name: None for name in FIRM}, (None, None, None, 0, "undetermined", 15)),
]


def tried_by_hand() -> int:
    """Both ways of writing the rule give the answers that were worked out on paper."""
    firms = [FIRM | changed for changed, *_ in BY_HAND]
    for mode in MODES:
        wanted = [answers[0] if mode == "strict" else answers[-1] for _, *answers in BY_HAND]
        for firm, want in zip(firms, wanted):
            assert assess(firm, mode) == want, (mode, firm, want, assess(firm, mode))
        assert in_rows(assess_all(*as_columns(firms), mode)) == wanted, mode
    return len(firms)


def tried_against_each_other(n=20_000, seed=1) -> int:
    """Both ways agree on small figures, where every edge, blank and zero is met often."""
    rng = np.random.default_rng(seed)
    tops = dict(headcount=21, tech_staff=8, sales=120, rnd=9, costs=60, assets=3, ip_class_1=2, ip_class_2=6, clean_record=2)
    scale = dict(headcount=[1, 1, 30], sales=[1, 1, 2_000_000], assets=[1, YI])
    drawn = {name: rng.integers(0, top, n) * rng.choice(scale.get(name, [1]), n) for name, top in tops.items()}
    blank = {name: rng.random(n) < 0.1 for name in tops}
    firms = []
    for i in range(n):
        firm = {name: None if blank[name][i] else int(drawn[name][i]) for name in tops}
        firm["clean_record"] = None if firm["clean_record"] is None else bool(firm["clean_record"])
        firms.append(firm)
    return agreed(firms)


def tried_on(inp, every=997) -> int:
    """Both ways agree on every 997th row of a population."""
    firms = []
    for batch in pq.ParquetFile(inp).iter_batches(columns=["id", *FIGURES]):
        rows = np.flatnonzero(batch.column("id").to_numpy() % every == 0)
        firms += batch.select(FIGURES).take(pa.array(rows)).to_pylist()
    return agreed(firms)


def agreed(firms) -> int:
    for mode in MODES:
        quick = in_rows(assess_all(*as_columns(firms), mode))
        for firm, answer in zip(firms, quick):
            assert assess(firm, mode) == answer, (mode, firm, assess(firm, mode), answer)
    return len(firms)


def as_columns(firms):
    cells = {name: [firm[name] for firm in firms] for name in FIGURES}
    values = {name: np.array([int(cell or 0) for cell in column], dtype=np.int64) for name, column in cells.items()}
    return values, {name: np.array([cell is not None for cell in column]) for name, column in cells.items()}


def in_rows(answer):
    plain = [column.tolist() for column in answer]
    return [Answer(*(None if p == MISSING else p for p in row[:3]), row[3], OUTCOMES[row[4]], row[5]) for row in zip(*plain)]


def main():
    parser = argparse.ArgumentParser(description="Test the oracle, or compare an engine's output with it.")
    parser.add_argument("inp", nargs="?", metavar="IN.parquet")
    parser.add_argument("out", nargs="?", metavar="OUT.parquet")
    parser.add_argument("--mode", choices=MODES, default="strict")
    asked = parser.parse_args()
    print(f"{tried_by_hand()} firms worked by hand, {tried_against_each_other()} drawn: fractions and integers agree")
    if asked.inp:
        print(f"{tried_on(asked.inp)} firms of {asked.inp}: fractions and integers agree")
    if asked.out:
        verdict = check(asked.inp, asked.out, asked.mode)
        print(f"{asked.out}, {asked.mode}: {verdict}")
        sys.exit(1 if verdict.columns else 0)


if __name__ == "__main__":
    main()

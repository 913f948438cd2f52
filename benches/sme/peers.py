#!/usr/bin/env python3
"""The same scheme by hand in DuckDB and in Polars, each as one streaming query, Parquet to Parquet.

    peers.py ENGINE IN.parquet OUT.parquet        run once; print what it took as one line of JSON

Strict mode. Each engine comes in two widths. The plain one writes the least that can be compared: pass as a boolean,
missing as four bits. The `-words` one writes what Huoju writes: the outcome as one of three words, and the codes of
the missing figures joined by `;`. `decode` only reads the columns the rule needs, with the quickest reader of the
three (Polars): the floor under all.
"""
import json
import sys
import time
from pathlib import Path

STAFF = [(30, 20), (25, 16), (20, 12), (15, 8), (10, 4)]  # from this percentage on, these points
RND_OF_SALES = [(6, 50), (5, 40), (4, 30), (3, 20), (2, 10)]
RND_OF_COSTS = [(30, 50), (25, 40), (20, 30), (15, 20), (10, 10)]
FIGURES = ["headcount", "tech_staff", "sales", "rnd", "costs", "assets", "ip_class_1", "ip_class_2", "clean_record"]


# --- DuckDB -----------------------------------------------------------------------------------------------------

def sql_bands(part: str, whole: str, bands: list) -> str:
    arms = " ".join(f"WHEN {part} * 100 >= {percent} * {whole} THEN {points}" for percent, points in bands)
    return f"CASE {arms} ELSE 0 END"


SQL_POINTS = f"""
figures AS (
  SELECT * REPLACE (headcount::BIGINT AS headcount, tech_staff::BIGINT AS tech_staff) FROM read_parquet($population)
),
scored AS (
  SELECT *,
    CASE WHEN headcount > 0 AND tech_staff IS NOT NULL
      THEN {sql_bands("tech_staff", "headcount", STAFF)} END::TINYINT AS personnel,
    CASE WHEN sales > 0 AND costs > 0 AND rnd IS NOT NULL
      THEN greatest({sql_bands("rnd", "sales", RND_OF_SALES)}, {sql_bands("rnd", "costs", RND_OF_COSTS)})
      END::TINYINT AS rnd_input,
    CASE WHEN ip_class_1 IS NULL OR ip_class_2 IS NULL THEN NULL
      WHEN ip_class_1 >= 1 THEN 30 ELSE 6 * least(ip_class_2, 4) END::TINYINT AS results,
    headcount <= 500 AND sales <= 200000000 AND assets <= 200000000 AND clean_record AS gates
  FROM figures
),
added AS (
  SELECT *, (coalesce(personnel, 0) + coalesce(rnd_input, 0) + coalesce(results, 0))::TINYINT AS total FROM scored
)
"""

SQL = f"""
WITH {SQL_POINTS}
SELECT id, personnel AS "criterion.personnel", rnd_input AS "criterion.rnd_input", results AS "criterion.results", total,
  coalesce(gates AND personnel > 0, false) AND total >= 60 AS pass,
  ((personnel IS NULL)::TINYINT + 2 * (rnd_input IS NULL)::TINYINT + 4 * (results IS NULL)::TINYINT + 8 * (headcount IS NULL
    OR sales IS NULL OR assets IS NULL OR clean_record IS NULL)::TINYINT)::TINYINT AS missing
FROM added
"""

SQL_WORDS = f"""
WITH {SQL_POINTS}
SELECT id, personnel AS "criterion.personnel", rnd_input AS "criterion.rnd_input", results AS "criterion.results", total,
  CASE gates AND personnel > 0 AND (CASE WHEN total >= 60 THEN true
      WHEN total + CASE WHEN personnel IS NULL THEN 20 ELSE 0 END + CASE WHEN rnd_input IS NULL THEN 50 ELSE 0 END
        + CASE WHEN results IS NOT NULL THEN 0 WHEN ip_class_1 = 0 THEN 24 ELSE 30 END < 60 THEN false END)
    WHEN true THEN 'pass' WHEN false THEN 'fail' ELSE 'undetermined' END AS outcome,
  concat_ws(';', {", ".join(f"CASE WHEN {name} IS NULL THEN '{name}' END" for name in FIGURES)}) AS missing
FROM added
"""


def duckdb(inp: str, out: str, query: str = SQL) -> None:
    import duckdb

    query = query.replace("$population", "'" + inp.replace("'", "''") + "'")
    duckdb.connect().execute(f"COPY ({query}) TO '{out}' (FORMAT parquet, COMPRESSION zstd)")


def duckdb_words(inp: str, out: str) -> None:
    duckdb(inp, out, SQL_WORDS)


# --- Polars -----------------------------------------------------------------------------------------------------

def polars_bands(part, whole, bands: list):
    import polars as pl

    arms = pl
    for percent, points in bands:
        arms = arms.when(part * 100 >= whole * percent).then(pl.lit(points, pl.Int8))
    return arms.otherwise(pl.lit(0, pl.Int8))


def polars(inp: str, out: str, words: bool = False) -> None:
    import polars as pl

    col = pl.col
    points = ["personnel", "rnd_input", "results"]
    scored = (
        pl.scan_parquet(inp)
        .with_columns(col("headcount", "tech_staff").cast(pl.Int64))
        .with_columns(
            pl.when((col("headcount") > 0) & col("tech_staff").is_not_null())
            .then(polars_bands(col("tech_staff"), col("headcount"), STAFF))
            .alias("personnel"),
            pl.when((col("sales") > 0) & (col("costs") > 0) & col("rnd").is_not_null())
            .then(pl.max_horizontal(polars_bands(col("rnd"), col("sales"), RND_OF_SALES),
                                    polars_bands(col("rnd"), col("costs"), RND_OF_COSTS)))
            .alias("rnd_input"),
            pl.when(col("ip_class_1").is_not_null() & col("ip_class_2").is_not_null())
            .then(pl.when(col("ip_class_1") >= 1).then(30).otherwise(6 * col("ip_class_2").clip(upper_bound=4)))
            .cast(pl.Int8).alias("results"),
            ((col("headcount") <= 500) & (col("sales") <= 200_000_000) & (col("assets") <= 200_000_000)
             & col("clean_record")).alias("gates"),
        )
        .with_columns(pl.sum_horizontal(points).cast(pl.Int8).alias("total"))
    )
    if words:
        most = col("total") + sum(pl.when(col(name).is_null()).then(pl.lit(top, pl.Int8)).otherwise(pl.lit(0, pl.Int8))
                                  for name, top in zip(points, (20, 50, 30)))
        most = most - pl.when(col("results").is_null() & (col("ip_class_1") == 0)).then(pl.lit(6, pl.Int8)).otherwise(pl.lit(0, pl.Int8))
        enough = pl.when(col("total") >= 60).then(True).when(most < 60).then(False)
        holds = col("gates") & (col("personnel") > 0) & enough
        ends = [
            pl.when(holds).then(pl.lit("pass")).when(holds.is_null()).then(pl.lit("undetermined"))
            .otherwise(pl.lit("fail")).alias("outcome"),
            pl.concat_str([pl.when(col(name).is_null()).then(pl.lit(name)) for name in FIGURES],
                          separator=";", ignore_nulls=True).alias("missing"),
        ]
    else:
        bits = [col(name).is_null().cast(pl.Int8) * (1 << i) for i, name in enumerate(points)]
        unknown = pl.any_horizontal(col("headcount", "sales", "assets", "clean_record").is_null())
        ends = [
            ((col("gates") & (col("personnel") > 0)).fill_null(False) & (col("total") >= 60)).alias("pass"),
            sum(bits, unknown.cast(pl.Int8) * 8).alias("missing"),
        ]
    named = [col(name).alias(f"criterion.{name}") for name in points]
    scored.select("id", *named, "total", *ends).sink_parquet(out, compression="zstd")


def polars_words(inp: str, out: str) -> None:
    polars(inp, out, words=True)


# --- The floor --------------------------------------------------------------------------------------------------

def decode(inp: str, out: str) -> None:
    import polars as pl

    pl.read_parquet(inp, columns=["id", *FIGURES])


ENGINES = {"decode": decode, "duckdb": duckdb, "duckdb-words": duckdb_words, "polars": polars, "polars-words": polars_words}
IMPORTS = {"decode": "polars", "duckdb": "duckdb", "polars": "polars"}


def main(engine: str, inp: str, out: str) -> None:
    __import__(IMPORTS[engine.removesuffix("-words")])
    wall, cpu = time.perf_counter(), time.process_time()
    ENGINES[engine](inp, out)
    taken = {"inner_wall": time.perf_counter() - wall, "inner_cpu": time.process_time() - cpu}
    status = Path("/proc/self/status").read_text()
    taken["hwm_mib"] = int(status.split("VmHWM:")[1].split()[0]) / 1024
    print(json.dumps(taken))


if __name__ == "__main__":
    main(*sys.argv[1:])

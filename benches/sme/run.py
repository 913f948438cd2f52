#!/usr/bin/env python3
"""Time Huoju, DuckDB and Polars on 科技型中小企业, one Parquet file in, one Parquet file out.

    run.py IN.parquet [--ours HUOJU] [--reps 5] [--full] [--json RESULT.json]

Every run is a process of its own; each round runs every engine once, and the next round starts one engine further on.
`wall`, `cpu` and `peak` are of the whole process, as the kernel counted them. The peers are Python programs, so their
`inner` times, without starting Python and importing the engine, stand beside them. All figures are medians. The last
output of each engine is compared with the oracle, every row; Huoju's also in settled mode, which is not timed.
Ends with 0 if all rows were equal, with 1 if not, with 2 if an engine could not run.
"""
import argparse
import json
import os
import platform
import statistics
import subprocess
import sys
import tempfile
import time
from datetime import date
from pathlib import Path

# This process stays small, a dozen MiB: until a child has started, the kernel counts its parent's peak as its own.
import environment

HERE = Path(__file__).resolve().parent
PEERS = ["decode", "duckdb", "polars", "duckdb-words", "polars-words"]
SCHEME = "cn-tech-sme"
COLUMNS = ["id", "criterion.personnel", "criterion.rnd_input", "criterion.results", "total", "outcome", "missing"]
GATES = ["gate.size", "gate.record", "gate.resident", "gate.industry"]


def main() -> int:
    asked = arguments()
    peers_python = environment.python()
    with tempfile.TemporaryDirectory(dir=asked.work) as work:
        engines = commands(asked, peers_python, Path(work))
        warm(asked.inp)
        load_before = os.getloadavg()[0]
        runs = {name: [] for name in engines}
        for turn in range(asked.reps):
            for name in rotated(list(engines), turn):
                runs[name].append(run(name, *engines[name]))
        load_after = os.getloadavg()[0]
        rows = {name: medians(taken) for name, taken in runs.items()}
        for name, (_, out) in engines.items():
            if out.exists():
                rows[name]["out_mb"] = out.stat().st_size / 1e6
                rows[name]["verdict"] = compared(peers_python, asked.inp, out, "strict")
        settled = settled_verdict(asked, peers_python, Path(work)) if asked.ours else None
    result = {"machine": machine(load_before, load_after), "input": described(peers_python, asked.inp), "reps": asked.reps,
              "engines": rows, "settled": settled}
    print(table(result))
    if asked.json:
        Path(asked.json).write_text(json.dumps(result, indent=1, ensure_ascii=False) + "\n")
    verdicts = [row["verdict"] for row in rows.values() if "verdict" in row] + ([settled] if settled else [])
    return 0 if all(verdict["equal"] for verdict in verdicts) else 1


def arguments():
    parser = argparse.ArgumentParser(description="Time Huoju and its peers on the same population, in the same rounds.")
    parser.add_argument("inp", metavar="IN.parquet", help="a population made by gen.py")
    parser.add_argument("--ours", metavar="HUOJU", help="the binary; without it only the peers run")
    parser.add_argument("--reps", type=int, default=5, help="rounds (5)")
    parser.add_argument("--full", action="store_true", help="also time Huoju's full output, all its columns")
    parser.add_argument("--only", metavar="ENGINES", help=f"of {','.join(PEERS)}")
    parser.add_argument("--work", metavar="DIR", help="where outputs are written for the time being (the system's choice)")
    parser.add_argument("--json", metavar="FILE", help="write the result as JSON too")
    asked = parser.parse_args()
    if not Path(asked.inp).is_file():
        parser.error(f"no file {asked.inp}; gen.py makes one")
    asked.only = asked.only.split(",") if asked.only else PEERS
    strange = [name for name in asked.only if name not in PEERS]
    if strange:
        parser.error(f"unknown engine {', '.join(strange)}; there are {', '.join(PEERS)}")
    return asked


def commands(asked, peers_python, work) -> dict:
    """Engine -> its command, and the file that it writes."""
    engines = {}
    if asked.ours:
        engines["huoju"] = ours(asked, "strict", work / "huoju.parquet", COLUMNS)
        if asked.full:
            engines["huoju, full"] = ours(asked, "strict", work / "huoju-full.parquet")
    for name in asked.only:
        out = work / f"{name}.parquet"
        engines[name] = [peers_python, str(HERE / "peers.py"), name, asked.inp, str(out)], out
    return engines


def ours(asked, mode, out, columns=None):
    command = [asked.ours, "assess", SCHEME, "--data", asked.inp, "--no-presume", "--missing", mode]
    command += ["--columns", ",".join(columns)] if columns else []
    return [*command, "--out", str(out)], out


def warm(path) -> None:
    """Read the input once, so that the first engine doesn't pay for the disk; in pieces, see the note on imports."""
    with open(path, "rb", buffering=0) as file:
        while file.read(1 << 20):
            pass


def rotated(names, turn):
    turn %= len(names)
    return names[turn:] + names[:turn]


def run(name, command, out) -> dict:
    """One fresh process: its wall time, its CPU time, its peak memory, and what it says about itself."""
    out.unlink(missing_ok=True)
    with tempfile.TemporaryFile() as said, tempfile.TemporaryFile() as complained:
        start = time.perf_counter()
        child = subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=said, stderr=complained)
        _, status, used = os.wait4(child.pid, 0)
        wall = time.perf_counter() - start
        child.returncode = os.waitstatus_to_exitcode(status)
        said.seek(0)
        complained.seek(0)
        is_peer = name in PEERS
        # Huoju ends with 1 where it refused rows; the comparison will name them.
        if child.returncode not in ([0] if is_peer else [0, 1]) or not (out.exists() or name == "decode"):
            print(f"{name} could not run: {' '.join(command)}", complained.read().decode(errors="replace"), sep="\n", file=sys.stderr)
            sys.exit(2)
        inner = json.loads(said.read()) if is_peer else {}
    return {"wall": wall, "cpu": used.ru_utime + used.ru_stime, "peak_mib": used.ru_maxrss / 1024, "status": child.returncode, **inner}


def medians(taken) -> dict:
    row = {key: statistics.median(one[key] for one in taken) for key in taken[0]}
    row["status"] = max(one["status"] for one in taken)
    row["wall_least"], row["wall_most"] = min(one["wall"] for one in taken), max(one["wall"] for one in taken)
    return row


def compared(peers_python, inp, out, mode) -> dict:
    """The oracle's verdict, asked in a process of its own."""
    asked = subprocess.run([peers_python, str(HERE / "oracle.py"), inp, str(out), "--mode", mode], capture_output=True, text=True)
    lines = (asked.stdout + asked.stderr).strip().splitlines()
    told = [i for i, line in enumerate(lines) if line.startswith(f"{out}, {mode}: ")]
    said = "\n".join(lines[told[0]:]).removeprefix(f"{out}, {mode}: ") if told else "\n".join(lines[-3:])
    return {"equal": asked.returncode == 0, "said": said}


def settled_verdict(asked, peers_python, work) -> dict:
    command, out = ours(asked, "settled", work / "huoju-settled.parquet", COLUMNS + GATES)
    run("huoju, settled", command, out)
    return compared(peers_python, asked.inp, out, "settled")


def machine(load_before, load_after) -> dict:
    model = [line.split(":")[1].strip() for line in Path("/proc/cpuinfo").read_text().splitlines() if line.startswith("model name")]
    return {"date": date.today().isoformat(), "cores": len(os.sched_getaffinity(0)), "processor": model[0] if model else platform.machine(),
            "load_before": load_before, "load_after": load_after, "python": platform.python_version(),
            "peers": environment.PINS.read_text().split()}


def described(peers_python, inp) -> dict:
    count = "import sys, pyarrow.parquet as pq; m = pq.ParquetFile(sys.argv[1]).metadata; print(m.num_rows, m.num_row_groups)"
    rows, groups = subprocess.run([peers_python, "-c", count, inp], capture_output=True, text=True, check=True).stdout.split()
    return {"rows": int(rows), "row_groups": int(groups), "mb": os.path.getsize(inp) / 1e6}


def table(result) -> str:
    """The result as Markdown, ready for docs/benchmarks.md."""
    about, read, engines = result["machine"], result["input"], result["engines"]
    lines = [
        f"{read['rows']:,} rows ({read['mb']:.1f} MB, {read['row_groups']} row groups), medians of {result['reps']} rounds; "
        f"{about['date']}, {about['cores']} cores ({about['processor']}), load {about['load_before']:.1f} to "
        f"{about['load_after']:.1f}, Python {about['python']}, {', '.join(about['peers'])}",
        "",
        "| engine | wall s (least to most) | CPU s | inner wall s | inner CPU s | peak MiB | out MB "
        "| wall ÷ DuckDB | CPU ÷ DuckDB | wall ÷ DuckDB inner | CPU ÷ DuckDB inner | differences |",
        "| --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: | --- |",
    ]
    base = engines.get("duckdb")
    for name, row in engines.items():
        cells = [name, f"{row['wall']:.3f} ({row['wall_least']:.3f} to {row['wall_most']:.3f})", f"{row['cpu']:.3f}"]
        cells += [f"{row[key]:.3f}" if key in row else "" for key in ("inner_wall", "inner_cpu")]
        cells += [f"{row['peak_mib']:.0f}", f"{row['out_mb']:.1f}" if "out_mb" in row else ""]
        cells += ratios(row, base) if base else [""] * 4
        verdict = row.get("verdict")
        cells.append("" if verdict is None else "0" if verdict["equal"] else verdict["said"].splitlines()[0])
        lines.append("| " + " | ".join(cells) + " |")
    failed = [(name, row["verdict"]["said"]) for name, row in engines.items() if "verdict" in row and not row["verdict"]["equal"]]
    if result["settled"]:
        lines += ["", f"huoju, settled: {result['settled']['said']}"]
    for name, said in failed:
        lines += ["", f"{name}: {said}"]
    refused = [name for name, row in engines.items() if row["status"] == 1]
    if refused:
        lines += ["", f"Ended with 1, rows refused: {', '.join(refused)}"]
    return "\n".join(lines)


def ratios(row, base) -> list:
    """Whole process to whole process; then the engine without its start (Huoju: with it) to DuckDB without its start."""
    pairs = [(row["wall"], base["wall"]), (row["cpu"], base["cpu"]),
             (row.get("inner_wall", row["wall"]), base["inner_wall"]), (row.get("inner_cpu", row["cpu"]), base["inner_cpu"])]
    return [f"{ours / theirs:.2f}" for ours, theirs in pairs]


if __name__ == "__main__":
    sys.exit(main())
